// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

/**
 * A closed interval of numbers.
 *
 * @param low its lower end
 * @param high its upper end, not below the lower one
 */
public record Interval(double low, double high) {

  /** Checks the order. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "high must be >= low, got low " + low + " and high " + high);
    }
  }

  /** The distance of the ends. */
  public double width() {
    return high - low;
  }

  /** Whether a number is inside. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
