// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.units.UnitSystem;

class TriaxialNfwTest {

  private static final double[][] DIRECTIONS = {
    {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.6, -0.48, 0.64}, {-0.1, 0.2, 0.97}
  };

  /** Up to where every integral converges to rounding; beyond there are 1e-11 and 1e-8. */
  private static final double CONVERGED = 1000;

  private static double tolerance(double radius) {
    return radius <= CONVERGED ? 2e-13 : radius <= 1e4 ? 2e-11 : 1e-8;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-12, 1e-6, 0.01, 1, 30, 100, 1000, 1e4, 1e5})
  void roundHaloIsNfw(double radius) {
    Potential sphere = new Nfw(3, 2).in(UnitSystem.NBODY);
    Potential halo = new TriaxialNfw(3, 2, 1, 1).in(UnitSystem.NBODY);
    for (double[] d : DIRECTIONS) {
      double[] place = {2 * radius * d[0], 2 * radius * d[1], 2 * radius * d[2]};
      double[] a = sphere.acceleration().at(place);
      check(new double[] {sphere.value().at(place), a[0], a[1], a[2]}, halo, place, radius);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0.6", "0.9, 0.25", "1.5, 2", "5, 0.2"})
  void convergedFarAndNear(double qy, double qz) {
    Potential halo = new TriaxialNfw(1, 1, qy, qz).in(UnitSystem.NBODY);
    for (double radius : new double[] {1e-8, 1e-3, 0.3, 10, 100, 1000, 1e4, 1e5}) {
      for (double[] d : DIRECTIONS) {
        double[] place = {radius * d[0], radius * d[1], radius * d[2]};
        check(byPanels(qy, qz, place), halo, place, radius);
      }
    }
  }

  private static void check(double[] expected, Potential halo, double[] place, double radius) {
    double tolerance = tolerance(radius);
    assertEquals(expected[0], halo.value().at(place), tolerance * Math.abs(expected[0]));
    double[] a = halo.acceleration().at(place);
    double size = Math.hypot(expected[1], Math.hypot(expected[2], expected[3]));
    for (int k = 0; k < 3; k++) {
      assertEquals(expected[k + 1], a[k], tolerance * size + Double.MIN_NORMAL, "r " + radius);
    }
  }

  /**
   * Potential and acceleration by the integral over s from panel to panel, each half as wide as the
   * one before towards both ends, so that no root and no pole is near compared with the width.
   */
  private static double[] byPanels(double qy, double qz, double[] place) {
    double[] sums = new double[4];
    double width = 0.25;
    for (int k = 0; k < 50; k++) {
      addPanel(sums, width, 2 * width, 0, qy, qz, place);
      addPanel(sums, width, 2 * width, 1, qy, qz, place);
      width /= 2;
    }
    addPanel(sums, 0, 2 * width, 0, qy, qz, place);
    addPanel(sums, 0, 2 * width, 1, qy, qz, place);
    return sums;
  }

  /** Adds the integral over distances from the end of s, which is 0 or 1. */
  private static void addPanel(
      double[] sums, double from, double to, int end, double qy, double qz, double[] x) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(20, from, to);
    for (int i = 0; i < rule.getNumberOfPoints(); i++) {
      double s = Math.abs(end - rule.getPoint(i));
      double ay = 1 - (1 - qy * qy) * s * s;
      double az = 1 - (1 - qz * qz) * s * s;
      double norm = Math.sqrt(x[0] * x[0] + x[1] * x[1] / ay + x[2] * x[2] / az);
      double weight = rule.getWeight(i) * qy * qz / Math.sqrt(ay * az);
      double slope = weight * s / (norm * (1 + s * norm) * (1 + s * norm));
      sums[0] -= weight / (1 + s * norm);
      sums[1] -= slope * x[0];
      sums[2] -= slope * x[1] / ay;
      sums[3] -= slope * x[2] / az;
    }
  }
}
