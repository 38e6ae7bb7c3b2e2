// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import org.odisseo.concurrent.Workers;

/** The external field of one run. Results are set, sums are added to. */
interface FieldForce {

  /** The force on the bodies of a model, on the given threads. */
  static FieldForce of(
      FieldKernels kernels, ForceModel model, double[] parameterTangents, Workers workers) {
    int parameters = model.parameters().size();
    BoundField field = kernels.bind(model, parameterTangents);
    boolean timed = kernels.timeDependent();
    return model.bodies() == 1
        ? new PointFieldForce(field, parameters, timed)
        : new ManyFieldForce(field, parameters, timed, model.bodies(), workers);
  }

  /** Sets the acceleration. */
  void acceleration(double t, double[][] x, double[][] a);

  /** Sets the acceleration and its tangent. */
  void tangent(double t, double dt, double[][] x, double[][] dx, double[][] a, double[][] da);

  /**
   * Sets the cotangent of the positions and the acceleration.
   *
   * @param sums the cotangents of the parameters are added to these
   * @return the cotangent of the time
   */
  double adjoint(
      double t, double[][] x, double[][] aBar, double[][] xBar, double[][] a, double[] sums);

  /**
   * The tangent of {@link #adjoint} with everything in it.
   *
   * @param time two numbers, set to the cotangent of the time and its tangent
   */
  void adjointTangent(
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
      double[] time);
}
