// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.integrate.Outcome;
import org.odisseo.particles.Particles;
import org.odisseo.validation.Require;

/**
 * The saved states of a run and how it ended.
 *
 * <p>Immutable. As a {@link VectorValue} it holds, for S states of N bodies, the S times, the N
 * masses and softenings, and for each state blocks x, y, z, vx, vy, vz of N numbers. The outcome is
 * carried along unchanged.
 */
public final class Trajectory implements VectorValue<Trajectory> {

  private static final String[] COORDINATES = {"x", "y", "z", "vx", "vy", "vz"};

  /** Virtual machines keep a few places of the longest array for themselves. */
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  private final Outcome outcome;
  private final int bodies;
  private final int count;

  /** Times, masses, softenings, states. */
  private final double[] data;

  /** Takes ownership of {@code data}. */
  private Trajectory(Outcome outcome, int bodies, int count, double[] data) {
    this.outcome = outcome;
    this.bodies = bodies;
    this.count = count;
    this.data = data;
  }

  /**
   * A trajectory of states that were saved elsewhere, in a file for example. It counts as completed
   * in zero steps.
   *
   * @param times one for each state
   * @param states at least one, all of the same bodies: masses and softenings are equal
   * @throws IllegalArgumentException if there is no state, the lengths differ, or the bodies do
   */
  public static Trajectory ofStates(double[] times, List<Particles> states) {
    Require.atLeast("the number of states", states.size(), 1);
    Require.length("times", times.length, states.size(), "one per state");
    Particles first = states.get(0);
    int n = first.count();
    List<double[]> coordinates = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      double[] all = states.get(s).toArray();
      if (all.length != 8 * n || !Arrays.equals(all, 0, 2 * n, first.toArray(), 0, 2 * n)) {
        throw new IllegalArgumentException(
            "states must have equal masses and softenings, state " + s + " differs from state 0");
      }
      coordinates.add(Arrays.copyOfRange(all, 2 * n, 8 * n));
    }
    Outcome outcome = new Outcome.Completed(0, times[times.length - 1]);
    return of(outcome, times, first.masses(), first.softenings(), coordinates);
  }

  /**
   * How many numbers a trajectory holds: S (1 + 6 N) + 2 N.
   *
   * @throws IllegalArgumentException if they are more than an array can hold
   */
  static int size(int states, int bodies) {
    long size = states * (1 + 6L * bodies) + 2L * bodies;
    if (size > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "a trajectory must hold <= "
              + MOST_NUMBERS
              + " numbers, got "
              + size
              + " for "
              + states
              + " states of "
              + bodies
              + " bodies; save fewer states, or run fewer bodies at a time");
    }
    return (int) size;
  }

  /**
   * A trajectory of its parts.
   *
   * @param states for each time the blocks x, y, z, vx, vy, vz one after another
   */
  static Trajectory of(
      Outcome outcome,
      double[] times,
      double[] masses,
      double[] softenings,
      List<double[]> states) {
    int n = masses.length;
    double[] data = new double[size(times.length, n)];
    System.arraycopy(times, 0, data, 0, times.length);
    System.arraycopy(masses, 0, data, times.length, n);
    System.arraycopy(softenings, 0, data, times.length + n, n);
    for (int s = 0; s < states.size(); s++) {
      System.arraycopy(states.get(s), 0, data, times.length + 2 * n + 6 * n * s, 6 * n);
    }
    return new Trajectory(outcome, n, times.length, data);
  }

  /** How the run ended. */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * This trajectory if the run came to its end.
   *
   * @throws FailedRunException with advice if it did not
   */
  public Trajectory orThrow() {
    if (!outcome.isCompleted()) {
      throw FailedRunException.noEnd(outcome);
    }
    return this;
  }

  /** The number of saved states, at least one. */
  public int count() {
    return count;
  }

  /** The number of bodies. */
  public int bodies() {
    return bodies;
  }

  /** The time of a saved state. */
  public double time(int state) {
    return data[Require.index("state", state, count)];
  }

  /** The times of all saved states. */
  public double[] times() {
    return Arrays.copyOf(data, count);
  }

  /** A saved state. */
  public Particles particles(int state) {
    int offset = offset(Require.index("state", state, count));
    double[] blocks = new double[8 * bodies];
    System.arraycopy(data, count, blocks, 0, 2 * bodies);
    System.arraycopy(data, offset, blocks, 2 * bodies, 6 * bodies);
    return Particles.zero(bodies).withArray(blocks);
  }

  /** The last saved state: the end of the run or, if it failed, its last good state. */
  public Particles last() {
    return particles(count - 1);
  }

  /** The x coordinates of a body in all saved states. */
  public double[] x(int body) {
    return column(0, body);
  }

  /** The y coordinates of a body in all saved states. */
  public double[] y(int body) {
    return column(1, body);
  }

  /** The z coordinates of a body in all saved states. */
  public double[] z(int body) {
    return column(2, body);
  }

  /** The velocities along x of a body in all saved states. */
  public double[] vx(int body) {
    return column(3, body);
  }

  /** The velocities along y of a body in all saved states. */
  public double[] vy(int body) {
    return column(4, body);
  }

  /** The velocities along z of a body in all saved states. */
  public double[] vz(int body) {
    return column(5, body);
  }

  /**
   * The map from a trajectory to its last state, to be used with {@code simulation.then(...)}. It
   * throws a {@link FailedRunException} if the run did not come to its end; the last good state is
   * {@link #last}.
   */
  public static TwiceDifferentiable<Trajectory, Particles> toLast() {
    return new StateOfTrajectory(StateOfTrajectory.LAST);
  }

  /** The map from a trajectory to one of its states. */
  public static TwiceDifferentiable<Trajectory, Particles> toState(int state) {
    return new StateOfTrajectory(Require.atLeast("state", state, 0));
  }

  private double[] column(int coordinate, int body) {
    Require.index("body", body, bodies);
    double[] column = new double[count];
    for (int s = 0; s < count; s++) {
      column[s] = data[offset(s) + coordinate * bodies + body];
    }
    return column;
  }

  private int offset(int state) {
    return count + 2 * bodies + 6 * bodies * state;
  }

  /** The masses as numbers of this vector: in a cotangent, their cotangents. */
  double[] masses() {
    return Arrays.copyOfRange(data, count, count + bodies);
  }

  /** The softenings as numbers of this vector. */
  double[] softenings() {
    return Arrays.copyOfRange(data, count + bodies, count + 2 * bodies);
  }

  /** Copies one coordinate of some bodies of a state. */
  void copyCoordinate(int state, int coordinate, int firstBody, double[] target, int at, int n) {
    System.arraycopy(data, offset(state) + coordinate * bodies + firstBody, target, at, n);
  }

  /** A trajectory of this shape that is zero but for one state. */
  Trajectory withOnly(int state, Particles particles) {
    double[] numbers = new double[data.length];
    double[] blocks = particles.toArray();
    Require.length("particles", blocks.length, 8 * bodies, "8 numbers for each body");
    System.arraycopy(blocks, 0, numbers, count, 2 * bodies);
    System.arraycopy(blocks, 2 * bodies, numbers, offset(state), 6 * bodies);
    return new Trajectory(outcome, bodies, count, numbers);
  }

  @Override
  public int size() {
    return data.length;
  }

  @Override
  public double[] toArray() {
    return data.clone();
  }

  @Override
  public Trajectory withArray(double[] values) {
    Require.length("values", values, data.length, "the size of this trajectory");
    return new Trajectory(outcome, bodies, count, values.clone());
  }

  @Override
  public List<String> labels() {
    List<String> labels = new ArrayList<>(data.length);
    for (int s = 0; s < count; s++) {
      labels.add("time[" + s + "]");
    }
    for (String quantity : new String[] {"mass", "softening"}) {
      for (int i = 0; i < bodies; i++) {
        labels.add(quantity + "[" + i + "]");
      }
    }
    for (int s = 0; s < count; s++) {
      for (String coordinate : COORDINATES) {
        for (int i = 0; i < bodies; i++) {
          labels.add(coordinate + "[" + s + "][" + i + "]");
        }
      }
    }
    return List.copyOf(labels);
  }

  /**
   * For every number the root mean square of its kind: times, masses, softenings, positions,
   * velocities.
   */
  @Override
  public double[] typicalMagnitudes() {
    double[] magnitudes = new double[data.length];
    int states = count + 2 * bodies;
    fillRootMeanSquare(magnitudes, 0, count, count, 1);
    fillRootMeanSquare(magnitudes, count, bodies, bodies, 1);
    fillRootMeanSquare(magnitudes, count + bodies, bodies, bodies, 1);
    fillRootMeanSquare(magnitudes, states, 3 * bodies, 6 * bodies, count);
    fillRootMeanSquare(magnitudes, states + 3 * bodies, 3 * bodies, 6 * bodies, count);
    return magnitudes;
  }

  /** Treats some runs of numbers, each a stride after the one before, as of one kind. */
  private void fillRootMeanSquare(double[] magnitudes, int from, int length, int stride, int runs) {
    double sum = 0;
    for (int r = 0; r < runs; r++) {
      for (int i = from + r * stride; i < from + r * stride + length; i++) {
        sum += data[i] * data[i];
      }
    }
    double typical = sum == 0 ? 1 : Math.sqrt(sum / ((double) length * runs));
    for (int r = 0; r < runs; r++) {
      Arrays.fill(magnitudes, from + r * stride, from + r * stride + length, typical);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trajectory that
        && outcome.equals(that.outcome)
        && bodies == that.bodies
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Trajectory[%d states of %d bodies, %s]".formatted(count, bodies, outcome.advice());
  }
}
