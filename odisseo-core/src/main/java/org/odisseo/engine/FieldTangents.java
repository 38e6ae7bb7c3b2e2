// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;
import org.odisseo.expr.Kernel;

/**
 * The tangents of the external field along several directions. The first derivatives of the
 * acceleration are computed once per body; a direction then costs a product with a 3 x 3 matrix.
 */
final class FieldTangents {

  /** Bodies whose derivatives stay in the nearest cache until all directions have used them. */
  private static final int CHUNK = 128;

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
  private final RangeTask task = this::run;

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
      out[row] = new double[bodies];
    }
    this.matrix = Arrays.copyOfRange(out, 3, 9);
    this.columns = new double[first + wanted.size()][][];
    for (int m = 0; m < columns.length; m++) {
      columns[m] = Arrays.copyOfRange(out, 9 + 3 * m, 12 + 3 * m);
    }
    this.nothing = new double[3][bodies];
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
        FieldForce.bind(kernels, model, none),
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
    System.arraycopy(x, 0, in, 0, 3);
    System.arraycopy(a, 0, out, 0, 3);
    if (timed) {
      Arrays.fill(in[3], t);
      for (int k = 0; k < dt.length; k++) {
        factors[k][0] = dt[k];
      }
    }
    positionTangents = dx;
    tangents = da;
    workers.forRange(bodies, CHUNK, task);
  }

  private void run(int from, int to) {
    kernel.evaluate(in, out, from, to);
    for (int k = 0; k < factors.length; k++) {
      int first = k * bodies;
      double[] factor = factors[k];
      int last = last(factor);
      double lastFactor = last < 0 ? 0 : factor[last];
      double[][] column = last < 0 ? nothing : columns[last];
      product.multiplyAndAdd(
          matrix, positionTangents, lastFactor, column, tangents, first, from, to);
      for (int m = 0; m < last; m++) {
        for (int row = 0; factor[m] != 0 && row < 3; row++) {
          product.add(factor[m], columns[m][row], tangents[row], first, from, to);
        }
      }
    }
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
