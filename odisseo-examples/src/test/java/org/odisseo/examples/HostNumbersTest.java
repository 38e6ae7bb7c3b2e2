// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.potential.MilkyWay;
import org.odisseo.potential.Nfw;
import org.odisseo.potential.Potential;

class HostNumbersTest {

  @Test
  void theMassOfASphereIsThatOfItsFormula() {
    Nfw halo = new Nfw(4.4e11, 16);
    double x = 20.0 / 16;
    double formula = 4.4e11 * (Math.log1p(x) - x / (1 + x));
    double mass = HostNumbers.enclosedMass(halo, 20).apply(halo.parameters()).value();
    assertEquals(1, mass / formula, 1e-9);
  }

  @Test
  void theCircularVelocityIsThePublishedOne() {
    Potential host = MilkyWay.bovy2014();
    // Bovy 2015: normalised to 220 km/s at 8 kpc.
    double velocity = HostNumbers.circularVelocity(host, 8).apply(host.parameters()).value();
    assertEquals(220, velocity, 1e-5);
  }

  @Test
  void aHaloThatIsNotFlattenedIsThatOfTheMilkyWay() {
    Potential flattened = TrackOrbitProblem.host();
    Potential round = MilkyWay.bovy2014();
    assertEquals(round.value().at(8, 3, 5), flattened.value().at(8, 3, 5), 1e-12);
    ParameterSet flat = flattened.parameters().with("halo.q", 0.8);
    // In the plane flattening changes nothing, above it the potential is less deep.
    assertEquals(220, HostNumbers.circularVelocity(flattened, 8).apply(flat).value(), 1e-5);
    assertTrue(flattened.withParameters(flat).value().at(8, 0, 9) > round.value().at(8, 0, 9));
  }
}
