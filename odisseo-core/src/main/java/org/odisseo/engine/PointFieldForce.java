// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import org.odisseo.expr.Kernel;

/**
 * The external field of a run of one body, where the way the numbers take costs as much as the
 * formula.
 */
final class PointFieldForce implements FieldForce {

  private final BoundField field;
  private final int parameters;
  private final boolean timed;
  private final Kernel.Bound acceleration;
  private final double[] in;
  private final double[] out;

  PointFieldForce(BoundField field, int parameters, boolean timed) {
    this.field = field;
    this.parameters = parameters;
    this.timed = timed;
    this.acceleration = field.acceleration();
    // Enough for the tangent of the adjoint, which has most.
    this.in = new double[20];
    this.out = new double[2 * (7 + parameters)];
  }

  @Override
  public void acceleration(double t, double[][] x, double[][] a) {
    putTime(t, put(x, 0));
    acceleration.evaluate(in, out);
    take(a, 0);
  }

  @Override
  public void tangent(
      double t, double dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    int next = putTime(t, put(x, 0));
    putTime(dt, put(dx, next));
    field.tangent().evaluate(in, out);
    Center.settle(in, out);
    take(da, take(a, 0));
  }

  @Override
  public double adjoint(
      double t, double[][] x, double[][] aBar, double[][] xBar, double[][] a, double[] sums) {
    put(aBar, putTime(t, put(x, 0)));
    field.adjoint().evaluate(in, out);
    Center.settle(in, out);
    int next = take(xBar, take(a, 0));
    return takeShares(sums, next);
  }

  @Override
  public void adjointTangent(
      double t,
      double dt,
      double[][] x,
      double[][] dx,
      double[][] aBar,
      double[][] daBar,
      double[][] xBar,
      double[][] dxBar,
      double[][] a,
      double[][] da,
      double[] sums,
      double[] sumTangents,
      double[] time) {
    int next = put(aBar, putTime(t, put(x, 0)));
    put(daBar, putTime(dt, put(dx, next)));
    field.adjointTangent().evaluate(in, out);
    Center.settle(in, out);
    next = take(xBar, take(a, 0));
    time[0] = takeShares(sums, next);
    next += parameters + (timed ? 1 : 0);
    next = take(dxBar, take(da, next));
    time[1] = takeShares(sumTangents, next);
  }

  private int put(double[][] vector, int at) {
    in[at] = vector[0][0];
    in[at + 1] = vector[1][0];
    in[at + 2] = vector[2][0];
    return at + 3;
  }

  private int putTime(double time, int at) {
    if (timed) {
      in[at] = time;
    }
    return at + (timed ? 1 : 0);
  }

  private int take(double[][] vector, int at) {
    vector[0][0] = out[at];
    vector[1][0] = out[at + 1];
    vector[2][0] = out[at + 2];
    return at + 3;
  }

  private double takeShares(double[] sums, int at) {
    for (int k = 0; k < parameters; k++) {
      sums[k] += out[at + k];
    }
    return timed ? out[at + parameters] : 0;
  }
}
