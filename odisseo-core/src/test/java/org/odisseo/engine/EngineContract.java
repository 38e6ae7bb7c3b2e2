// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.units.UnitSystem;

/** Whole runs on an engine against the same runs on the JVM. */
public abstract class EngineContract {

  private static final ExternalField FIELD =
      ExternalField.of(
          "-G*mass*(1 + p*sin(w*t))/sqrt(x^2 + y^2 + (a + sqrt(z^2 + b^2))^2)",
          ParameterSet.of(List.of("mass", "p", "w", "a", "b"), 3, 0.2, 0.7, 0.5, 0.3));

  private static final int STEPS = 60;

  /** A cloud that is softened as much as it is large: nothing in it is chaotic. */
  protected static Particles cloud(int count) {
    SplittableRandom random = new SplittableRandom(11);
    double[] mass = new double[count];
    double[][] x = new double[count][3];
    double[][] v = new double[count][3];
    for (int i = 0; i < count; i++) {
      mass[i] = random.nextDouble(0.5, 1.5) / count;
      for (int k = 0; k < 3; k++) {
        x[i][k] = random.nextDouble(-1, 1);
        v[i][k] = random.nextDouble(-0.5, 0.5);
      }
      x[i][0] += 3;
      v[i][1] += 0.8;
    }
    return Particles.of(mass, x, v).withSoftening(0.8);
  }

  protected static Simulation simulation() {
    return Simulation.in(FIELD)
        .withUnits(UnitSystem.NBODY)
        .withSelfGravity(SelfGravity.direct())
        .withSteps(STEPS)
        .withSaveAt(SaveAt.evenly(3));
  }

  /** The engine in double precision. */
  protected abstract Engine engine();

  /** The same in single precision. */
  protected abstract Engine singleEngine();

  /** Differences relative to the largest number. */
  protected static <T extends VectorValue<T>> void assertClose(
      T expected, T actual, double tolerance) {
    double[] e = expected.toArray();
    double[] a = actual.toArray();
    assertEquals(e.length, a.length);
    double scale = largest(expected);
    for (int i = 0; i < e.length; i++) {
      int index = i;
      assertEquals(e[i], a[i], tolerance * scale, () -> expected.labels().get(index));
    }
  }

  private void compareAllModes(Simulation simulation, Particles particles) {
    compareAllModes(simulation, particles, engine());
  }

  protected static void compareAllModes(Simulation simulation, Particles particles, Engine engine) {
    Simulation other = simulation.withEngine(engine);
    SimulationInput input = simulation.input(particles, 4);
    WithPullback<SimulationInput, Trajectory> jvm = simulation.vjp(input);
    WithPullback<SimulationInput, Trajectory> onEngine = other.vjp(input);
    assertClose(jvm.value(), onEngine.value(), 1e-12);
    Trajectory cotangent = jvm.value().times(0.5);
    assertClose(jvm.pull(cotangent), onEngine.pull(cotangent), 1e-12);
    assertClose(jvm.pull(cotangent), onEngine.pull(cotangent), 1e-12);
    SimulationInput tangent = input.times(0.3);
    assertClose(
        simulation.jvp(input, tangent).tangent(), other.jvp(input, tangent).tangent(), 1e-12);
  }

  @Test
  void selfGravityInAChangingField() {
    compareAllModes(simulation(), cloud(24));
  }

  @Test
  void tracersByAnIntegratorOfHighOrder() {
    compareAllModes(
        simulation()
            .withSelfGravity(SelfGravity.testParticles(1))
            .withIntegrator(Integrators.dopri5())
            .withSteps(20),
        cloud(9));
  }

  @Test
  void errorControl() {
    compareAllModes(simulation().withIntegrator(Integrators.tsit5()).withTolerance(1e-6), cloud(5));
  }

  @Test
  void littleMemoryForTheGradient() {
    compareAllModes(simulation().withMemoryLimit(20_000), cloud(24));
  }

