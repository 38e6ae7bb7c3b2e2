// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.engine.Engine;
import org.odisseo.gravity.PairKernel;
import org.odisseo.gravity.PairKernels;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.CompositePotential;
import org.odisseo.potential.MilkyWay;
import org.odisseo.potential.MiyamotoNagai;
import org.odisseo.potential.Nfw;
import org.odisseo.potential.Potential;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.stream.ClusterGravity;
import org.odisseo.stream.StreamModel;
import org.odisseo.stream.StreamParameters;
import org.odisseo.units.UnitSystem;

/** The systems that are measured; those with peers are the peers'. */
final class Scenes {

  private static final double KM_PER_S = UnitSystem.GALACTIC.velocityFromKilometersPerSecond(1);
  private static final PhasePoint FLAGSHIP_CENTER =
      PhasePoint.of(
          -15.5008793924,
          0.0031347084,
          -11.5965797894,
          -102.7103307204 * KM_PER_S,
          199.3388174134 * KM_PER_S,
          -77.0478149291 * KM_PER_S);
  private static final PhasePoint ORBIT =
      PhasePoint.of(11.8, 0.79, 6.4, 109.5 * KM_PER_S, -254.5 * KM_PER_S, -90.3 * KM_PER_S);
  private static final double FLAGSHIP_MASS = 1.122e4;
  private static final double FLAGSHIP_SOFTENING = 1e-3;

  private Scenes() {}

  /** The host of the flagship: a halo and a disk. */
  static Potential flagshipHost() {
    return CompositePotential.of(
        "halo",
        new Nfw(4.3683325e11, 16),
        "disk",
        new MiyamotoNagai(6.8193902782346756e10, 3, 0.28));
  }

  /** A cluster in a host, leapfrog, one force evaluation a step, as in {@code nbody_jax.py}. */
  static Simulation flagship(int steps) {
    return Simulation.in(flagshipHost()).withSelfGravity(SelfGravity.direct()).withSteps(steps);
  }

  /** The cluster of the flagship, and its end time: steps of 3 Myr. */
  static SimulationInput flagshipInput(Simulation simulation, int bodies, int steps) {
    return simulation.input(cluster(bodies), 3.0 * steps);
  }

  /** The bodies of the flagship. */
  static Particles cluster(int bodies) {
    Random random = new Random(0);
    double[][] columns = new double[6][bodies];
    double[] center = FLAGSHIP_CENTER.toArray();
    for (int c = 0; c < 6; c++) {
      for (int i = 0; i < bodies; i++) {
        columns[c][i] = center[c] + (c < 3 ? 0.008 : 5e-4) * random.nextGaussian();
      }
    }
    double[] mass = new double[bodies];
    double[] softening = new double[bodies];
    Arrays.fill(mass, FLAGSHIP_MASS / bodies);
    Arrays.fill(softening, FLAGSHIP_SOFTENING);
    return Particles.displacement(
        mass, softening, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }

  /** The kernel of pair sums called {@code vector} or {@code scalar}. */
  static PairKernel kernel(String name) {
    return name.equals("vector") ? PairKernels.simd().orElseThrow() : PairKernels.scalar();
  }

  /** The mean squared distance from the origin at the end. */
  static Differentiable<SimulationInput, Scalar> meanSquare(Simulation simulation, int bodies) {
    Differentiable<Particles, Particles> positions =
        Maps.linear(Scenes::positions, Scenes::positions);
    return simulation
        .then(Trajectory.toLast())
        .then(positions)
        .then(Maps.<Particles>sumOfSquares())
        .then(Maps.scale(1.0 / bodies));
  }

  private static Particles positions(Particles p) {
    double[] none = new double[p.count()];
    return Particles.displacement(none, none, p.x(), p.y(), p.z(), none, none, none);
  }

  /** Stars in the Milky Way, leapfrog over 3 Gyr, as in {@code orbits_jax.py}. */
  static Simulation orbits(int steps) {
    return Simulation.in(MilkyWay.bovy2014()).withSteps(steps);
  }

  /** The stars of {@code orbits_jax.py}, but for the random numbers. */
  static Particles stars(int count) {
    Random random = new Random(0);
    double[][] columns = new double[6][count];
    double[] center = ORBIT.toArray();
    for (int c = 0; c < 6; c++) {
      double scatter = c < 3 ? 0.5 : 5 * KM_PER_S;
      for (int i = 0; i < count; i++) {
        columns[c][i] = center[c] + (count == 1 ? 0 : scatter * random.nextGaussian());
      }
    }
    double[] none = new double[count];
    return Particles.displacement(
        none, none, columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }

  /** Tracers in the Milky Way and a moving progenitor. */
  static StreamModel stream(int tracers, int steps, int threads) {
    Simulation simulation =
        Simulation.in(MilkyWay.bovy2014()).withSteps(steps).withEngine(Engine.jvm(threads));
    return StreamModel.of(
        simulation,
        PlummerSampler.of(new SplittableRandom(1), tracers),
        ClusterGravity.collisionless());
  }

  /** Where {@link #stream} is evaluated: 3 Gyr, today's place of GD-1. */
  static StreamParameters streamParameters() {
    ParameterSet host = MilkyWay.bovy2014().parameters();
    return new StreamParameters(3000, PlummerSphere.of(FLAGSHIP_MASS, 0.01), ORBIT, host);
  }
}
