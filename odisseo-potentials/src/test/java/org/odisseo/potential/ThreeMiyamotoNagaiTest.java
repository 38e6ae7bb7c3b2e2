// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.odisseo.potential.ThreeMiyamotoNagai.Fit;
import org.odisseo.potential.ThreeMiyamotoNagai.VerticalProfile;
import org.odisseo.units.UnitSystem;

/** The three disks against the exponential disk for which they stand. */
class ThreeMiyamotoNagaiTest {

  private static Potential disk(VerticalProfile vertical, Fit fit) {
    return new ThreeMiyamotoNagai(1, 1, 0.1, vertical, fit).in(UnitSystem.NBODY);
  }

  @ParameterizedTest
  @EnumSource
  void circularVelocityIsThatOfTheExponentialDisk(Fit fit) {
    FieldQuantity speed = disk(VerticalProfile.EXPONENTIAL, fit).circularVelocity();
    for (int n = 0; n < 6; n++) {
      double[] v = GalpyReference.numbers("exponentialDisk." + n);
      assertEquals(1, speed.at(v[0]) / v[1], 0.03, "R = " + v[0]);
    }
    double[] far = GalpyReference.numbers("exponentialDisk.6");
    double excess = speed.at(far[0]) / far[1] - 1;
    assertEquals(fit == Fit.POSITIVE ? 0.05 : 0.01, excess, 0.005);
  }

  /**
   * The column through the disk, M e^(-R/h_R)/(2 pi h_R^2), for either profile. The error is
   * measured by the column in the center, as in the paper.
   */
  @ParameterizedTest
  @EnumSource
  void surfaceDensityFallsExponentially(VerticalProfile vertical) {
    for (Fit fit : Fit.values()) {
      Potential disk = disk(vertical, fit);
      for (double r : new double[] {0.5, 1, 2, 3, 4}) {
        double expected = Math.exp(-r) / (2 * Math.PI);
        assertEquals(expected, column(disk, r), 0.02 / (2 * Math.PI), fit + " at " + r);
      }
    }
  }

  /** Simpson's rule in w with z = w^3. */
  private static double column(Potential disk, double r) {
    int panels = 400;
    double top = 2;
    double h = top / panels;
    double sum = 0;
    for (int i = 1; i <= panels; i++) {
      double w = i * h;
      double weight = i == panels ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * 3 * w * w * disk.density().at(r, 0, w * w * w);
    }
    return 2 * sum * h / 3;
  }

  /**
   * Half of the column lies below h_z ln 2, and below h_z artanh(1/2). The fit to sech^2 follows
   * its fall over some heights rather than its middle, and holds more there: of a disk of Miyamoto
   * and Nagai z/sqrt(z^2 + b^2).
   */
  @ParameterizedTest
  @EnumSource
  void halfOfTheColumnLiesWithinTheHeightOfTheProfile(VerticalProfile vertical) {
    boolean isExponential = vertical == VerticalProfile.EXPONENTIAL;
    double h = 0.1;
    double half = isExponential ? h * Math.log(2) : h * Math.log(3) / 2;
    double expected = isExponential ? 0.5 : half / Math.hypot(half, 0.659 * h);
    for (Fit fit : Fit.values()) {
      Potential disk = disk(vertical, fit);
      double whole = column(disk, 2);
      double within = 0;
      int panels = 1000;
      for (int i = 0; i < panels; i++) {
        within += 2 * half / panels * disk.density().at(2, 0, (i + 0.5) * half / panels);
      }
      assertEquals(expected, within / whole, 0.03, fit.toString());
    }
  }

  @Test
  void onlyOneFitIsPositiveEverywhere() {
    double least = 0;
    for (double r = 0; r < 40; r += 0.5) {
      for (double z : new double[] {0, 0.1, 0.5, 2, 10}) {
        for (VerticalProfile vertical : VerticalProfile.values()) {
          assertTrue(disk(vertical, Fit.POSITIVE).density().at(r, 0, z) > 0, r + " " + z);
          least = Math.min(least, disk(vertical, Fit.SIGNED).density().at(r, 0, z));
        }
      }
    }
    assertTrue(least < 0);
  }
}