  @Test
  void exactSecondDerivatives() {
    Simulation orbits = simulation().withSelfGravity(SelfGravity.none()).withSteps(10);
    SimulationInput input = orbits.input(cloud(3), 2);
    var jvm = orbits.twice().orElseThrow().vjpAlong(input, input);
    var onEngine = orbits.withEngine(engine()).twice().orElseThrow().vjpAlong(input, input);
    var cotangent = jvm.value();
    assertClose(jvm.pull(cotangent).value(), onEngine.pull(cotangent).value(), 1e-12);
    assertClose(jvm.pull(cotangent).tangent(), onEngine.pull(cotangent).tangent(), 1e-12);
  }

  /** The tidal tensor of a cusp is infinite in its center, and counts as zero for a body there. */
  @Test
  void bodyInTheCenterOfACusp() {
    ExternalField cusp =
        ExternalField.of("-G*mass/(norm(x,y,z)+a)", ParameterSet.of("mass", 2.0, "a", 0.6));
    Simulation orbits =
        Simulation.in(cusp).withUnits(UnitSystem.NBODY).withSteps(30).withSaveAt(SaveAt.evenly(2));
    Particles resting = Particles.single(0, PhasePoint.ORIGIN).concat(cloud(4));
    compareAllModes(orbits, resting);
    SimulationInput input = orbits.input(resting, 2);
    WithPullback<SimulationInput, Trajectory> run = orbits.withEngine(engine()).vjp(input);
    assertTrue(run.pull(run.value()).isFinite());
    assertTrue(orbits.withEngine(engine()).jvp(input, input).tangent().isFinite());
    var second = orbits.withEngine(engine()).twice().orElseThrow().vjpAlong(input, input);
    assertTrue(second.pull(second.value()).tangent().isFinite());
  }

  @Test
  void singlePrecision() {
    Simulation simulation = simulation();
    Particles particles = cloud(24);
    Trajectory expected = simulation.run(particles, 4);
    Trajectory actual = simulation.withEngine(singleEngine()).run(particles, 4);
    assertClose(expected, actual, 3e-5);
    assertTrue(actual.minus(expected).norm() > 1e-9 * expected.norm());
    SimulationInput input = simulation.input(particles, 4);
    SimulationInput gradient = simulation.vjp(input).pull(expected);
    SimulationInput single = simulation.withEngine(singleEngine()).vjp(input).pull(expected);
    SimulationInput rounded = simulation.vjp(rounded(input)).pull(expected);
    // A step rounds the state on the way forward, and its cotangent on the way back.
    assertClose(gradient, single, 2 * STEPS * difference(gradient, rounded));
  }

  /** The numbers that single precision has for those of an input. */
  private static SimulationInput rounded(SimulationInput input) {
    return input.withArray(Arrays.stream(input.toArray()).map(value -> (float) value).toArray());
  }

  /** The largest difference relative to the largest number. */
  private static <T extends VectorValue<T>> double difference(T one, T other) {
    return largest(one.minus(other)) / largest(one);
  }

  private static <T extends VectorValue<T>> double largest(T value) {
    return Arrays.stream(value.toArray()).map(Math::abs).max().orElseThrow();
  }

  /**
   * The sums of a sweep back are in double precision. Of n equal numbers such a sum is off by n
   * units of 2^-53 of their sizes; one in single precision is off by 2^-25 when there are three.
   */
  @Test
  void sumsOfSinglePrecisionLoseNothing() {
    int reverses = 100;
    ForceModel model = SessionBench.model(SessionBench.BAR, 24, 11, true);
    Arrays.fill(model.softenings(), 0.3);
    try (SessionBench<?> bench = new SessionBench<>(singleEngine().open(model))) {
      bench.cotangents(3); // PyTorch optimises a program when it has seen it run
      double[] once = bench.cotangents(1);
      double[] often = bench.cotangents(reverses);
      double size = reverses * Arrays.stream(once).map(Math::abs).sum();
      for (int i = 0; i < once.length; i++) {
        assertEquals(reverses * once[i], often[i], reverses * 0x1p-53 * size);
      }
    }
  }
}
