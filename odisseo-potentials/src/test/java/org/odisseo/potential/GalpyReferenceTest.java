// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.odisseo.potential.GalpyReference.numbers;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.potential.ThreeMiyamotoNagai.Fit;
import org.odisseo.potential.ThreeMiyamotoNagai.VerticalProfile;
import org.odisseo.units.UnitSystem;

/** Values computed with galpy. */
class GalpyReferenceTest {

  private static final Map<String, Potential> MODELS =
      Map.ofEntries(
          Map.entry(
              "milkyWay",
              CompositePotential.of(
                  "halo", new Nfw(43.683325, 16),
                  "disk", new MiyamotoNagai(6.8193902782346756, 3, 0.28),
                  "bulge", new PowerLawCutoff(0.450136537506545, 1.8, 1.9))),
          Map.entry("disk", new MiyamotoNagai(6.8193902782346756, 3, 0.28)),
          Map.entry("bulge", new PowerLawCutoff(0.450136537506545, 1.8, 1.9)),
          Map.entry("hernquist", new Hernquist(3, 0.7)),
          Map.entry("isochrone", new Isochrone(2, 6)),
          Map.entry("plummer", new Plummer(2, 1.5)),
          Map.entry("logarithmic", new LogarithmicHalo(0.9, 0.9, 0.5)),
          Map.entry("threeExponentialPositive", new ThreeMiyamotoNagai(6.5, 3, 0.3)),
          Map.entry(
              "threeExponentialSigned",
              new ThreeMiyamotoNagai(6.5, 3, 0.3, VerticalProfile.EXPONENTIAL, Fit.SIGNED)),
          Map.entry(
              "threeSechPositive",
              new ThreeMiyamotoNagai(6.5, 3, 0.3, VerticalProfile.SECH_SQUARED, Fit.POSITIVE)),
          Map.entry(
              "threeSechSigned",
              new ThreeMiyamotoNagai(6.5, 3, 0.3, VerticalProfile.SECH_SQUARED, Fit.SIGNED)));

  /** Those whose potential galpy makes zero elsewhere than at infinity. */
  private static final Set<String> SHIFTED = Set.of("milkyWay", "bulge");

  /** Rounding here and there, relative to the largest derivative of the same order. */
  private static final double RELATIVE = 2e-12;

  /** galpy integrates the mass of a disk numerically. */
  private static final double MASS = 1e-7;

  static Stream<String> models() {
    return MODELS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("models")
  void pointsInSpace(String name) {
    Potential potential = MODELS.get(name).in(UnitSystem.NBODY);
    double[] first = numbers(name + ".0");
    double zero =
        SHIFTED.contains(name) ? first[2] - potential.value().at(first[0], 0, first[1]) : 0;
    for (int n = 0; n < 4; n++) {
      double[] v = numbers(name + "." + n);
      double r = v[0];
      double z = v[1];
      assertEquals(v[2] - zero, potential.value().at(r, 0, z), 4e-15 * (1 + Math.abs(v[2])));
      double[] a = potential.acceleration().at(r, 0, z);
      double size = Math.hypot(v[3], v[4]);
      assertEquals(v[3], a[0], RELATIVE * size);
      assertEquals(v[4], a[2], RELATIVE * size);
      double tide = Math.abs(v[6]) + Math.abs(v[7]) + Math.abs(v[8]);
      assertEquals(v[5], potential.density().at(r, 0, z), RELATIVE * tide);
      double[][] t = potential.tidalTensor().at(r, 0, z);
      assertEquals(-v[6], t[0][0], RELATIVE * tide);
      assertEquals(-v[7], t[2][2], RELATIVE * tide);
      assertEquals(-v[8], t[0][2], RELATIVE * tide);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void radiiInThePlane(String name) {
    Potential potential = MODELS.get(name).in(UnitSystem.NBODY);
    for (int n = 0; n < 3; n++) {
      double[] v = numbers(name + ".plane." + n);
      double r = v[0];
      assertEquals(v[1], potential.circularVelocity().at(r), RELATIVE * v[1]);
      assertEquals(v[2], potential.circularFrequency().at(r), RELATIVE * v[2]);
      assertEquals(v[3], potential.epicyclicFrequency().at(r), RELATIVE * v[3]);
      assertEquals(v[4], potential.verticalFrequency().at(r), RELATIVE * v[4]);
      if (v[5] != 0) {
        assertEquals(v[5], potential.escapeVelocity().at(r, 0, 0), RELATIVE * v[5]);
      }
      assertEquals(v[6], potential.enclosedMass().at(r), MASS * v[6]);
    }
  }

  @Test
  void triaxialHalo() {
    Potential potential = new TriaxialNfw(43.683325, 16, 0.8, 0.6).in(UnitSystem.NBODY);
    for (int n = 0; n < 4; n++) {
      double[] v = numbers("triaxialNfw." + n);
      double[] place = {v[0], v[1], v[2]};
      assertEquals(v[3], potential.value().at(place), 1e-14 * Math.abs(v[3]));
      double[] a = potential.acceleration().at(place);
      double size = Math.hypot(v[4], Math.hypot(v[5], v[6]));
      for (int k = 0; k < 3; k++) {
        assertEquals(v[4 + k], a[k], 1e-13 * size);
      }
      assertEquals(v[7], potential.density().at(place), RELATIVE * v[7]);
    }
  }
}
