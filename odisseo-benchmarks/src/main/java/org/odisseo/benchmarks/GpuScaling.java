// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.odisseo.autodiff.Gradient;
import org.odisseo.cuda.CudaEngine;
import org.odisseo.djl.DjlEngine;
import org.odisseo.engine.Engine;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.Nfw;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.units.UnitSystem;

/**
 * A cluster of many bodies in leapfrog steps on a GPU. In the scaling workload of the ODISSEO paper
 * a Plummer sphere of 1e8 solar masses and 1 kpc, 200 kpc from the centre of an NFW halo, softened
 * by 0.1 kpc; or the flagship, as in {@code nbody_jax.py}.
 */
public final class GpuScaling {

  private static final double SOFTENING = 0.1;
  private static final double MYR_PER_STEP = 10;
  private static final Nfw HALO = new Nfw(1e12, 20);

  private GpuScaling() {}

  /**
   * Measures, and prints for each number of bodies the seconds of a run, the pairs per second, and
   * the seconds of a run with its gradient if that is wanted.
   *
   * @param arguments {@code scaling} or {@code flagship}; {@code cuda}, {@code djl} or {@code jvm};
   *     32 or 64; steps; the largest number of bodies whose gradient is measured; the numbers of
   *     bodies
   */
  public static void main(String[] arguments) {
    boolean flagship = arguments[0].equals("flagship");
    Engine engine = engine(arguments[1], Integer.parseInt(arguments[2]));
    int steps = Integer.parseInt(arguments[3]);
    int mostForGradient = Integer.parseInt(arguments[4]);
    for (String bodies : Arrays.asList(arguments).subList(5, arguments.length)) {
      int n = Integer.parseInt(bodies);
      Simulation simulation =
          (flagship ? Scenes.flagship(steps) : scaling(steps)).withEngine(engine);
      SimulationInput input =
          flagship
              ? Scenes.flagshipInput(simulation, n, steps)
              : simulation.input(cluster(n), MYR_PER_STEP * steps);
      System.out.print(measure(simulation, input, steps, n <= mostForGradient));
    }
  }

  /** Whether there is a GPU for {@link CudaEngine}. */
  static boolean isPossible() {
    try {
      CudaEngine.on(0);
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Engine engine(String kind, int bits) {
    DataType type = bits == 32 ? DataType.FLOAT32 : DataType.FLOAT64;
    return switch (kind) {
      case "cuda" -> CudaEngine.on(0).withType(type);
      case "djl" -> DjlEngine.on(Device.gpu()).withType(type);
      case "jvm" -> Engine.jvm();
      default -> throw new IllegalArgumentException("engine must be known, got " + kind);
    };
  }

  private static Simulation scaling(int steps) {
    return Simulation.in(HALO).withSelfGravity(SelfGravity.direct()).withSteps(steps);
  }

  private static Figures measure(
      Simulation simulation, SimulationInput input, int steps, boolean gradient) {
    int bodies = input.particles().count();
    double seconds = Timing.median(0, 1, () -> simulation.apply(input).orThrow());
    double pairs = (double) steps * bodies * bodies / seconds;
    Figures figures =
        new Figures().put("n" + bodies + "_s", seconds).put("n" + bodies + "_pairs_per_s", pairs);
    if (gradient) {
      var loss = Scenes.meanSquare(simulation, bodies);
      figures.put(
          "n" + bodies + "_gradient_s", Timing.median(0, 1, () -> Gradient.of(loss, input)));
    }
    return figures;
  }

  private static Particles cluster(int bodies) {
    double speed = UnitSystem.GALACTIC.velocityFromKilometersPerSecond(100);
    return PlummerSphere.of(1e8, 1)
        .sample(new SplittableRandom(4), bodies, UnitSystem.GALACTIC)
        .withSoftening(SOFTENING)
        .shifted(PhasePoint.of(200, 0, 0, 0, speed, 0));
  }
}
