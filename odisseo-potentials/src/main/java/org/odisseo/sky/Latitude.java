// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

/** Checks of angles that run from pole to pole. */
final class Latitude {

  private Latitude() {}

  static double require(String name, double degrees) {
    if (degrees >= -90 && degrees <= 90) {
      return degrees;
    }
    throw new IllegalArgumentException(name + " must be from -90 to 90 degrees, got " + degrees);
  }
}
