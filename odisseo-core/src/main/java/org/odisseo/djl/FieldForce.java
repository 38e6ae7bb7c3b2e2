// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.IdentityHashMap;
import org.odisseo.engine.ForceModel;

/** The external field of one run on a device, with the sums of cotangents. */
final class FieldForce {

  private final FieldPrograms programs;
  private final NDManager manager;
  private final NDManager host;
  private final double[] shared;
  private final int parameters;
  private final IdentityHashMap<FieldProgram, NDList> numbers = new IdentityHashMap<>();
  private NDArray sums;
  private NDArray sumTangents;

  FieldForce(
      FieldPrograms programs, ForceModel model, double[] parameterTangents, NDManager manager) {
    this.programs = programs;
    this.manager = manager;
    this.host = manager.newSubManager(Device.cpu());
    this.parameters = model.parameters().size();
    this.shared = new double[1 + 2 * parameters];
    shared[0] = model.gravitationalConstant();
    System.arraycopy(model.parameters().toArray(), 0, shared, 1, parameters);
    System.arraycopy(parameterTangents, 0, shared, 1 + parameters, parameters);
    this.sums = zeros();
    this.sumTangents = zeros();
  }

  private NDArray zeros() {
    return manager.zeros(new Shape(parameters), DataType.FLOAT64);
  }

  private NDList run(FieldProgram program, NDList vectors, double... times) {
    NDList bound = numbers.computeIfAbsent(program, p -> p.numbers(host, shared));
    return program.run(manager, vectors, times, bound);
  }

  NDArray acceleration(double t, NDArray x) {
    return run(programs.acceleration(), new NDList(x), t).head();
  }

  /** The acceleration and its tangent. */
  NDList tangent(double t, double dt, NDArray x, NDArray dx) {
    return run(programs.tangent(), new NDList(x, dx), t, dt);
  }

  /**
   * The acceleration and the cotangent of the positions.
   *
   * @param time set to the cotangent of the time
   */
  NDList adjoint(double t, NDArray x, NDArray cotangent, double[] time) {
    NDList all = run(programs.adjoint(), new NDList(x, cotangent), t);
    if (all.size() > 2) {
      time[0] = timePart(all.get(2));
      sums = added(sums, all.get(2));
    }
    return new NDList(all.get(0), all.get(1));
  }

  /**
   * What {@link #adjoint} gives, and the tangents of both.
   *
   * @param vectors positions, cotangent, and the tangents of the two
   * @param time set to the cotangent of the time and its tangent
   */
  NDList adjointTangent(double t, double dt, NDList vectors, double[] time) {
    NDList all = run(programs.adjointTangent(), vectors, t, dt);
    if (all.size() > 4) {
      int count = parameters + (programs.timeDependent() ? 1 : 0);
      try (NDArray both = all.get(4)) {
        NDArray first = both.get("0:" + count);
        NDArray second = both.get(count + ":");
        time[0] = timePart(first);
        time[1] = timePart(second);
        sums = added(sums, first);
        sumTangents = added(sumTangents, second);
      }
    }
    return new NDList(all.get(0), all.get(1), all.get(2), all.get(3));
  }

  /** The last of the sums, if the field depends on the time. */
  private double timePart(NDArray all) {
    return programs.timeDependent() ? all.getDouble(parameters) : 0;
  }

  private NDArray added(NDArray total, NDArray all) {
    if (parameters == 0) {
      all.close();
      return total;
    }
    try (total;
        all;
        NDArray part = all.get("0:" + parameters)) {
      return total.add(part);
    }
  }

  /** What has been summed up for each parameter. */
  double[] sums() {
    return sums.toDoubleArray();
  }

  /** The tangents of the sums. */
  double[] sumTangents() {
    return sumTangents.toDoubleArray();
  }

  void clear() {
    sums.close();
    sumTangents.close();
    sums = zeros();
    sumTangents = zeros();
  }
}
