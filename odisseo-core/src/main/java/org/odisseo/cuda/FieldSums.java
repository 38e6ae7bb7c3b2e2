// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;

/** The kernels of the field of one run: the last part of every force. */
final class FieldSums {

  private final Allocations memory;
  private final Launcher launcher;
  private final CudaKernels.Field field;
  private final Map<CudaKernels.Program, Long> numbers = new HashMap<>();
  private final double[] shared;
  private final int bodies;
  private final int sources;
  private final int stride;
  private final int parameters;
  private final long shares;

  /** The field of a run. */
  FieldSums(
      Allocations memory,
      Launcher launcher,
      CudaKernels kernels,
      ForceModel model,
      ForceCotangent tangent,
      int stride) {
    this.memory = memory;
    this.launcher = launcher;
    this.field = kernels.field(model.field());
    this.bodies = model.bodies();
    this.sources = model.sources();
    this.stride = stride;
    this.parameters = model.parameters().size();
    this.shared = new double[1 + 2 * parameters];
    shared[0] = model.gravitationalConstant();
    System.arraycopy(model.parameters().toArray(), 0, shared, 1, parameters);
    System.arraycopy(tangent.parameters(), 0, shared, 1 + parameters, parameters);
    this.shares = memory.reals(2L * rows() * stride);
  }

  /** Rows of shares in the sums of one derivative: the parameters, and the time if there is one. */
  int rows() {
    return parameters + (field.timeDependent() ? 1 : 0);
  }

  /** Which of these rows belongs to the time, or -1. */
  int timeRow() {
    return field.timeDependent() ? parameters : -1;
  }

  /** Where the shares are, rows of {@code stride} real numbers. */
  long shares() {
    return shares;
  }

  void acceleration(@Nullable PairSums pairs, double t, CudaVector x, CudaVector a) {
    run(field.acceleration(), pairs, 1, new double[] {t}, new CudaVector[] {x}, a);
  }

  void tangent(
      @Nullable PairSums pairs,
      double t,
      double dt,
      CudaVector x,
      CudaVector dx,
      CudaVector a,
      CudaVector da) {
    run(field.tangent(), pairs, 2, new double[] {t, dt}, new CudaVector[] {x, dx}, a, da);
  }

  /** Sets the acceleration and the cotangent of the positions, and leaves shares in sums. */
  void adjoint(
      @Nullable PairSums pairs,
      double t,
      CudaVector x,
      CudaVector aBar,
      CudaVector xBar,
      CudaVector a) {
    int added = pairs == null ? 0 : pairs.vectorsOfAdjoint();
    run(field.adjoint(), pairs, added, new double[] {t}, new CudaVector[] {x, aBar}, a, xBar);
  }

  /**
   * Leaves shares in two lots of sums.
   *
   * @param inputs positions, cotangent of the acceleration, and the tangents of the two
   * @param outputs acceleration, cotangent of the positions, and the tangents of the two
   */
  void adjointTangent(double t, double dt, CudaVector[] inputs, CudaVector... outputs) {
    run(field.adjointTangent(), null, 0, new double[] {t, dt}, inputs, outputs);
  }

  private void run(
      CudaKernels.Program program,
      @Nullable PairSums pairs,
      int added,
      double[] times,
      CudaVector[] inputs,
      CudaVector... outputs) {
    String kinds = program.inputs();
    long[] slots = new long[FieldKernel.FIRST + kinds.length() + outputs.length];
    slots[0] = bodies;
    slots[1] = sources;
    slots[2] = stride;
    if (pairs != null) {
      slots[3] = pairs.partial();
      slots[4] = pairs.low();
      slots[5] = pairs.high();
      slots[6] = pairs.rows();
      slots[9] = added;
    }
    slots[7] = numbers.computeIfAbsent(program, this::numbers);
    slots[8] = shares;
    int slot = FieldKernel.FIRST;
    int vector = 0;
    int time = 0;
    for (String kind : kinds.split("")) {
      slots[slot++] =
          kind.equals("v") ? inputs[vector++].address() : Launcher.number(times[time++]);
    }
    for (CudaVector output : outputs) {
      slots[slot++] = output.address();
    }
    launcher.run(program.kernel(), bodies, slots);
  }

  private long numbers(CudaKernels.Program program) {
    double[] values = program.numbers(shared);
    return memory.reals(values, values.length, 0);
  }
}
