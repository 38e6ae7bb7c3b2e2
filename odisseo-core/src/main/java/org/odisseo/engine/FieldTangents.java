// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;
import org.odisseo.expr.Kernel;

/**
 * The tangents of the external field along several directions. The first derivatives of the
 * acceleration are computed once per body; a direction then costs a product with a 3 x 3 matrix.
 */
final class FieldTangents {

  /** Bodies that are evaluated at a time: enough for the start of a loop not to count. */
  private static final int CHUNK = 256;

  private final Kernel.Bound kernel;
  private final Workers workers;
  private final boolean timed;
  private final int bodies;

  /** For each direction the factors of the columns after those of the position. */
  private final double[][] factors;

  /** Acceleration, derivatives xx, xy, xz, yy, yz, zz, then the other columns. */
  private final double[][] out;

  private final double[][] matrix;
  private final double[][][] columns;
  private final double[][] nothing;
  private final double[][] in;
  private final TangentProduct product = TangentProduct.fastest();
  private double[][] positionTangents = new double[0][];
  private double[][] tangents = new double[0][];
  private final RangeTask evaluation = this::evaluate;
  private final RangeTask linearization = this::linearize;

  /**
   * The tangents of a field.
   *
   * @param parameterTangents the tangents of all parameters, one array per direction
   */
  FieldTangents(
      BoundField field,
      List<double[]> parameterTangents,
      boolean timed,
      int bodies,
      Workers workers) {
    List<Integer> wanted = moving(parameterTangents);
    this.kernel = field.linearization(wanted);
    this.workers = workers;
    this.timed = timed;
    this.bodies = bodies;
    int first = timed ? 1 : 0;
    this.factors = new double[parameterTangents.size()][first + wanted.size()];
    for (int k = 0; k < factors.length; k++) {
      for (int m = 0; m < wanted.size(); m++) {
        factors[k][first + m] = parameterTangents.get(k)[wanted.get(m)];
      }
    }
    this.out = new double[9 + 3 * (first + wanted.size())][];
    for (int row = 3; row < out.length; row++) {
      out[row] = new double[JvmVectors.spaced(bodies)];
    }
    this.matrix = Arrays.copyOfRange(out, 3, 9);
    this.columns = new double[first + wanted.size()][][];
    for (int m = 0; m < columns.length; m++) {
      columns[m] = Arrays.copyOfRange(out, 9 + 3 * m, 12 + 3 * m);
    }
    this.nothing = new double[3][JvmVectors.spaced(bodies)];
    this.in = new double[timed ? 4 : 3][];
    if (timed) {
      in[3] = new double[bodies];
    }
  }

  /** The tangents of the field of a model. */
  static FieldTangents of(
      FieldKernels kernels, ForceModel model, List<ForceCotangent> tangents, Workers workers) {
    double[] none = new double[model.parameters().size()];
    return new FieldTangents(
        kernels.bind(model, none),
        tangents.stream().map(ForceCotangent::parameters).toList(),
        kernels.timeDependent(),
        model.bodies(),
        workers);
  }

  /** The parameters that some direction moves. */
  private static List<Integer> moving(List<double[]> tangents) {
    List<Integer> moving = new ArrayList<>();
    for (int p = 0; p < tangents.get(0).length; p++) {
      int parameter = p;
      if (tangents.stream().anyMatch(tangent -> tangent[parameter] != 0)) {
        moving.add(parameter);
      }
    }
    return moving;
  }

  /**
   * Sets the acceleration and its tangents.
   *
   * @param dx in each row the numbers of all bodies for the first direction, then for the next
   * @param da likewise
   */
  void evaluate(double t, double[] dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    prepare(t, dt, x, a);
    positionTangents = dx;
    tangents = da;
    workers.forRange(bodies, CHUNK, evaluation);
  }

  private void prepare(double t, double[] dt, double[][] x, double[][] a) {
    System.arraycopy(x, 0, in, 0, 3);
    System.arraycopy(a, 0, out, 0, 3);
    if (timed) {
      Arrays.fill(in[3], t);
      for (int k = 0; k < dt.length; k++) {
        factors[k][0] = dt[k];
      }
    }
  }

  private void evaluate(int from, int to) {
    linearize(from, to);
    for (int k = 0; k < factors.length; k++) {
      multiply(k, positionTangents, tangents, from, to);
    }
  }

  /** Sets the acceleration, and the derivatives that {@link #multiply} is to use. */
  void linearize(double t, double[] dt, double[][] x, double[][] a) {
    prepare(t, dt, x, a);
    workers.forRange(bodies, CHUNK, linearization);
  }

  private void linearize(int from, int to) {
    kernel.evaluate(in, out, from, to);
    Center.settle(in, out, from, to);
  }

  /**
   * Sets the tangents of the acceleration along one direction.
   *
   * @param dx see {@link #evaluate(double, double[], double[][], double[][], double[][],
   *     double[][])}
   * @param da likewise
   */
  void multiply(int direction, double[][] dx, double[][] da, int from, int to) {
    int first = direction * bodies;
    double[] factor = factors[direction];
    int last = last(factor);
    TangentPass.Field field = withLast(last, factor);
    product.multiplyAndAdd(matrix, dx, field.factor(), field.column(), da, first, from, to);
    for (int m = 0; m < last; m++) {
      for (int row = 0; factor[m] != 0 && row < 3; row++) {
        product.add(factor[m], columns[m][row], da[row], first, from, to);
      }
    }
  }

  /** What {@link #multiply} does along one direction; nothing if that moves several parameters. */
  TangentPass.@Nullable Field pass(int direction) {
    double[] factor = factors[direction];
    int last = last(factor);
    for (int m = 0; m < last; m++) {
      if (factor[m] != 0) {
        return null;
      }
    }
    return withLast(last, factor);
  }

  /** The matrix and the last column that counts. */
  private TangentPass.Field withLast(int last, double[] factor) {
    return last < 0
        ? new TangentPass.Field(matrix, 0, nothing)
        : new TangentPass.Field(matrix, factor[last], columns[last]);
  }

  /** The last column that counts, or a negative number. */
  private static int last(double[] factors) {
    int last = factors.length - 1;
    while (last >= 0 && factors[last] == 0) {
      last--;
    }
    return last;
  }
}
