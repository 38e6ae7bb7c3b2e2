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
 * nothing attracts: partial sums over pairs, then the field, which adds them up. For few bodies the
 * acceleration takes one that does both.
 */
final class CudaSession implements Session<CudaVector> {

  /** Frees the memory of runs whose gradient was never asked for. */
  private static final Cleaner CLEANER = Cleaner.create();

  /** Rows are padded so that kernels can read several numbers at a time. */
  private static final int PADDING = 32;

  private final int bodies;
  private final int stride;
  private final boolean few;
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

  /** Takes the acceleration where it is not asked for. */
  private final CudaVector unwanted;

  /**
   * A run.
   *
   * @param few whether there are so few bodies that pairs and field are better in one kernel
   */
  CudaSession(
      CudaKernels all, boolean single, boolean few, ForceModel model, ForceCotangent tangent) {
    this.bodies = model.bodies();
    this.stride = (bodies + PADDING - 1) / PADDING * PADDING;
    this.few = few;
    this.machine = all.machine();
    this.memory = new Allocations(machine, single);
    this.cleanable = CLEANER.register(this, memory);
    try {
      this.kernels = all.vectors();
      long spare = few ? memory.reals(3L * stride) : 0;
      this.launcher = new Launcher(machine, kernels, bodies, stride, spare);
      this.staging = memory.buffer(3 * stride);
      this.pairs =
          model.sources() == 0
              ? null
              : new PairSums(machine, memory, launcher, all, model, tangent, stride);
      int parameters = model.parameters().size();
      int rows = Math.max(2, parameters);
      this.lanes = new Lanes(memory, launcher, kernels, bodies, stride, rows);
      this.totals = new Totals(memory, lanes, parameters, pairs == null, bodies, stride);
      this.field = new FieldSums(memory, launcher, all, model, tangent, stride, totals);
      this.unwanted = new CudaVector(memory.reals(3L * stride));
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /** A GPU that has failed may not answer any more. */
  private void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Begins something that uses the memory of the session, after all that waits. */
  private void enter() {
    machine.enter();
    launcher.flush();
  }

  @Override
  public void acceleration(double t, CudaVector x, CudaVector a) {
    if (pairs != null && few) {
      field.accelerationWithPairs(pairs, t, x, a);
      return;
    }
    if (pairs != null) {
      pairs.acceleration(x);
    }
    field.acceleration(pairs, t, x, a);
  }

  @Override
  public void tangent(
      double t, double dt, CudaVector x, CudaVector dx, CudaVector a, CudaVector da) {
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
    if (pairs != null) {
      pairs.adjoint(x, aBar);
    }
    field.adjoint(pairs, t, timeRate, x, aBar, xBar, a);
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
    CudaVector[] inputs = {x, aBar, dx, daBar};
    field.adjointTangent(t, timeRate, dt, inputs, a, xBar, da, dxBar);
  }

  @Override
  public ForceCotangent cotangent() {
    enter();
    return totals.cotangent();
  }

  @Override
  public ForceCotangent cotangentTangent() {
    enter();
    return totals.cotangentTangent();
  }

  @Override
  public void clearCotangents() {
    enter();
    totals.clear(machine);
  }

  @Override
  public int bodies() {
    return bodies;
  }

  @Override
  public CudaVector[] vectors(int count) {
    CudaVector[] all = new CudaVector[count];
    Arrays.setAll(all, i -> new CudaVector(memory.reals(3L * stride)));
    return all;
  }

  @Override
  public void write(double[][] source, CudaVector target) {
    enter();
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < stride; i++) {
        memory.put(staging, row * stride + i, i < bodies ? source[row][i] : 0);
      }
    }
    machine.write(staging, target.address(), vectorBytes());
  }

  @Override
  public void read(CudaVector source, double[][] target) {
    enter();
    machine.read(source.address(), staging, vectorBytes());
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < bodies; i++) {
        target[row][i] = memory.get(staging, row * stride + i);
      }
    }
  }

  @Override
  public void combine(CudaVector[] vectors, int target, int[] operands, double[] coefficients) {
    launcher.combine(vectors[target], vectors, operands, coefficients);
  }

  @Override
  public void addDot(int part, double weight, CudaVector a, CudaVector b) {
    launcher.addProducts(totals.row(part), weight, a, b);
  }

  @Override
  public double[] endTime() {
    enter();
    return totals.endTimes();
  }

  @Override
  public boolean isFinite(CudaVector vector) {
    long address = vector.address();
    launcher.run(kernels.findNotFinite(), lanes.blocks(), 1, 3L * stride, address, lanes.address());
    return lanes.largest() == 0;
  }

  /** From 256 to 4: a look waits for all that the machine has still to do. */
  @Override
  public int stepsBetweenLooks() {
    return Math.max(4, Math.min(256, (1 << 20) / bodies));
  }

  @Override
  public double errorNorm(CudaVector[] all, StepError step) {
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
    launcher.run(kernels.errorLanes(), lanes.blocks(), 1, slots);
    return lanes.largest();
  }

  @Override
  public Store<CudaVector> store(int places) {
    return new CudaStore(memory, launcher, vectorBytes(), places);
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
