// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.cuda.CudaKernels.FieldProgram;
import org.odisseo.cuda.FieldKernel.Few;
import org.odisseo.engine.FieldFormulas.Kind;
import org.odisseo.engine.FieldPrograms;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;

/** The kernels of the field of one run: the last part of every force. */
final class FieldSums {

  private final Allocations memory;
  private final Launcher launcher;
  private final FieldPrograms<FieldProgram> field;
  private final FieldPrograms<FieldProgram> withPairs;
  private final IdentityHashMap<FieldProgram, Long> numbers = new IdentityHashMap<>();
  private final double constant;
  private final double[] shared;
  private final int bodies;
  private final int sources;
  private final int stride;
  private final Totals totals;

  /** The field of a run. */
  FieldSums(
      Allocations memory,
      Launcher launcher,
      CudaKernels kernels,
      ForceModel model,
      ForceCotangent tangent,
      int stride,
      Totals totals) {
    this.memory = memory;
    this.launcher = launcher;
    this.field = kernels.field(model.field());
    this.withPairs = kernels.fieldWithPairs(model.field());
    this.bodies = model.bodies();
    this.sources = model.sources();
    this.stride = stride;
    this.constant = model.gravitationalConstant();
    this.shared = model.shared(tangent.parameters());
    this.totals = totals;
  }

  void acceleration(@Nullable PairSums pairs, double t, CudaVector x, CudaVector a) {
    long[] slots = slots(pairs, 1);
    run(field.acceleration(), slots, new double[] {t}, new CudaVector[] {x}, a);
  }

  /** The acceleration by the field and the pairs, in one kernel. */
  void accelerationWithPairs(PairSums pairs, double t, CudaVector x, CudaVector a) {
    long[] slots = slots(null, 0);
    slots[Few.MASSES] = pairs.masses();
    slots[Few.PART] = (sources + 4 * Few.TEAM - 1) / (4 * Few.TEAM) * 4L;
    slots[Few.SAME] = pairs.isSame() ? 1 : 0;
    slots[Few.POSITIONS] = x.address();
    FieldProgram program = withPairs.acceleration();
    slots = filled(program, slots, new double[] {t}, new CudaVector[] {x}, a);
    int blocks = Launcher.blocks(bodies * Few.TEAM);
    launcher.runForBodies(program.kernel(), blocks, x, FieldKernel.OPERATIONS, slots);
  }

  void tangent(
      @Nullable PairSums pairs,
      double t,
      double dt,
      CudaVector x,
      CudaVector dx,
      CudaVector a,
      CudaVector da) {
    long[] slots = slots(pairs, 2);
    run(field.tangent(), slots, new double[] {t, dt}, new CudaVector[] {x, dx}, a, da);
  }

  /** Sets the acceleration and the cotangent of the positions, and adds to the totals. */
  void adjoint(
      @Nullable PairSums pairs,
      double t,
      double timeRate,
      CudaVector x,
      CudaVector aBar,
      CudaVector xBar,
      CudaVector a) {
    long[] slots = slots(pairs, pairs == null ? 0 : pairs.vectorsOfAdjoint());
    slots[FieldKernel.TOTALS] = totals.address();
    slots[FieldKernel.TIME_RATE] = Launcher.number(timeRate);
    run(field.adjoint(), slots, new double[] {t}, new CudaVector[] {x, aBar}, a, xBar);
  }

  /**
   * The tangent of {@link #adjoint} in the field alone.
   *
   * @param inputs positions, cotangent of the acceleration, and the tangents of the two
   * @param outputs acceleration, cotangent of the positions, and the tangents of the two
   */
  void adjointTangent(
      double t, double timeRate, double dt, CudaVector[] inputs, CudaVector... outputs) {
    long[] slots = slots(null, 0);
    slots[FieldKernel.TOTALS] = totals.address();
    slots[FieldKernel.TIME_RATE] = Launcher.number(timeRate);
    run(field.adjointTangent(), slots, new double[] {t, dt}, inputs, outputs);
  }

  /** What does not depend on the kernel. */
  private long[] slots(@Nullable PairSums pairs, int added) {
    long[] slots = new long[FieldKernel.FIRST];
    slots[FieldKernel.BODIES] = bodies;
    slots[FieldKernel.SOURCES] = sources;
    slots[FieldKernel.STRIDE] = stride;
    if (pairs != null) {
      slots[FieldKernel.PARTIAL_SUMS] = pairs.partial();
      slots[FieldKernel.CHUNKS_OF_SOURCES] = pairs.low();
      slots[FieldKernel.CHUNKS_OF_OTHERS] = pairs.high();
      slots[FieldKernel.ROWS] = pairs.rows();
      slots[FieldKernel.VECTORS_OF_PAIRS] = added;
      slots[FieldKernel.SOFTENINGS] = pairs.softenings();
      slots[FieldKernel.GRAVITATIONAL_CONSTANT] = Launcher.number(constant);
    }
    return slots;
  }

  private void run(
      FieldProgram program,
      long[] first,
      double[] times,
      CudaVector[] inputs,
      CudaVector... outputs) {
    long[] slots = filled(program, first, times, inputs, outputs);
    launcher.runForBodies(program.kernel(), FieldKernel.OPERATIONS, slots);
  }

  /** The slots with numbers, inputs and outputs. */
  private long[] filled(
      FieldProgram program,
      long[] first,
      double[] times,
      CudaVector[] inputs,
      CudaVector... outputs) {
    List<Kind> kinds = program.text().inputs();
    long[] slots = Arrays.copyOf(first, FieldKernel.FIRST + kinds.size() + outputs.length);
    slots[FieldKernel.NUMBERS] = numbers.computeIfAbsent(program, this::numbers);
    int slot = FieldKernel.FIRST;
    int vector = 0;
    int time = 0;
    for (Kind kind : kinds) {
      slots[slot++] =
          kind == Kind.VECTOR ? inputs[vector++].address() : Launcher.number(times[time++]);
    }
    for (CudaVector output : outputs) {
      slots[slot++] = output.address();
    }
    return slots;
  }

  private long numbers(FieldProgram program) {
    return memory.reals(program.text().numbers().at(shared));
  }
}
