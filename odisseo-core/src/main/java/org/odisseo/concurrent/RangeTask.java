// SPDX-License-Identifier: Apache-2.0

package org.odisseo.concurrent;

/** Something to be done for a range of numbers. */
@FunctionalInterface
public interface RangeTask {

  /** Does it for the numbers {@code from <= i < to}. */
  void run(int from, int to);
}
