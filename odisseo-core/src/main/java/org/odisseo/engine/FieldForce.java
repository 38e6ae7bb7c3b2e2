// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.odisseo.expr.Kernel;

/**
 * The external field of one run. Methods that take a range of bodies may be called by several
 * threads for different ranges; sums over bodies are taken afterwards, in an order that does not
 * depend on the ranges.
 */
final class FieldForce {

  private final BoundField field;
  private final int bodies;
  private final int parameters;
  private final boolean timed;
  private final double[] time;
  private final double[] timeTangent;

  /** Per body: what each parameter, and the time, gets of a cotangent. */
  private double[][] shares = new double[0][];

  private double[][] shareTangents = new double[0][];
  private final Kernel.Bound acceleration;

  FieldForce(FieldKernels kernels, ForceModel model, double[] parameterTangents) {
    this.bodies = model.bodies();
    this.parameters = model.parameters().size();
    this.timed = kernels.timeDependent();
    double[] shared = new double[1 + 2 * parameters];
    shared[0] = model.gravitationalConstant();
    System.arraycopy(model.parameters().toArray(), 0, shared, 1, parameters);
    System.arraycopy(parameterTangents, 0, shared, 1 + parameters, parameters);
    this.field = kernels.bind(shared);
    this.time = new double[timed ? bodies : 0];
    this.timeTangent = new double[timed ? bodies : 0];
    this.acceleration = field.acceleration();
  }

  /** Sets the time for the calls that follow. */
  void setTime(double t, double dt) {
    if (timed) {
      Arrays.fill(time, t);
      Arrays.fill(timeTangent, dt);
    }
  }

  void acceleration(double[][] x, double[][] a, int from, int to) {
    acceleration.evaluate(timed ? rows(x, time) : x, a, from, to);
  }

  void tangent(double[][] x, double[][] dx, double[][] a, double[][] da, int from, int to) {
    double[][] in = timed ? rows(x, time, dx, timeTangent) : rows(x, dx);
    field.tangent().evaluate(in, rows(a, da), from, to);
  }

  /** Makes room for {@link #adjoint}; called before it, by one thread. */
  void prepareAdjoint(boolean tangents) {
    int count = parameters + (timed ? 1 : 0);
    if (shares.length < count) {
      shares = new double[count][bodies];
    }
    if (tangents && shareTangents.length < count) {
      shareTangents = new double[count][bodies];
    }
  }

  void adjoint(double[][] x, double[][] aBar, double[][] xBar, double[][] a, int from, int to) {
    double[][] in = timed ? rows(x, time, aBar) : rows(x, aBar);
    field.adjoint().evaluate(in, rows(a, xBar, shares), from, to);
  }

  void adjointTangent(
      double[][] x,
      double[][] dx,
      double[][] aBar,
      double[][] daBar,
      double[][] xBar,
      double[][] dxBar,
      double[][] a,
      double[][] da,
      int from,
      int to) {
    double[][] in = timed ? rows(x, time, aBar, dx, timeTangent, daBar) : rows(x, aBar, dx, daBar);
    double[][] out = rows(a, xBar, shares, da, dxBar, shareTangents);
    field.adjointTangent().evaluate(in, out, from, to);
  }

  /** Adds up the shares of the parameters; gives the cotangent of the time. */
  double addShares(double[] parameterSums) {
    return add(shares, parameterSums);
  }

  /** The same for the tangents. */
  double addShareTangents(double[] parameterSums) {
    return add(shareTangents, parameterSums);
  }

  private double add(double[][] rows, double[] sums) {
    for (int k = 0; k < parameters; k++) {
      sums[k] += sum(rows[k]);
    }
    return timed ? sum(rows[parameters]) : 0;
  }

  /** Four sums side by side: one alone would wait for each addition. */
  private static double sum(double[] row) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < row.length; i += 4) {
      s0 += row[i];
      s1 += row[i + 1];
      s2 += row[i + 2];
      s3 += row[i + 3];
    }
    for (; i < row.length; i++) {
      s0 += row[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double[][] rows(double[][] vector, double[] row) {
    return new double[][] {vector[0], vector[1], vector[2], row};
  }

  private static double[][] rows(double[][] first, double[] row, double[][] second) {
    return rows(rows(first, row), second);
  }

  private static double[][] rows(
      double[][] first, double[] row, double[][] second, double[] secondRow) {
    return rows(rows(first, row), rows(second, secondRow));
  }

  private static double[][] rows(
      double[][] x,
      double[] time,
      double[][] aBar,
      double[][] dx,
      double[] timeTangent,
      double[][] daBar) {
    return rows(rows(x, time), aBar, rows(dx, timeTangent), daBar);
  }

  private static double[][] rows(double[][]... parts) {
    int count = 0;
    for (double[][] part : parts) {
      count += part.length;
    }
    double[][] all = new double[count][];
    int next = 0;
    for (double[][] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }
}
