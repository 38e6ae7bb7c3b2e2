// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import java.util.random.RandomGenerator;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.validation.Require;

/**
 * How a small displacement of the start grows along a run: the norm of a tangent, carried along
 * exactly. Positions and velocities are measured in units of their spread at the start, so the norm
 * is 1 at the start and 1e6 means that a change of one part in a million changes everything.
 *
 * <p>In a regular system the norm grows in proportion to time. In a chaotic one, such as a bound
 * cluster of bodies that attract each other, it grows exponentially, and a gradient of anything
 * that depends on single bodies is exact but holds only for steps smaller than one over the norm:
 * as a direction for a fit it is noise. The remedies are a smooth model of the cluster (tracers in
 * the field of one softened body), a {@linkplain Simulation#withGradientHorizon gradient horizon},
 * or a mutual attraction whose {@linkplain org.odisseo.simulate.SelfGravity#stopGradient gradient
 * is stopped}.
 *
 * @param times when the norm was taken, the start first
 * @param norms the norm, 1 at the start
 */
public record TangentGrowth(double[] times, double[] norms) {

  /** A gradient that amplifies a change by more than this is called noise. */
  public static final double NOISE = 1e6;

  /**
   * Follows a random tangent of positions and velocities.
   *
   * @param simulation as it will be used; its saved states do not matter here
   * @param input the start
   * @param samples at how many times the norm is taken, at least one, besides the start
   * @param random draws the direction
   */
  public static TangentGrowth of(
      Simulation simulation, SimulationInput input, int samples, RandomGenerator random) {
    Require.atLeast("samples", samples, 1);
    double[] scale = scale(input.particles());
    SimulationInput tangent =
        new SimulationInput(
            direction(input.particles(), scale, random),
            ParameterSet.of(input.field().names(), new double[input.field().size()]),
            0);
    WithTangent<Trajectory> run =
        simulation.withSaveAt(SaveAt.evenly(samples).andStart()).jvp(input, tangent);
    int count = run.value().count();
    double[] norms = new double[count];
    for (int s = 0; s < count; s++) {
      norms[s] = norm(run.tangent().particles(s), scale);
    }
    return new TangentGrowth(run.value().times(), norms);
  }

  /** Times in a new array. */
  @Override
  public double[] times() {
    return times.clone();
  }

  /** Norms in a new array. */
  @Override
  public double[] norms() {
    return norms.clone();
  }

  /** The norm at the end. */
  public double last() {
    return norms[norms.length - 1];
  }

  /** Whether a gradient over the whole run is noise. */
  public boolean isNoise() {
    return !(last() < NOISE);
  }

  /**
   * The time over which the norm grows by a factor e, from a straight line through its logarithms
   * in the second half of the run; infinite or negative if it does not grow.
   */
  public double growthTime() {
    int from = norms.length / 2;
    int n = norms.length - from;
    double meanTime = 0;
    double meanLog = 0;
    for (int s = from; s < norms.length; s++) {
      meanTime += times[s] / n;
      meanLog += Math.log(norms[s]) / n;
    }
    double above = 0;
    double below = 0;
    for (int s = from; s < norms.length; s++) {
      above += (times[s] - meanTime) * (times[s] - meanTime);
      below += (times[s] - meanTime) * (Math.log(norms[s]) - meanLog);
    }
    return Math.abs(above)
        / Math.abs(below)
        * Math.signum(below * (times[times.length - 1] - times[0]));
  }

  /** What was found and what helps. */
  public String message() {
    String found = "a displacement of the start grows by a factor " + last();
    return isNoise()
        ? found
            + ": the gradient of this run is exact and useless, for it holds only within one part in"
            + " that number; use a smooth model of the cluster, a gradient horizon, or stop the"
            + " gradient of the mutual attraction"
        : found + ": gradients of this run mean something";
  }

  /** The spread of positions and of velocities about their means; their size if there is none. */
  private static double[] scale(Particles p) {
    double[][] x = {p.x(), p.y(), p.z()};
    double[][] v = {p.vx(), p.vy(), p.vz()};
    return new double[] {spread(x), spread(v)};
  }

  private static double spread(double[][] rows) {
    double about = 0;
    double whole = 0;
    for (double[] row : rows) {
      double mean = 0;
      for (double value : row) {
        mean += value / row.length;
      }
      for (double value : row) {
        about += (value - mean) * (value - mean) / row.length;
        whole += value * value / row.length;
      }
    }
    double spread = about > 0 ? about : whole;
    return spread > 0 ? Math.sqrt(spread) : 1;
  }

  private static Particles direction(Particles p, double[] scale, RandomGenerator random) {
    int n = p.count();
    double[] numbers = new double[8 * n];
    for (int k = 2 * n; k < 8 * n; k++) {
      numbers[k] = random.nextGaussian() * scale[k < 5 * n ? 0 : 1];
    }
    Particles drawn = p.withArray(numbers);
    return drawn.times(1 / norm(drawn, scale));
  }

  private static double norm(Particles tangent, double[] scale) {
    double sum = 0;
    for (int i = 0; i < tangent.count(); i++) {
      sum +=
          (square(tangent.x(i)) + square(tangent.y(i)) + square(tangent.z(i))) / square(scale[0])
              + (square(tangent.vx(i)) + square(tangent.vy(i)) + square(tangent.vz(i)))
                  / square(scale[1]);
    }
    return Math.sqrt(sum);
  }

  private static double square(double value) {
    return value * value;
  }
}
