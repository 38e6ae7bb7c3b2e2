// SPDX-License-Identifier: Apache-2.0

package org.odisseo.particles;

import static org.odisseo.particles.ParticleBlocks.MASS;
import static org.odisseo.particles.ParticleBlocks.SOFTENING;
import static org.odisseo.particles.ParticleBlocks.VX;
import static org.odisseo.particles.ParticleBlocks.X;

import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.validation.Require;

/**
 * N bodies: masses, softening lengths, positions and velocities, held as one array per quantity.
 *
 * <pre>{@code
 * Particles pair = Particles.of(
 *     new double[] {1, 2},
 *     new double[][] {{0, 0, 0}, {1, 0, 0}},
 *     new double[][] {{0, 0, 0}, {0, 1.7, 0}});
 * pair.withSoftening(0.01).x(1);   // 1.0
 * }</pre>
 *
 * <p>Immutable. As a {@link VectorValue} it has 8 N numbers in eight blocks: mass, softening, x, y,
 * z, vx, vy, vz; the labels are {@code mass[0]}, {@code x[3]} and so on. The factories named {@code
 * of} and {@code single} make physical particles and check them; {@link #displacement}, {@link
 * #zero} and {@link #withArray} make tangents and gradients, whose numbers are free.
 */
public final class Particles implements VectorValue<Particles> {

  private final int count;

  /** The eight blocks one after another. */
  private final double[] data;

  /** Takes ownership of {@code data}. */
  private Particles(int count, double[] data) {
    this.count = count;
    this.data = data;
  }

  /**
   * Particles without softening.
   *
   * @param mass N masses, finite and not negative; zero makes a massless tracer
   * @param position N positions (x, y, z), finite
   * @param velocity N velocities (vx, vy, vz), finite
   * @throws IllegalArgumentException if there is no particle, the lengths differ or a value is not
   *     allowed
   */
  public static Particles of(double[] mass, double[][] position, double[][] velocity) {
    int n = Require.atLeast("the number of particles", mass.length, 1);
    double[] data = new double[8 * n];
    System.arraycopy(mass, 0, data, 0, n);
    ParticleBlocks.fill(data, n, X, "position", position);
    ParticleBlocks.fill(data, n, VX, "velocity", velocity);
    return new Particles(n, data).validated();
  }

  /**
   * Particles from one array per quantity, all of one length.
   *
   * @throws IllegalArgumentException if there is no particle, the lengths differ or a value is not
   *     allowed
   */
  public static Particles ofArrays(
      double[] mass,
      double[] softening,
      double[] x,
      double[] y,
      double[] z,
      double[] vx,
      double[] vy,
      double[] vz) {
    Require.atLeast("the number of particles", mass.length, 1);
    return displacement(mass, softening, x, y, z, vx, vy, vz).validated();
  }

  /** One particle without softening. */
  public static Particles single(double mass, PhasePoint point) {
    double[] data = new double[8];
    data[MASS] = mass;
    System.arraycopy(point.toArray(), 0, data, X, 6);
    return new Particles(1, data).validated();
  }

  /**
   * A displacement of particles, or a gradient with respect to them: any numbers are allowed.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Particles displacement(
      double[] mass,
      double[] softening,
      double[] x,
      double[] y,
      double[] z,
      double[] vx,
      double[] vy,
      double[] vz) {
    double[][] blocks = {mass, softening, x, y, z, vx, vy, vz};
    int n = mass.length;
    double[] data = new double[8 * n];
    for (int k = 0; k < 8; k++) {
      Require.length(ParticleBlocks.name(k), blocks[k], n, "one per particle, as for mass");
      System.arraycopy(blocks[k], 0, data, k * n, n);
    }
    return new Particles(n, data);
  }

  /** The displacement of {@code count} particles by nothing. */
  public static Particles zero(int count) {
    return new Particles(count, new double[8 * Require.atLeast("count", count, 0)]);
  }

  /**
   * These particles, if they are physical: masses and softenings finite and not negative, positions
   * and velocities finite.
   *
   * @throws IllegalArgumentException naming the quantity, the rule, the value and the particle
   */
  public Particles validated() {
    ParticleBlocks.requirePhysical(data, count);
    return this;
  }

  /** The number of particles. */
  public int count() {
    return count;
  }

  /** The mass of particle {@code i}. */
  public double mass(int i) {
    return value(MASS, i);
  }

  /** The softening length of particle {@code i}. */
  public double softening(int i) {
    return value(SOFTENING, i);
  }

  /** The x coordinate of particle {@code i}. */
  public double x(int i) {
    return value(X, i);
  }

  /** The y coordinate of particle {@code i}. */
  public double y(int i) {
    return value(X + 1, i);
  }

  /** The z coordinate of particle {@code i}. */
  public double z(int i) {
    return value(X + 2, i);
  }

  /** The velocity along x of particle {@code i}. */
  public double vx(int i) {
    return value(VX, i);
  }

  /** The velocity along y of particle {@code i}. */
  public double vy(int i) {
    return value(VX + 1, i);
  }

  /** The velocity along z of particle {@code i}. */
  public double vz(int i) {
    return value(VX + 2, i);
  }

