// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis with round numbers on it. Powers of ten go from the numbers into the title.
 *
 * @param name what is on it, with a unit in brackets if it has one, as in {@code M_{NFW} [Msun]}
 * @param low its lower end
 * @param high its upper end
 * @param most the most numbers on it, at least 2
 */
record Axis(String name, double low, double high, int most) {

  Axis {
    if (!(low < high && Double.isFinite(high - low))) {
      throw new IllegalArgumentException(
          "the range of " + name + " must be finite and rise, got " + low + " to " + high);
    }
  }

  /** An axis around values with a margin of a part of their range; never of no length. */
  static Axis around(String name, double low, double high, double margin, int most) {
    double width = high - low;
    double extra = width > 0 ? margin * width : Math.max(Math.abs(low) * 0.05, 1e-12);
    return new Axis(name, low - extra, high + extra, most);
  }

  /** Where a value is, 0 at the lower end and 1 at the upper. */
  double fraction(double value) {
    return (value - low) / (high - low);
  }

  /** One, two or five times a power of ten: the least of which not too many fit. */
  double step() {
    double least = (high - low) / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** The round numbers within, not so near the ends that their labels would stick out. */
  List<Double> ticks() {
    double step = step();
    double rim = 0.02 * (high - low);
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil((low + rim) / step); k * step <= high - rim; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** The power of ten that all numbers share; zero for sizes that read well as they are. */
  int exponent() {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    int ofLargest = (int) Math.floor(Math.log10(largest));
    if (ofLargest < 5 && ofLargest >= -2) {
      return 0;
    }
    // Rather 5, 10, 15 than 0.5, 1.0, 1.5.
    int ofStep = (int) Math.floor(Math.log10(step()) + 1e-9);
    return ofLargest - ofStep == 1 ? ofStep : ofLargest;
  }

  String text(double tick) {
    int exponent = exponent();
    int digits = (int) Math.max(0, exponent - Math.floor(Math.log10(step()) + 1e-9));
    String text = String.format(Locale.ROOT, "%." + digits + "f", tick / Math.pow(10, exponent));
    // A true minus is as wide as a plus.
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text.replace('-', '\u2212');
  }

  String title() {
    int exponent = exponent();
    if (exponent == 0) {
      return name;
    }
    String power = "10^{" + String.valueOf(exponent).replace('-', '\u2212') + "}";
    int bracket = name.lastIndexOf('[');
    return bracket < 0
        ? name + " [" + power + "]"
        : name.substring(0, bracket + 1) + power + " " + name.substring(bracket + 1);
  }
}
