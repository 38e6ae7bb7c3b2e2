// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.FiniteDifferences;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.HessianVector;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.engine.Engine;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** Gradients of whole runs: both modes, memory bounds, threads, horizons, second derivatives. */
final class SimulationGradientTest {

  private static final Simulation CLUSTER =
      Simulation.in(SimulationFixtures.halo())
          .withSelfGravity(SelfGravity.direct())
          .withUnits(UnitSystem.NBODY)
          .withSteps(200);

  private static final Simulation TRACERS =
      Simulation.in(SimulationFixtures.changingField()).withUnits(UnitSystem.NBODY).withSteps(50);

  private static SimulationInput randomLike(SimulationInput input, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scale = input.typicalMagnitudes();
    double[] numbers = new double[scale.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = scale[i] * random.nextDouble(-1, 1);
    }
    return input.withArray(numbers);
  }

  private static Trajectory randomCotangent(Trajectory value, int seed) {
    return value.withArray(new SplittableRandom(seed).doubles(value.size(), -1, 1).toArray());
  }

  /** A loss of the last state: the sum of squares of everything in it. */
  private static Differentiable<SimulationInput, Scalar> loss(Simulation simulation) {
    return simulation.then(Trajectory.toLast()).then(Maps.sumOfSquares());
  }

  @Test
  void modesAndDifferencesAgreeForACluster() {
    SimulationInput input = CLUSTER.input(SimulationFixtures.cloud(64, 0.1, 2), 2);
    SimulationInput gradient = Gradient.of(loss(CLUSTER), input);
    for (int seed = 0; seed < 3; seed++) {
      SimulationInput direction = randomLike(input, seed);
      double reverse = gradient.dot(direction);
      double forward = loss(CLUSTER).jvp(input, direction).tangent().value();
      assertEquals(forward, reverse, 1e-10 * Math.abs(forward));
      double difference =
          FiniteDifferences.derivative(loss(CLUSTER)::apply, input, direction).value().value();
      assertEquals(difference, forward, 1e-6 * Math.abs(forward));
    }
  }

  @Test
  void memoryBoundsDoNotChangeABit() {
    SimulationInput input = CLUSTER.input(SimulationFixtures.cloud(16, 0.1, 2), 2);
    SimulationInput unbounded = Gradient.of(loss(CLUSTER), input);
    // A record of a step takes two vectors, the whole run 200 times 768 bytes.
    for (long bytes : new long[] {2_000, 5_000, 20_000, 60_000, 140_000}) {
      assertEquals(unbounded, Gradient.of(loss(CLUSTER.withMemoryLimit(bytes)), input));
    }
    SimulationInput tracers = TRACERS.input(SimulationFixtures.cloud(900, 0.1, 2), 2);
    SimulationInput free = Gradient.of(loss(TRACERS), tracers);
    for (long bytes : new long[] {40_000, 300_000, 2_000_000}) {
      assertEquals(free, Gradient.of(loss(TRACERS.withMemoryLimit(bytes)), tracers));
    }
  }

  @Test
  void gradientStaysWithinItsMemoryBound() {
    long bound = 4_000_000;
    Simulation simulation = CLUSTER.withSteps(1000).withEngine(Engine.jvm(1));
    SimulationInput input = simulation.input(SimulationFixtures.cloud(64, 0.1, 2), 2);
    Differentiable<SimulationInput, Scalar> bounded = loss(simulation.withMemoryLimit(bound));
    assertEquals(Gradient.of(loss(simulation), input), Gradient.of(bounded, input));
    // The whole record is 1000 * 2 * 24 * 64 bytes = 3 MB, which a quarter of the bound cannot
    // hold.
    assertTrue(leastAllocated(loss(simulation), input, 0, 3) > 3_072_000);
    Differentiable<SimulationInput, Scalar> quarter = loss(simulation.withMemoryLimit(bound / 4));
    assertAllocatesLess(quarter, input, bound / 4 + 800_000, 60);
    assertAllocatesLess(bounded, input, bound + 800_000, 60);
  }

