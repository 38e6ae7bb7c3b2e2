// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.FieldPrograms;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;

/** One device's share of a run: a range of the bodies, the forces on them, and their sums. */
final class DeviceShare {

  private final int number;
  private final int from;
  private final int count;
  private final DeviceArrays arrays;
  private final SourceExchange exchange;
  private final EndTimeSums endTime;
  private final @Nullable FieldForce field;
  private final @Nullable PairForce pair;

  /**
   * A share.
   *
   * @param number the number of the device
   * @param from the first body
   * @param to one more than the last body
   * @param arrays on the device; their manager owns all that the share has
   */
  DeviceShare(
      int number,
      int from,
      int to,
      ForceModel model,
      ForceCotangent tangent,
      PairMemory memory,
      DeviceArrays arrays,
      SourceExchange exchange) {
    this.number = number;
    this.from = from;
    this.count = to - from;
    this.arrays = arrays;
    this.exchange = exchange;
    this.endTime = new EndTimeSums(arrays);
    FieldPrograms<FieldProgram> programs = FieldProgram.all(model.field());
    this.field =
        programs.isZero()
            ? null
            : new FieldForce(programs, model, tangent.parameters(), arrays, endTime);
    this.pair =
        model.sources() == 0 ? null : new PairForce(model, tangent, from, to, arrays, memory);
  }

  /** The first body. */
  int from() {
    return from;
  }

  /** The number of bodies. */
  int count() {
    return count;
  }

  NDManager manager() {
    return arrays.manager();
  }

  DeviceArrays arrays() {
    return arrays;
  }

  EndTimeSums endTime() {
    return endTime;
  }

  void acceleration(double t, DeviceVector x, DeviceVector a) {
    NDArray at = x.part(number);
    NDList sum = none(1);
    if (field != null) {
      sum = added(sum, new NDList(field.acceleration(t, at)));
    }
    if (pair != null) {
      PairForce force = pair;
      sum = added(sum, sources(x, y -> new NDList(force.acceleration(at, y))));
    }
    set(sum, a);
  }

  void tangent(
      double t, double dt, DeviceVector x, DeviceVector dx, DeviceVector a, DeviceVector da) {
    NDArray at = x.part(number);
    NDArray along = dx.part(number);
    NDList sum = none(2);
    if (field != null) {
      sum = added(sum, field.tangent(t, dt, at, along));
    }
    if (pair != null) {
      PairForce force = pair;
      sum = added(sum, sources(x, y -> sources(dx, dy -> force.tangent(at, y, along, dy))));
    }
    set(sum, a, da);
  }

  /**
   * Sets the acceleration and the cotangent of the positions, as far as this share knows it, and
   * adds the product of the two to the derivative with respect to the end time.
   *
   * @return what it has found about the positions of the sources, or null
   */
  @Nullable NDArray adjoint(
      double t,
      double timeRate,
      double productRate,
      DeviceVector x,
      DeviceVector aBar,
      DeviceVector xBar,
      DeviceVector a) {
    NDArray at = x.part(number);
    NDArray cotangent = aBar.part(number);
    NDArray found = null;
    NDList sum = none(2);
    if (field != null) {
      sum = added(sum, field.adjoint(t, timeRate, at, cotangent));
    }
    if (pair != null) {
      PairForce force = pair;
      NDList all = sources(x, y -> force.adjoint(at, y, cotangent));
      found = all.size() > 2 ? all.get(2) : null;
      sum = added(sum, new NDList(all.get(0), all.get(1)));
    }
    if (productRate != 0) {
      endTime.addDot(0, productRate, cotangent, sum.get(0));
    }
    set(sum, a, xBar);
    return found;
  }

  /**
   * Tangent of the reverse in the external field alone.
   *
   * @param in positions, cotangent of the acceleration, and the tangents of the two
   * @param out acceleration, cotangent of the positions, and the tangents of the two
   */
  void adjointTangent(double t, double timeRate, double dt, DeviceVector[] in, DeviceVector[] out) {
    NDList all = none(4);
    if (field != null) {
      NDList inputs = new NDList();
      for (DeviceVector vector : in) {
        inputs.add(vector.part(number));
      }
      all = added(all, field.adjointTangent(t, timeRate, dt, inputs));
    }
    set(all, out);
  }

  private NDList sources(DeviceVector vector, Function<NDArray, NDList> use) {
    return exchange.on(number, manager(), vector, use);
  }

  /** Zeros, in case there is no force. */
  private NDList none(int vectors) {
    NDList zeros = new NDList(vectors);
    if (field == null && pair == null) {
      for (int k = 0; k < vectors; k++) {
        zeros.add(arrays.zeros(3, count));
      }
    }
    return zeros;
  }

  private static NDList added(NDList first, NDList second) {
    if (first.isEmpty()) {
      return second;
    }
    NDList sums = new NDList(first.size());
    for (int k = 0; k < first.size(); k++) {
      sums.add(first.get(k).add(second.get(k)));
    }
    first.close();
    second.close();
    return sums;
  }

  private void set(NDList values, DeviceVector... targets) {
    for (int k = 0; k < targets.length; k++) {
      targets[k].set(number, values.get(k));
    }
  }

  /** Adds the sums of cotangents to a total on the host. */
  void addCotangents(ForceCotangent total) {
    if (field != null) {
      field.addSums(total.parameters());
    }
    if (pair != null) {
      pair.addSums(total);
    }
  }

  /** Adds the tangents of the sums to a total on the host. */
  void addCotangentTangents(ForceCotangent total) {
    if (field != null) {
      field.addSumTangents(total.parameters());
    }
  }

  void clear() {
    endTime.clear();
    if (field != null) {
      field.clear();
    }
    if (pair != null) {
      pair.clear();
    }
  }
}
