// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a leapfrog step does to the tangents along one direction, from one evaluation of the forces
 * to the next: with their derivative p,
 *
 * <pre>
 *   v += k p,   v += k p,   x += h v.
 * </pre>
 *
 * <p>In plain Java, one thing after the other, or with explicit vector instructions in one pass
 * over the bodies that does not keep p; both give the same bits.
 */
class TangentPass {

  private static final TangentPass BEST =
      VectorForm.or(new TangentPass(), TangentPass.class, "VectorTangentPass");

  private final TangentProduct product = TangentProduct.fastest();
  private final SourceTangent attraction = SourceTangent.fastest();

  /** The faster one. */
  static TangentPass fastest() {
    return BEST;
  }

  /**
   * The derivatives of an external field, see {@link TangentProduct#multiplyAndAdd}.
   *
   * @param matrix those with respect to the position
   * @param factor the tangent of a parameter
   * @param column the derivative with respect to it
   */
  record Field(double[][] matrix, double factor, double[][] column) {}

  /** The attraction by one of the bodies, see {@link SourceTangent#add}. */
  record Source(SourceTangent.Rows rows, double c, double[] h, double m) {}

  /**
   * What is moved, and how far.
   *
   * @param x tangents of the positions, rows x, y, z, in each the numbers of all bodies for the
   *     first direction, then for the next
   * @param v tangents of the velocities, likewise
   * @param p rows to work with, likewise; their contents are lost
   * @param kick k
   * @param drift h
   */
  record Motion(double[][] x, double[][] v, double[][] p, double kick, double drift) {}

  /**
   * Makes the step.
   *
   * @param first where the direction begins
   * @param count how many bodies
   */
  final void run(Field field, @Nullable Source source, Motion motion, int first, int count) {
    if (source == null) {
      runField(field, motion, first, count);
    } else {
      multiply(field, motion, first, 0, count);
      attraction.add(source.rows, source.c, source.h, source.m, motion.x, motion.p, first);
      move(motion, first, first + count);
    }
  }

  /** Makes the step where there is no attraction by a body. */
  void runField(Field field, Motion motion, int first, int count) {
    runPlainly(field, motion, first, 0, count);
  }

  /** The same for a range of bodies, one thing after the other. */
  final void runPlainly(Field field, Motion motion, int first, int from, int to) {
    multiply(field, motion, first, from, to);
    movePlainly(motion, first + from, first + to);
  }

  private void multiply(Field field, Motion motion, int first, int from, int to) {
    product.multiplyAndAdd(
        field.matrix, motion.x, field.factor, field.column, motion.p, first, from, to);
  }

  /** Moves a range of tangents when p is known. */
  void move(Motion motion, int from, int to) {
    movePlainly(motion, from, to);
  }

  /** The same in plain Java. */
  static void movePlainly(Motion motion, int from, int to) {
    for (int row = 0; row < 3; row++) {
      kick(motion.v[row], motion.p[row], motion.kick, from, to);
      drift(motion.x[row], motion.v[row], motion.drift, from, to);
    }
  }

  private static void kick(double[] v, double[] p, double k, int from, int to) {
    for (int j = from; j < to; j++) {
      double change = k * p[j];
      v[j] = v[j] + change + change;
    }
  }

  private static void drift(double[] x, double[] v, double h, int from, int to) {
    for (int j = from; j < to; j++) {
      x[j] += h * v[j];
    }
  }
}
