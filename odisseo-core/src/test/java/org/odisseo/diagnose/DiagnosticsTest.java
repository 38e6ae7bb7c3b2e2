// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.Trajectory;
import org.odisseo.units.UnitSystem;

final class DiagnosticsTest {

  private static final Particles THREE =
      Particles.of(
              new double[] {1, 2, 5},
              new double[][] {{0, 0, 0}, {1, 0, 0}, {0, 2, 0}},
              new double[][] {{0, 0, 3}, {0, 1, 0}, {0, 0, 0}})
          .withSoftening(1e-3);

  private static final Simulation ISOLATED = Simulation.isolated().withUnits(UnitSystem.NBODY);

  /**
   * An equilibrium Plummer sphere of N bodies of mass 1/N, G = M = a = 1, in pairs about the
   * centre.
   */
  private static Particles plummer(int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] mass = new double[count];
    double[][] x = new double[count][3];
    double[][] v = new double[count][3];
    for (int i = 0; i < count; i += 2) {
      double r = 1 / Math.sqrt(Math.pow(random.nextDouble(1e-4, 0.99), -2.0 / 3) - 1);
      double escape = Math.sqrt(2) * Math.pow(1 + r * r, -0.25);
      double q = random.nextDouble();
      while (random.nextDouble(0.1) > q * q * Math.pow(1 - q * q, 3.5)) {
        q = random.nextDouble();
      }
      x[i] = direction(random, r);
      v[i] = direction(random, q * escape);
      x[i + 1] = new double[] {-x[i][0], -x[i][1], -x[i][2]};
      v[i + 1] = new double[] {-v[i][0], -v[i][1], -v[i][2]};
      mass[i] = 1.0 / count;
      mass[i + 1] = 1.0 / count;
    }
    return Particles.of(mass, x, v);
  }

  private static double[] direction(SplittableRandom random, double length) {
    double z = random.nextDouble(-1, 1);
    double angle = random.nextDouble(2 * Math.PI);
    double rho = Math.sqrt(1 - z * z);
    return new double[] {
      length * rho * Math.cos(angle), length * rho * Math.sin(angle), length * z
    };
  }

  /**
   * Energies of three bodies by hand; a count of each pair twice would give twice the mutual one.
   */
  @Test
  void energyCountsEachPairOnce() {
    Energy energy = Energy.of(ISOLATED, THREE, 0);
    double soft = 1e-6;
    double byHand = -2 / Math.sqrt(1 + soft) - 5 / Math.sqrt(4 + soft) - 10 / Math.sqrt(5 + soft);
    assertEquals(byHand, energy.mutual(), 1e-14);
    assertEquals(-8.97213595, energy.mutual(), 5e-6);
    assertEquals(0.5 * 9 + 0.5 * 2, energy.kinetic());
    assertEquals(0.0, energy.external());
    // If the first body alone attracts, its pairs count and the pair of the others does not.
    Simulation tracers = ISOLATED.withSelfGravity(SelfGravity.testParticles(1));
    assertEquals(
        -2 / Math.sqrt(1 + soft) - 5 / Math.sqrt(4 + soft),
        Energy.of(tracers, THREE, 0).mutual(),
        1e-14);
  }

  @Test
  void energyInAnExternalField() {
    ExternalField slope = ExternalField.of("g*z + c*t*x", ParameterSet.of("g", 2.0, "c", 0.5));
    Simulation simulation = Simulation.in(slope).withUnits(UnitSystem.NBODY);
    Particles moved = THREE.shifted(PhasePoint.of(0, 0, 1, 0, 0, 0));
    // Masses 8 at height 1, and 0.5 t x of the second body.
    assertEquals(16 + 0.5 * 3 * 2, Energy.of(simulation, moved, 3).external(), 1e-14);
  }

  @Test
  void energyDriftIsRelativeToTheFirstState() {
    Particles sphere = plummer(64, 1).withSoftening(0.3);
    Simulation simulation = ISOLATED.withSteps(400).withSaveAt(SaveAt.evenly(8).andStart());
    Trajectory run = simulation.run(sphere, 4).orThrow();
    EnergyDrift drift = EnergyDrift.of(simulation, run);
    assertEquals(0.0, drift.relative()[0]);
    double first = Energy.of(simulation, run.particles(0), 0).total();
    double last = Energy.of(simulation, run.last(), 4).total();
    assertEquals((last - first) / Math.abs(first), drift.relative()[8], 1e-15);
    assertTrue(drift.largest() > 0 && drift.largest() < 1e-3, "drift " + drift.largest());
    AngularMomentum before = AngularMomentum.of(run.particles(0));
    AngularMomentum after = AngularMomentum.of(run.last());
    assertEquals(before.x(), after.x(), 1e-14);
    assertEquals(before.z(), after.z(), 1e-14);
  }

  /** An orbit conserves its energy whether the body on it has a mass or not. */
  @Test
  void energyDriftOfMasslessBodiesIsThatOfTheirSpecificEnergies() {
    Simulation simulation =
        Simulation.in(ExternalField.of("(x^2+y^2+4*z^2)/2", ParameterSet.of()))
            .withUnits(UnitSystem.NBODY)
            .withSaveAt(SaveAt.evenly(9));
    Particles tracer = Particles.single(0, PhasePoint.of(1, 0, 0.3, 0.1, 0.8, 0.2));
    EnergyDrift massless = EnergyDrift.of(simulation, simulation.run(tracer, 3).orThrow());
    EnergyDrift heavy =
        EnergyDrift.of(simulation, simulation.run(tracer.withMasses(7), 3).orThrow());
    // Steps of 0.003 in a well whose frequency is 2: about (2 * 0.003)^2 / 8 of the energy.
    assertTrue(massless.largest() > 1e-8 && massless.largest() < 1e-5, massless::toString);
    double first = 0.5 * (1 + 4 * 0.3 * 0.3) + 0.5 * (0.1 * 0.1 + 0.8 * 0.8 + 0.2 * 0.2);
    assertEquals(first, massless.scale(), 1e-5 * first);
    assertArrayEquals(massless.relative(), heavy.relative(), 1e-15);
  }

  /** On a parabola the energy is zero, and rounding is what is left of it. */
  @Test
  void energyDriftOnAParabolaIsRelativeToTheKineticEnergy() {
    Simulation simulation =
        Simulation.in(ExternalField.of("-1/norm(x,y,z)", ParameterSet.of()))
            .withUnits(UnitSystem.NBODY)
            .withSaveAt(SaveAt.evenly(4).andStart());
    Particles comet = Particles.single(1, PhasePoint.of(1, 0, 0, 0, Math.sqrt(2), 0));
    EnergyDrift drift = EnergyDrift.of(simulation, simulation.run(comet, 2).orThrow());
    assertEquals(1, drift.scale(), 1e-15);
    assertTrue(drift.largest() > 0 && drift.largest() < 1e-5, drift::toString);
  }

  @Test
  void angularMomentumByHand() {
    AngularMomentum l = AngularMomentum.of(THREE);
    assertEquals(new AngularMomentum(0, 0, 2), l);
    Particles p = THREE.shifted(PhasePoint.of(1, 2, 3, 4, 5, 6));
    AngularMomentum moved = AngularMomentum.of(p.subset(0));
    // (1, 2, 3) x (4, 5, 9)
    assertEquals(new AngularMomentum(2 * 9 - 3 * 5, 3 * 4 - 9, 5 - 8), moved);
  }

  @Test
  void virialRatioOfAPlummerSphereIsOne() {
    Particles sphere = plummer(4000, 2);
    assertEquals(1, Virial.ratio(1, sphere), 0.03);
    double[] hot = sphere.toArray();
    for (int k = 5 * 4000; k < hot.length; k++) {
      hot[k] *= 2;
    }
    assertEquals(4 * Virial.ratio(1, sphere), Virial.ratio(1, sphere.withArray(hot)), 1e-12);
    // Motion of the whole does not count.
    Particles moving = sphere.shifted(PhasePoint.of(5, 5, 5, 100, 0, 0));
    assertEquals(Virial.ratio(1, sphere), Virial.ratio(1, moving), 1e-9);
  }

  @Test
  void virialRatioNeedsTwoBodiesWithMass() {
    Particles one = THREE.subset(0);
    assertMessage("the number of bodies with mass must be >= 2, got 1", () -> Virial.ratio(1, one));
    Particles tracers = one.concat(Particles.zero(5).shifted(PhasePoint.of(1, 2, 3, 4, 5, 6)));
    assertMessage(
        "the number of bodies with mass must be >= 2, got 1", () -> Virial.ratio(1, tracers));
    assertMessage(
        "the number of bodies with mass must be >= 2, got 0",
        () -> Virial.ratio(1, Particles.zero(3)));
  }

  @Test
  void lagrangianRadiiOfAPlummerSphere() {
    double[] fractions = {0.1, 0.5, 0.9};
    double[] radii = LagrangianRadii.of(plummer(20_000, 3), fractions);
    for (int k = 0; k < 3; k++) {
      // M(r) = r^3 (1 + r^2)^(-3/2), with the sphere drawn up to 0.99 of its mass.
      double exact = 1 / Math.sqrt(Math.pow(0.99 * fractions[k], -2.0 / 3) - 1);
      assertEquals(1, radii[k] / exact, 0.03);
    }
    Particles line =
        Particles.of(
            new double[] {1, 1, 2},
            new double[][] {{1, 0, 0}, {2, 0, 0}, {3, 0, 0}},
            new double[3][3]);
    // Half of the bodies' own masses counted, 1/8, 3/8 and 3/4 of the mass are within 1, 2 and 3.
    assertArrayEquals(
        new double[] {1.5, 2, 2.5},
        LagrangianRadii.about(PhasePoint.ORIGIN, line, 0.25, 0.375, 0.5625),
        1e-15);
    assertEquals(1.5, LagrangianRadii.about(PhasePoint.ORIGIN, line, 0.25)[0]);
  }

  @Test
  void boundBodiesAreFoundAmongUnboundOnes() {
    Particles sphere = plummer(400, 4);
    Particles away = sphere.range(0, 100).shifted(PhasePoint.of(30, 0, 0, 5, 0, 0));
    Particles others = away;
    for (int k = 1; k < 6; k++) {
      others = others.concat(away.shifted(PhasePoint.of(40 * k, 10, 0, 2 * k, k, 0)));
    }
    Particles all = others.concat(sphere);
    BoundBodies bound = BoundBodies.of(1, all);
    int inSphere = 0;
    for (int i = others.count(); i < all.count(); i++) {
      inSphere += bound.isBound(i) ? 1 : 0;
    }
    assertTrue(inSphere > 390, "bound of the sphere: " + inSphere);
    assertEquals(inSphere, bound.count());
    assertEquals((double) inSphere / all.count(), bound.fraction());
    assertEquals(inSphere / (double) all.count(), bound.massFraction(), 1e-12);
    assertEquals(inSphere, bound.particles().count());
  }

  /** Takes bodies away by turns: what is bound by the unbound is not bound. */
  @Test
  void boundBodiesAreFoundByTurns() {
    // A heavy body passes a light pair: the pair is bound to itself, not to the heavy one.
    Particles bodies =
        Particles.of(
            new double[] {1, 1, 50},
            new double[][] {{0, 0, 0}, {1, 0, 0}, {0, 10, 0}},
            new double[][] {{0, 0.7, 0}, {0, -0.7, 0}, {100, 0, 0}});
    BoundBodies pairOnly = BoundBodies.of(1, bodies.range(0, 2));
    assertEquals(2, pairOnly.count());
    Particles loose =
        Particles.of(
            new double[] {1, 1},
            new double[][] {{0, 0, 0}, {1, 0, 0}},
            new double[][] {{0, 1.1, 0}, {0, -1.1, 0}});
    // Each has v^2 / 2 = 0.605 < 1, so each is bound to the other as it stands.
    assertEquals(2, BoundBodies.of(1, loose).count());
    Particles tracers =
        Particles.of(
                new double[] {1, 0, 0, 0},
                new double[][] {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {0, 3, 0}},
                new double[][] {{1, 0, 0}, {1, 1.2, 0}, {1, 1.2, 0}, {1, 0, 0.1}})
            .withSoftening(0.1);
    BoundBodies around = BoundBodies.of(1, tracers);
    assertTrue(around.isBound(0) && around.isBound(1) && around.isBound(3));
    assertFalse(around.isBound(2), "0.72 > 1/2");
  }

  /** The set-up of the paper: a step of 3 Myr at 0.1 pc and 0.75 km/s is far too long. */
  @Test
  void stepCheckKnowsTheFiducialRunOfThePaper() {
    double kms = 1.022712165045695e-3;
    double g = UnitSystem.GALACTIC.gravitationalConstant();
    Particles cluster = plummer(1000, 5);
    double[] numbers = cluster.toArray();
    double mass = Math.pow(10, 4.05);
    double radius = 8e-3;
    for (int i = 0; i < 1000; i++) {
      numbers[i] *= mass;
    }
    for (int k = 2000; k < 8000; k++) {
      numbers[k] *= k < 5000 ? radius : Math.sqrt(g * mass / radius);
    }
    Particles scaled = cluster.withArray(numbers).withSoftening(1e-4);
    StepCheck coarse = StepCheck.of(g, scaled, -3);
    assertTrue(coarse.isTooLong());
    assertTrue(coarse.message().contains("shorten the step"), coarse.message());
    // A Plummer sphere has dispersion pi/32 GM/a: 0.77^2 km^2/s^2; infall adds 0.98^2.
    double speed = Math.sqrt(Math.PI / 32 * g * mass / radius + 2 * g * mass / 1000 / 1e-4);
    assertEquals(1.25 * kms, speed, 0.01 * kms);
    assertEquals(1e-4 / speed, coarse.crossingTime(), 0.03 * 1e-4 / speed);
    assertFalse(StepCheck.of(g, scaled, 0.01).isTooLong());
    assertEquals(coarse.crossingTime() / 2, coarse.longestStep());
    assertTrue(StepCheck.of(g, scaled.withSoftening(0), 1).message().contains("without softening"));
  }

  @Test
  void tangentGrowsExponentiallyInAClusterAndSlowlyOutside() {
    Particles cluster = plummer(32, 6).withSoftening(0.05);
    Simulation bound = ISOLATED.withSteps(8000);
    TangentGrowth chaotic =
        TangentGrowth.of(bound, bound.input(cluster, 60), 30, new SplittableRandom(1));
    assertEquals(1, chaotic.norms()[0], 1e-12);
    assertEquals(31, chaotic.times().length);
    assertTrue(chaotic.last() > 1e6, "grows to " + chaotic.last());
    assertTrue(chaotic.isNoise());
    assertTrue(chaotic.growthTime() > 0.3 && chaotic.growthTime() < 6, "" + chaotic.growthTime());
    assertTrue(chaotic.message().contains("useless"));

    ExternalField sphere =
        ExternalField.of("-G*m/sqrt(x^2+y^2+z^2+b^2)", ParameterSet.of("m", 1.0, "b", 1.0));
    Simulation smooth = Simulation.in(sphere).withUnits(UnitSystem.NBODY).withSteps(4000);
    TangentGrowth regular =
        TangentGrowth.of(smooth, smooth.input(cluster, 60), 30, new SplittableRandom(1));
    assertTrue(regular.last() < 1e3, "grows to " + regular.last());
    assertFalse(regular.isNoise());
  }
}
