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
   * Makes the step.
   *
   * @param x tangents of the positions, rows x, y, z, those of body i at {@code first + i}
   * @param v tangents of the velocities, likewise
   * @param p rows to work with, likewise; their contents are lost
   * @param kick k
   * @param drift h
   * @param count how many bodies
   */
  final void run(
      Field field,
      @Nullable Source source,
      double[][] x,
      double[][] v,
      double[][] p,
      double kick,
      double drift,
      int first,
      int count) {
    if (source == null) {
      runField(field, x, v, p, kick, drift, first, count);
    } else {
      product.multiplyAndAdd(field.matrix, x, field.factor, field.column, p, first, 0, count);
      attraction.add(source.rows, source.c, source.h, source.m, x, p, first);
      move(x, v, p, kick, drift, first, first + count);
    }
  }

  /** Makes the step where there is no attraction by a body. */
  void runField(
      Field field,
      double[][] x,
      double[][] v,
      double[][] p,
      double kick,
      double drift,
      int first,
      int count) {
    runField(field, x, v, p, kick, drift, first, 0, count);
  }

  /** The same for a range of bodies, one thing after the other. */
  final void runField(
      Field field,
      double[][] x,
      double[][] v,
      double[][] p,
      double kick,
      double drift,
      int first,
      int from,
      int to) {
    product.multiplyAndAdd(field.matrix, x, field.factor, field.column, p, first, from, to);
    movePlainly(x, v, p, kick, drift, first + from, first + to);
  }

  /** Moves tangents when p is known. */
  void move(double[][] x, double[][] v, double[][] p, double kick, double drift, int from, int to) {
    movePlainly(x, v, p, kick, drift, from, to);
  }

  /** The same in plain Java. */
  static void movePlainly(
      double[][] x, double[][] v, double[][] p, double kick, double drift, int from, int to) {
    for (int row = 0; row < 3; row++) {
      kick(v[row], p[row], kick, from, to);
      drift(x[row], v[row], drift, from, to);
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
