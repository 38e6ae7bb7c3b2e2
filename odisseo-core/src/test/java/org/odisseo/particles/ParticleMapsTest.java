// SPDX-License-Identifier: Apache-2.0

package org.odisseo.particles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.Scalar;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.units.UnitSystem;

class ParticleMapsTest {

  private static final Particles CLUSTER =
      PlummerSphere.of(3, 2).sample(new SplittableRandom(1), 4, UnitSystem.NBODY);
  private static final PhasePoint POINT = PhasePoint.of(8, -1, 0.2, 0.1, 0.22, -0.03);

  @Nested
  class Shift extends DifferentiableContract<Pair<Particles, PhasePoint>, Particles> {
    @Override
    protected Differentiable<Pair<Particles, PhasePoint>, Particles> map() {
      return ParticleMaps.shift();
    }

    @Override
    protected List<Pair<Particles, PhasePoint>> points() {
      return List.of(Pair.of(CLUSTER, POINT));
    }
  }

  @Nested
  class OnePoint extends DifferentiableContract<Particles, PhasePoint> {
    @Override
    protected Differentiable<Particles, PhasePoint> map() {
      return ParticleMaps.phasePoint(CLUSTER, 2);
    }

    @Override
    protected List<Particles> points() {
      return List.of(CLUSTER);
    }
  }

  @Nested
  class Quantity extends DifferentiableContract<Particles, Scalar> {
    @Override
    protected Differentiable<Particles, Scalar> map() {
      return ParticleMaps.quantity(CLUSTER, 1, "x*vy-y*vx+z^2");
    }

    @Override
    protected List<Particles> points() {
      return List.of(CLUSTER);
    }
  }

  @Nested
  class Single extends DifferentiableContract<PhasePoint, Particles> {
    @Override
    protected Differentiable<PhasePoint, Particles> map() {
      return ParticleMaps.single(1e4, 0.008);
    }

    @Override
    protected List<PhasePoint> points() {
      return List.of(POINT);
    }
  }

  @Test
  void valuesAreTheObviousOnes() {
    assertEquals(CLUSTER.shifted(POINT), ParticleMaps.shift().apply(Pair.of(CLUSTER, POINT)));
    assertEquals(CLUSTER.phasePoint(2), ParticleMaps.phasePoint(CLUSTER, 2).apply(CLUSTER));
    assertEquals(
        CLUSTER.phasePoint(3).radius(),
        ParticleMaps.quantity(CLUSTER, 3, "sqrt(x^2+y^2+z^2)").apply(CLUSTER).value(),
        1e-15 * CLUSTER.phasePoint(3).radius());
    assertEquals(
        Particles.single(5, POINT).withSoftening(0.1), ParticleMaps.single(5, 0.1).apply(POINT));
  }

  @Test
  void quantitiesHaveTheCoordinatesOfPhaseSpaceAlone() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ParticleMaps.quantity(CLUSTER, 0, "sqrt(X^2+y^2)"))
            .getMessage();
    assertTrue(message.contains("\"X\"") && message.contains("vx"), message);
    assertThrows(IllegalArgumentException.class, () -> ParticleMaps.quantity(CLUSTER, 4, "x"));
  }
}
