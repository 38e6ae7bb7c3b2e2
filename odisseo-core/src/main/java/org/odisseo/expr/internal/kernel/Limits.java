// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/**
 * How programs are cut into methods.
 *
 * @param single upper bound on the bytes of the only method of a small program
 * @param part upper bound for each of many; compilation time grows faster than size, and registers
 *     are few
 * @param tail arithmetic of at least so many operations gets a method of its own in a small program
 *     for many points, see {@link Plan#forRanges}
 */
public record Limits(int single, int part, int tail) {
  /** What HotSpot compiles well: it leaves methods of more than 8000 bytes to the interpreter. */
  public static final Limits HOTSPOT = new Limits(7500, 3500, 28);

  /** One method, however large. */
  public static final Limits NONE =
      new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
