// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.StepError;
import org.odisseo.engine.Store;

/**
 * A run in the memory of a machine. A force takes two kernels, of which the first is left out if
 * nothing attracts: partial sums over pairs, then the field, which adds them up.
 */
final class CudaSession implements Session<CudaVector> {

  /** Frees the memory of runs whose gradient was never asked for. */
  private static final Cleaner CLEANER = Cleaner.create();

  /** Rows are padded so that kernels can read several numbers at a time. */
  private static final int PADDING = 32;

  private final ForceModel model;
  private final int bodies;
  private final int stride;
  private final Machine machine;
  private final Launcher launcher;
  private final VectorKernels kernels;
  private final Allocations memory;
  private final Cleaner.Cleanable cleanable;
  private final @Nullable PairSums pairs;
  private final FieldSums field;
  private final Lanes lanes;
  private final Totals totals;
  private final ByteBuffer staging;
  private final long answer;

  /** Takes the acceleration where it is not asked for. */
  private final CudaVector unwanted;

  CudaSession(CudaKernels all, boolean single, ForceModel model, ForceCotangent tangent) {
    this.model = model;
    this.bodies = model.bodies();
    this.stride = (bodies + PADDING - 1) / PADDING * PADDING;
    this.machine = all.machine();
    this.launcher = new Launcher(machine);
    this.memory = new Allocations(machine, single);
    this.cleanable = CLEANER.register(this, memory);
    machine.enter();
    try {
      this.kernels = all.vectors();
      this.staging = memory.buffer(3 * stride);
      this.pairs =
          model.sources() == 0
              ? null
              : new PairSums(machine, memory, launcher, all, model, tangent, stride);
      this.field = new FieldSums(memory, launcher, all, model, tangent, stride);
      this.lanes = new Lanes(memory, launcher, kernels, 3L * stride, 2 * field.rows() + 1);
      this.totals = new Totals(memory, model.parameters().size(), bodies);
      this.answer = memory.doubles(1);
      this.unwanted = new CudaVector(memory.reals(3L * stride));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void acceleration(double t, CudaVector x, CudaVector a) {
    machine.enter();
    if (pairs != null) {
      pairs.acceleration(x);
    }
    field.acceleration(pairs, t, x, a);
  }

  @Override
  public void tangent(
      double t, double dt, CudaVector x, CudaVector dx, CudaVector a, CudaVector da) {
    machine.enter();
    if (pairs != null) {
      pairs.tangent(x, dx);
    }
    field.tangent(pairs, t, dt, x, dx, a, da);
  }

  @Override
  public void adjoint(
      double t,
      double timeRate,
      double productRate,
      CudaVector x,
      CudaVector aBar,
      CudaVector xBar) {
    adjointAndAcceleration(t, timeRate, x, aBar, xBar, unwanted);
    if (productRate != 0) {
      addDot(0, productRate, aBar, unwanted);
    }
  }

  @Override
  public void adjointAndAcceleration(
      double t, double timeRate, CudaVector x, CudaVector aBar, CudaVector xBar, CudaVector a) {
    machine.enter();
    if (pairs != null) {
      pairs.adjoint(x, aBar, totals.masses(), totals.softenings());
    }
    field.adjoint(pairs, t, x, aBar, xBar, a);
    addShares(0, timeRate);
  }

  @Override
  public void adjointTangent(
      double t,
      double timeRate,
      double dt,
      CudaVector x,
      CudaVector dx,
      CudaVector aBar,
      CudaVector daBar,
      CudaVector xBar,
      CudaVector dxBar,
      CudaVector a,
      CudaVector da) {
    if (pairs != null) {
      throw new UnsupportedOperationException(
          "second derivatives of the mutual attraction are not there");
    }
    machine.enter();
    field.adjointTangent(t, dt, new CudaVector[] {x, aBar, dx, daBar}, a, xBar, da, dxBar);
    addShares(0, timeRate);
    addShares(1, timeRate);
  }

  /** Adds up the shares of all bodies in the derivatives, or in their tangents. */
  private void addShares(int part, double timeRate) {
    int rows = field.rows();
    if (rows == 0) {
      return;
    }
    long first = field.shares() + (long) part * rows * stride * memory.realBytes();
    lanes.fill(bodies, stride, first, rows);
    lanes.add(
        rows,
        totals.parameters(part),
        model.parameters().size(),
        field.timeRow(),
        timeRate,
        totals.endTime(part));
  }

  @Override
  public ForceCotangent cotangent() {
    machine.enter();
    return totals.cotangent();
  }

  @Override
  public ForceCotangent cotangentTangent() {
    machine.enter();
    return totals.cotangentTangent();
  }

  @Override
  public void clearCotangents() {
    machine.enter();
    totals.clear(machine);
  }

  @Override
  public int bodies() {
    return bodies;
  }

  @Override
  public CudaVector[] vectors(int count) {
    machine.enter();
    CudaVector[] all = new CudaVector[count];
    Arrays.setAll(all, i -> new CudaVector(memory.reals(3L * stride)));
    return all;
  }

  @Override
  public void write(double[][] source, CudaVector target) {
    machine.enter();
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < stride; i++) {
        memory.put(staging, row * stride + i, i < bodies ? source[row][i] : 0);
      }
    }
    machine.write(staging, target.address(), vectorBytes());
  }

