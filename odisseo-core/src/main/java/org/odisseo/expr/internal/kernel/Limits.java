// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/**
 * How large methods may be.
 *
 * @param single upper bound on the bytes of the only method of a small program
 * @param part upper bound for each of many; compilation time grows faster than size, and registers
 *     are few
 */
public record Limits(int single, int part) {
  /** What HotSpot compiles well: it leaves methods of more than 8000 bytes to the interpreter. */
  public static final Limits HOTSPOT = new Limits(7500, 3500);
}
