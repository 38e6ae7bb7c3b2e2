// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.Locale;

/**
 * What a ratio should be.
 *
 * @param least the least it may be
 * @param most the most it may be
 */
record Target(double least, double most) {

  static Target atMost(double most) {
    return new Target(Double.NEGATIVE_INFINITY, most);
  }

  static Target atLeast(double least) {
    return new Target(least, Double.POSITIVE_INFINITY);
  }

  boolean isMetBy(double ratio) {
    return least <= ratio && ratio <= most;
  }

  @Override
  public String toString() {
    return least == Double.NEGATIVE_INFINITY
        ? String.format(Locale.ROOT, "<= %s", most)
        : String.format(Locale.ROOT, ">= %s", least);
  }
}