  @Override
  public void read(CudaVector source, double[][] target) {
    machine.enter();
    machine.read(source.address(), staging, vectorBytes());
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < bodies; i++) {
        target[row][i] = memory.get(staging, row * stride + i);
      }
    }
  }

  @Override
  public void combine(CudaVector[] vectors, int target, int[] operands, double[] coefficients) {
    machine.enter();
    long[] slots = new long[3 + 2 * operands.length];
    slots[0] = 3L * stride;
    slots[1] = vectors[target].address();
    slots[2] = operands.length;
    for (int k = 0; k < operands.length; k++) {
      slots[3 + 2 * k] = vectors[operands[k]].address();
      slots[4 + 2 * k] = Launcher.number(coefficients[k]);
    }
    launcher.run(kernels.combine(), 3 * stride, slots);
  }

  @Override
  public void addDot(int part, double weight, CudaVector a, CudaVector b) {
    machine.enter();
    launcher.run(
        kernels.dotLanes(), lanes.count(), 3L * stride, a.address(), b.address(), lanes.address());
    lanes.add(1, 0, 0, 0, weight, totals.endTime(part));
  }

  @Override
  public double[] endTime() {
    machine.enter();
    return totals.endTimes();
  }

  @Override
  public boolean isFinite(CudaVector vector) {
    machine.enter();
    machine.clear(answer, Double.BYTES);
    launcher.run(kernels.findNotFinite(), lanes.count(), 3L * stride, vector.address(), answer);
    return memory.readDoubles(answer, 1)[0] == 0;
  }

  /** From 32 to 4: a look waits for all that the machine has still to do. */
  @Override
  public int stepsBetweenLooks() {
    return Math.max(4, Math.min(32, (1 << 18) / bodies));
  }

  @Override
  public double errorNorm(CudaVector[] all, StepError step) {
    machine.enter();
    int[] coarse = step.coarse();
    long[] slots = {
      bodies,
      stride,
      lanes.address(),
      Launcher.number(step.relative()),
      Launcher.number(step.absolute()[0]),
      Launcher.number(step.absolute()[1]),
      all[step.before()[0]].address(),
      all[step.before()[1]].address(),
      all[step.after()[0]].address(),
      all[step.after()[1]].address(),
      all[step.error()[0]].address(),
      all[step.error()[1]].address(),
      coarse.length == 0 ? 0 : 1,
      coarse.length == 0 ? 0 : all[coarse[0]].address(),
      coarse.length == 0 ? 0 : all[coarse[1]].address()
    };
    launcher.run(kernels.errorLanes(), lanes.count(), slots);
    lanes.largest(answer);
    return memory.readDoubles(answer, 1)[0];
  }

  @Override
  public Store<CudaVector> store(int places) {
    return new CudaStore(machine, memory, vectorBytes(), places);
  }

  @Override
  public long vectorBytes() {
    return 3L * stride * memory.realBytes();
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
