// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * One run on an engine: vectors of three rows (x, y, z) with one number per body, the operations on
 * them, and the forces of the run with their derivatives. Used by one thread at a time; what it
 * does inside may use more. The same calls give the same bits whatever the number of threads.
 *
 * <p>The arguments of one call that are written to are different vectors from those that are read,
 * except for the target of {@link #combine}.
 *
 * @param <V> the engine's vectors
 */
public interface Session<V> extends AutoCloseable {

  /** The number of bodies. */
  int bodies();

  /** New vectors of zeros. */
  V[] vectors(int count);

  /** Sets a vector from host memory, three rows. */
  void write(double[][] source, V target);

  /** Copies a vector to host memory, three rows. */
  void read(V source, double[][] target);

  /**
   * Sets one vector to a linear combination of others, {@code sum_k coefficients[k] *
   * vectors[operands[k]]}, summed from left to right; the target may be one of the operands. There
   * are at most six operands; none makes a zero.
   */
  void combine(V[] vectors, int target, int[] operands, double[] coefficients);

  /**
   * Adds {@code weight} times the sum of the products of corresponding numbers to {@link
   * #endTime()}.
   *
   * @param part 0 for the derivative itself, 1 for its tangent
   */
  void addDot(int part, double weight, V a, V b);

  /**
   * The derivative with respect to the end time of the run, and its tangent: what {@link #addDot},
   * {@link #adjoint} and {@link #adjointTangent} have added up since the session began or was last
   * cleared. An engine keeps the two sums where its vectors are, so that a sweep back waits for no
   * number.
   *
   * @return two numbers
   */
  double[] endTime();

  /** Whether every number is finite. */
  boolean isFinite(V vector);

  /**
   * The most steps that are to be made between two looks at whether the state is finite. A run can
   * be cancelled only when it looks. By default from 32 for few bodies to one for many, beside
   * whose steps a look costs nothing.
   */
  default int stepsBetweenLooks() {
    return Math.max(1, Math.min(32, 8192 / bodies()));
  }

  /**
   * The size of the error of a step relative to what is tolerated, at most one if the step is good.
   * With the scale {@code s = tolerance.absolute + tolerance.relative * max(|before|, |after|)} of
   * each body's position, and the same for velocity, the norm of an error is {@code e^2 = (|error
   * of position|^2 / s_x^2 + |error of velocity|^2 / s_v^2) / 6}. The result is the largest over
   * the bodies of {@code e}, or of {@code e^2 / sqrt(e^2 + 0.01 e3^2)} if a second, coarser
   * estimate is there. A body whose error is zero counts as zero.
   *
   * @param vectors all registers of the run
   * @param step the numbers of the registers that hold the step
   */
  double errorNorm(V[] vectors, StepError step);

  /** A store of vectors. */
  Store<V> store(int places);

  /** The memory that one vector takes in a store, in bytes. */
  long vectorBytes();

  /** Acceleration of every body at positions {@code x} and time {@code t}. */
  void acceleration(double t, V x, V a);

  /**
   * Acceleration and its tangent, for tangents of the time and the positions given here and of the
   * parameters, masses and softenings given to {@link Engine#open(ForceModel, ForceCotangent)}.
   */
  void tangent(double t, double dt, V x, V dx, V a, V da);

  /**
   * New vectors of zeros that hold the tangents along all the directions given to {@link
   * Engine#open(ForceModel, java.util.List)}, for {@link #combine} among themselves and for the
   * methods below. With one direction they are like any other.
   */
  default V[] tangentVectors(int count) {
    return vectors(count);
  }

  /** Sets the tangent along one direction from host memory, three rows. */
  default void writeTangent(double[][] source, V target, int direction) {
    write(source, target);
  }

  /** Copies the tangent along one direction to host memory, three rows. */
  default void readTangent(V source, int direction, double[][] target) {
    read(source, target);
  }

  /** Adds a multiple of a value to the tangent along one of several directions. */
  default void addToTangent(V target, int direction, double factor, V value) {
    throw new UnsupportedOperationException("this engine follows one tangent at a time");
  }

  /**
   * Acceleration and its tangents along all directions.
   *
   * @param dt tangents of the time, one per direction
   * @param dx tangents of the positions, see {@link #tangentVectors}
   * @param da set to the tangents of the acceleration
   */
  default void tangents(double t, double[] dt, V x, V dx, V a, V da) {
    tangent(t, dt[0], x, dx, a, da);
  }

  /**
   * Reverse of {@link #acceleration}: for a cotangent of the acceleration sets the cotangent of the
   * positions, and adds the cotangents of parameters, masses and softenings to {@link
   * #cotangent()}. To {@link #endTime()} it adds {@code timeRate} times the cotangent of the time
   * and {@code productRate} times the product of {@code aBar} with the acceleration.
   *
   * @param timeRate the derivative of {@code t} with respect to the end time
   */
  void adjoint(double t, double timeRate, double productRate, V x, V aBar, V xBar);

  /** The same without the product, which also sets the acceleration itself. */
  void adjointAndAcceleration(double t, double timeRate, V x, V aBar, V xBar, V a);

  /**
   * Tangent of {@link #adjointAndAcceleration}: everything there together with its derivative along
   * the tangents.
   *
   * @param dt the tangent of {@code t}
   */
  void adjointTangent(
      double t, double timeRate, double dt, V x, V dx, V aBar, V daBar, V xBar, V dxBar, V a, V da);

  /** What {@link #adjoint} has added up since the session began or was last cleared. */
  ForceCotangent cotangent();

  /** The tangent of {@link #cotangent()}, which {@link #adjointTangent} adds up. */
  ForceCotangent cotangentTangent();

  /** Sets the sums of cotangents and {@link #endTime()} to zero. */
  void clearCotangents();

  /** Frees whatever the engine holds for this run. */
  @Override
  void close();
}