  @Test
  void gradientOfAThousandBodiesAndStepsStaysWithin64Megabytes() {
    long bound = 64 << 20;
    Simulation simulation =
        CLUSTER.withSteps(1000).withEngine(Engine.jvm(1)).withMemoryLimit(bound);
    SimulationInput input = simulation.input(SimulationFixtures.cloud(1000, 0.1, 2), 0.5);
    assertAllocatesLess(loss(simulation), input, bound + 4_000_000, 8);
  }

  private static void assertAllocatesLess(
      Differentiable<SimulationInput, Scalar> loss, SimulationInput input, long bytes, int tries) {
    long least = leastAllocated(loss, input, bytes, tries);
    assertTrue(least < bytes, () -> "allocated " + least + " of at most " + bytes);
  }

  /**
   * What a thread allocates in all is at least what it holds at any time. Code that HotSpot has not
   * compiled yet allocates vectors and boxes on top, so the least of several runs counts; no more
   * are made once one has stayed below {@code enough}.
   */
  private static long leastAllocated(
      Differentiable<SimulationInput, Scalar> loss, SimulationInput input, long enough, int tries) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int k = 0; k < tries && least >= enough; k++) {
      long before = threads.getThreadAllocatedBytes(id);
      Gradient.of(loss, input);
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    return least;
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    Particles cloud = SimulationFixtures.cloud(700, 0.1, 5);
    for (Simulation simulation :
        new Simulation[] {
          TRACERS,
          TRACERS.withSelfGravity(SelfGravity.testParticles(3)),
          CLUSTER.withSteps(5),
          TRACERS.withIntegrator(Integrators.tsit5()).withTolerance(1e-6)
        }) {
      SimulationInput input = simulation.input(cloud, 1);
      Simulation one = simulation.withEngine(Engine.jvm(1));
      Simulation three = simulation.withEngine(Engine.jvm(3));
      assertEquals(one.apply(input), three.apply(input));
      assertEquals(Gradient.of(loss(one), input), Gradient.of(loss(three), input));
      SimulationInput tangent = randomLike(input, 1);
      assertEquals(one.jvp(input, tangent).tangent(), three.jvp(input, tangent).tangent());
    }
  }

  /** Blocks of bodies that do not attract each other give what one body at a time gives. */
  @Test
  void blocksDoNotChangeTheGradient() {
    Particles cloud = SimulationFixtures.cloud(600, 0.1, 6);
    Simulation simulation = TRACERS.withSelfGravity(SelfGravity.testParticles(1));
    SimulationInput input = simulation.input(cloud, 1.5);
    SimulationInput gradient = Gradient.of(loss(simulation), input);
    SimulationInput direction = randomLike(input, 3);
    double forward = loss(simulation).jvp(input, direction).tangent().value();
    assertEquals(forward, gradient.dot(direction), 1e-10 * Math.abs(forward));
    // Body 599 alone with the one that attracts it.
    SimulationInput alone = input.withParticles(cloud.subset(0, 599));
    SimulationInput small = Gradient.of(loss(simulation), alone);
    assertEquals(small.particles().x(1), gradient.particles().x(599), 1e-12);
    assertEquals(
        simulation.apply(alone).last().subset(1), simulation.apply(input).last().subset(599));
  }

  @Test
  void adaptiveRunsAgreeInBothModes() {
    Simulation adaptive =
        TRACERS
            .withIntegrator(Integrators.dopri853())
            .withTolerance(1e-12)
            .withSaveAt(SaveAt.times(0.4, 1.1).andStart());
    SimulationInput input = adaptive.input(SimulationFixtures.cloud(3, 0.1, 6), 2);
    SimulationInput direction = randomLike(input, 9);
    WithPullback<SimulationInput, Trajectory> run = adaptive.vjp(input);
    Trajectory cotangent = randomCotangent(run.value(), 4);
    double reverse = run.pull(cotangent).dot(direction);
    double forward = cotangent.dot(adaptive.jvp(input, direction).tangent());
    assertEquals(forward, reverse, 1e-11 * Math.abs(forward));
    double difference =
        FiniteDifferences.derivative(
                at -> Scalar.of(cotangent.dot(adaptive.apply(at))), input, direction)
            .value()
            .value();
    // Steps that are chosen anew differ from frozen ones by the tolerance, over steps of some 1e-3.
    assertEquals(difference, forward, 1e-6 * Math.abs(forward));
  }

  @Test
  void horizonCutsWhatIsBeforeIt() {
    SimulationInput input = CLUSTER.input(SimulationFixtures.cloud(8, 0.1, 2), 2);
    SimulationInput whole = Gradient.of(loss(CLUSTER), input);
    assertEquals(whole, Gradient.of(loss(CLUSTER.withGradientHorizon(200)), input));
    assertEquals(whole, Gradient.of(loss(CLUSTER.withGradientHorizon(1000)), input));
    Simulation cut = CLUSTER.withGradientHorizon(20);
    assertEquals(CLUSTER.apply(input), cut.apply(input));
    SimulationInput gradient = Gradient.of(loss(cut), input);
    assertEquals(0.0, gradient.particles().vx(2));
    assertNotEquals(0.0, gradient.field().value("v0"));
    // The same as a run that starts where the horizon is, for what does not depend on the past.
    Particles later = CLUSTER.withSteps(180).run(input.particles(), 1.8).last();
    Simulation rest = CLUSTER.withSteps(20).withStartTime(1.8);
    SimulationInput expected = Gradient.of(loss(rest), rest.input(later, 2));
    assertEquals(expected.field().value("v0"), gradient.field().value("v0"), 1e-12 * whole.norm());
    assertEquals(expected.particles().mass(3), gradient.particles().mass(3), 1e-12 * whole.norm());
    double forward = loss(cut).jvp(input, input).tangent().value();
    assertEquals(forward, gradient.dot(input), 1e-11 * Math.abs(forward));
  }

  @Test
  void hessianVectorProductsAreExactWithoutAttraction() {
    for (Integrator integrator : new Integrator[] {Integrators.leapfrog(), Integrators.dopri5()}) {
      Simulation simulation = TRACERS.withIntegrator(integrator);
      SimulationInput input = simulation.input(SimulationFixtures.cloud(4, 0.1, 6), 1);
      SimulationInput direction = randomLike(input, 2);
      HessianVector<SimulationInput> exact = HessianVector.of(loss(simulation), input, direction);
      assertTrue(exact.isExact());
      HessianVector<SimulationInput> byDifferences =
          HessianVector.byDifferences(loss(simulation), input, direction, 1e-4);
      double error = exact.product().minus(byDifferences.product()).norm();
      assertEquals(0, error, 1e-8 * exact.product().norm());
      // A Hessian is symmetric.
      SimulationInput other = randomLike(input, 3);
      double left = exact.product().dot(other);
      double right = HessianVector.of(loss(simulation), input, other).product().dot(direction);
      assertEquals(left, right, 1e-10 * exact.product().norm() * other.norm());
    }
    SimulationInput input = CLUSTER.input(SimulationFixtures.cloud(4, 0.1, 6), 1);
    assertFalse(HessianVector.of(loss(CLUSTER), input, randomLike(input, 2)).isExact());
  }

  @Test
  void pullbacksMayBeUsedAgainAndByManyThreads() {
    SimulationInput input = CLUSTER.input(SimulationFixtures.cloud(8, 0.1, 2), 2);
    WithPullback<SimulationInput, Trajectory> run = CLUSTER.withMemoryLimit(20_000).vjp(input);
    Trajectory cotangent = randomCotangent(run.value(), 1);
    SimulationInput first = run.pull(cotangent);
    java.util.stream.IntStream.range(0, 8)
        .parallel()
        .forEach(k -> assertEquals(first, run.pull(cotangent)));
    assertEquals(first.times(2).norm(), run.pull(cotangent.times(2)).norm(), 1e-13 * first.norm());
  }
}