  /** Position and velocity of particle {@code i}. */
  public PhasePoint phasePoint(int i) {
    return new PhasePoint(x(i), y(i), z(i), vx(i), vy(i), vz(i));
  }

  /** A new array of the masses. */
  public double[] masses() {
    return block(MASS);
  }

  /** A new array of the softening lengths. */
  public double[] softenings() {
    return block(SOFTENING);
  }

  /** A new array of the x coordinates. */
  public double[] x() {
    return block(X);
  }

  /** A new array of the y coordinates. */
  public double[] y() {
    return block(X + 1);
  }

  /** A new array of the z coordinates. */
  public double[] z() {
    return block(X + 2);
  }

  /** A new array of the velocities along x. */
  public double[] vx() {
    return block(VX);
  }

  /** A new array of the velocities along y. */
  public double[] vy() {
    return block(VX + 1);
  }

  /** A new array of the velocities along z. */
  public double[] vz() {
    return block(VX + 2);
  }

  /** The sum of the masses. */
  public double totalMass() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += data[i];
    }
    return sum;
  }

  /**
   * Position and velocity of the center of mass.
   *
   * @throws IllegalArgumentException if the total mass is not positive
   */
  public PhasePoint centerOfMass() {
    double total = Require.positive("the total mass", totalMass());
    double[] mean = new double[6];
    for (int k = 0; k < 6; k++) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += data[i] * data[(X + k) * count + i];
      }
      mean[k] = sum / total;
    }
    return PhasePoint.ORIGIN.withArray(mean);
  }

  /** These particles with other masses, finite and not negative. */
  public Particles withMasses(double... masses) {
    Require.length("masses", masses, count, "one per particle");
    return withBlock(MASS, Require.allNonNegative("mass", masses));
  }

  /** These particles with one softening length for all. */
  public Particles withSoftening(double softening) {
    Require.nonNegative("softening", softening);
    double[] block = new double[count];
    Arrays.fill(block, softening);
    return withBlock(SOFTENING, block);
  }

  /** These particles with a softening length for each. */
  public Particles withSoftenings(double... softenings) {
    Require.length("softenings", softenings, count, "one per particle");
    return withBlock(SOFTENING, Require.allNonNegative("softening", softenings));
  }

  /** These particles with {@code offset} added to every position and velocity. */
  public Particles shifted(PhasePoint offset) {
    double[] shift = offset.toArray();
    double[] moved = data.clone();
    for (int k = 0; k < 6; k++) {
      for (int i = 0; i < count; i++) {
        moved[(X + k) * count + i] += shift[k];
      }
    }
    return new Particles(count, moved);
  }

  /** These particles seen from their center of mass. */
  public Particles centered() {
    return shifted(centerOfMass().times(-1));
  }

  /** These particles followed by others. */
  public Particles concat(Particles others) {
    int n = count + others.count;
    double[] joined = new double[8 * n];
    for (int k = 0; k < 8; k++) {
      System.arraycopy(data, k * count, joined, k * n, count);
      System.arraycopy(others.data, k * others.count, joined, k * n + count, others.count);
    }
    return new Particles(n, joined);
  }

  /** The particles of the given indices, in the given order. */
  public Particles subset(int... indices) {
    int n = indices.length;
    double[] chosen = new double[8 * n];
    for (int j = 0; j < n; j++) {
      int i = Require.index("indices[" + j + "]", indices[j], count);
      for (int k = 0; k < 8; k++) {
        chosen[k * n + j] = data[k * count + i];
      }
    }
    return new Particles(n, chosen);
  }

  /** The particles from index {@code from} up to, but without, index {@code to}. */
  public Particles range(int from, int to) {
    Require.index("from", from, count + 1);
    Require.index("to", to, count + 1);
    Require.atLeast("to", to, from);
    int n = to - from;
    double[] chosen = new double[8 * n];
    for (int k = 0; k < 8; k++) {
      System.arraycopy(data, k * count + from, chosen, k * n, n);
    }
    return new Particles(n, chosen);
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
  public Particles withArray(double[] values) {
    Require.length("values", values, data.length, "8 numbers for each of " + count + " particles");
    return new Particles(count, values.clone());
  }

  @Override
  public List<String> labels() {
    return ParticleBlocks.labels(count);
  }

  /**
   * For every number the scale on which its kind varies: the root mean square of the masses and of
   * the softening lengths, and that of the positions and of the velocities about their mean.
   */
  @Override
  public double[] typicalMagnitudes() {
    return ParticleBlocks.typicalMagnitudes(data, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Particles that && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  /** A short description; one particle is shown in full. */
  @Override
  public String toString() {
    if (count == 1) {
      return "Particles[mass=%s, softening=%s, %s]".formatted(mass(0), softening(0), phasePoint(0));
    }
    return "Particles[count=%d, total mass=%s]".formatted(count, totalMass());
  }

  private double value(int block, int i) {
    return data[block * count + Require.index("particle index", i, count)];
  }

  private double[] block(int k) {
    return ParticleBlocks.block(data, count, k);
  }

  private Particles withBlock(int k, double[] block) {
    double[] changed = data.clone();
    System.arraycopy(block, 0, changed, k * count, count);
    return new Particles(count, changed);
  }
}
