// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.IdentityHashMap;
import org.odisseo.engine.FieldPrograms;
import org.odisseo.engine.ForceModel;

/** The external field of one run on a device, with the sums of cotangents. */
final class FieldForce {

  private final FieldPrograms<FieldProgram> programs;
  private final DeviceArrays arrays;
  private final EndTimeSums endTime;
  private final NDManager host;
  private final double[] shared;
  private final int parameters;
  private final IdentityHashMap<FieldProgram, NDList> numbers = new IdentityHashMap<>();
  private NDArray sums;
  private NDArray sumTangents;

  /**
   * The field in one run.
   *
   * @param arrays on the device of the bodies
   * @param endTime where cotangents of the time count towards
   */
  FieldForce(
      FieldPrograms<FieldProgram> programs,
      ForceModel model,
      double[] parameterTangents,
      DeviceArrays arrays,
      EndTimeSums endTime) {
    this.programs = programs;
    this.arrays = arrays;
    this.endTime = endTime;
    this.host = arrays.manager().newSubManager(Device.cpu());
    this.parameters = model.parameters().size();
    this.shared = model.shared(parameterTangents);
    this.sums = arrays.sums(parameters);
    this.sumTangents = arrays.sums(parameters);
  }

  private NDList run(FieldProgram program, NDList vectors, double... times) {
    NDList bound = numbers.computeIfAbsent(program, p -> p.numbers(host, shared));
    return program.run(arrays.manager(), vectors, times, bound);
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
   * @param timeRate the derivative of the time with respect to the end time
   */
  NDList adjoint(double t, double timeRate, NDArray x, NDArray cotangent) {
    NDList all = run(programs.adjoint(), new NDList(x, cotangent), t);
    if (all.size() > 2) {
      addTimePart(0, timeRate, all.get(2));
      sums = added(sums, all.get(2));
    }
    return new NDList(all.get(0), all.get(1));
  }

  /**
   * What {@link #adjoint} gives, and the tangents of both.
   *
   * @param vectors positions, cotangent, and the tangents of the two
   * @param timeRate the derivative of the time with respect to the end time
   */
  NDList adjointTangent(double t, double timeRate, double dt, NDList vectors) {
    NDList all = run(programs.adjointTangent(), vectors, t, dt);
    if (all.size() > 4) {
      int count = parameters + (programs.timeDependent() ? 1 : 0);
      try (NDArray both = all.get(4)) {
        NDArray first = both.get("0:" + count);
        NDArray second = both.get(count + ":");
        addTimePart(0, timeRate, first);
        addTimePart(1, timeRate, second);
        sums = added(sums, first);
        sumTangents = added(sumTangents, second);
      }
    }
    return new NDList(all.get(0), all.get(1), all.get(2), all.get(3));
  }

  /** Counts the last of the sums towards the end time, if the field depends on the time. */
  private void addTimePart(int part, double timeRate, NDArray all) {
    if (programs.timeDependent() && timeRate != 0) {
      endTime.add(part, timeRate, all.get(parameters));
    }
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

  /** Adds what has been summed up for each parameter to a total on the host. */
  void addSums(double[] total) {
    add(sums, total);
  }

  /** Adds the tangents of the sums to a total on the host. */
  void addSumTangents(double[] total) {
    add(sumTangents, total);
  }

  private void add(NDArray part, double[] total) {
    double[] values = arrays.toHost(part);
    for (int i = 0; i < values.length; i++) {
      total[i] += values[i];
    }
  }

  void clear() {
    sums.close();
    sumTangents.close();
    sums = arrays.sums(parameters);
    sumTangents = arrays.sums(parameters);
  }
}
