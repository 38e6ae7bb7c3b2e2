// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.odisseo.concurrent.Workers;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.StepError;
import org.odisseo.engine.Store;

/**
 * A run on one or several devices, which have about equal shares of the bodies. Forces are
 * evaluated with as many threads as devices; what is quick is done by the calling thread, device
 * after device. To the host come the vectors and norms that the run asks for, answers to whether
 * numbers are finite, and sums of cotangents when a sweep back is over.
 */
final class DjlSession implements Session<DeviceVector> {

  /** Frees the memory of runs whose gradient was never asked for. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final ForceModel model;
  private final int bodies;
  private final DjlEngine engine;
  private final Workers workers;
  private final PyTorch.Program vectors = PyTorch.Program.of(TorchScript.source("vectors.py"));
  private final SourceExchange exchange;
  private final List<DeviceShare> shares = new ArrayList<>();
  private final Cleaner.Cleanable cleanable;

  /** Takes the acceleration where it is not asked for. */
  private final DeviceVector unwanted;

  DjlSession(DjlEngine engine, ForceModel model, ForceCotangent tangent) {
    this.model = model;
    this.bodies = model.bodies();
    this.engine = engine;
    this.workers = engine.workers();
    int count = Math.max(1, Math.min(engine.devices().size(), bodies));
    this.exchange = new SourceExchange(model.sources(), count);
    List<NDManager> owners = new ArrayList<>();
    this.cleanable = CLEANER.register(this, () -> owners.forEach(NDManager::close));
    try {
      for (int k = 0; k < count; k++) {
        NDManager owner = Backend.newManager(engine.devices().get(k));
        owners.add(owner);
        shares.add(share(k, count, owner, tangent));
      }
      unwanted = vectors(1)[0];
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private DeviceShare share(int k, int count, NDManager owner, ForceCotangent tangent) {
    int from = (int) ((long) bodies * k / count);
    int to = (int) ((long) bodies * (k + 1) / count);
    DeviceArrays arrays = new DeviceArrays(owner, engine.type(), engine.copied());
    return new DeviceShare(k, from, to, model, tangent, engine.pairMemory(), arrays, exchange);
  }

  /** Does something for each share, with as many threads. */
  private void forEach(IntConsumer task) {
    workers.forRange(shares.size(), 1, (from, to) -> task.accept(from));
  }

  @Override
  public void acceleration(double t, DeviceVector x, DeviceVector a) {
    forEach(k -> shares.get(k).acceleration(t, x, a));
  }

  @Override
  public void tangent(
      double t, double dt, DeviceVector x, DeviceVector dx, DeviceVector a, DeviceVector da) {
    forEach(k -> shares.get(k).tangent(t, dt, x, dx, a, da));
  }

  @Override
  public void adjoint(
      double t,
      double timeRate,
      double productRate,
      DeviceVector x,
      DeviceVector aBar,
      DeviceVector xBar) {
    reverse(t, timeRate, productRate, x, aBar, xBar, unwanted);
  }

  @Override
  public void adjointAndAcceleration(
      double t,
      double timeRate,
      DeviceVector x,
      DeviceVector aBar,
      DeviceVector xBar,
      DeviceVector a) {
    reverse(t, timeRate, 0, x, aBar, xBar, a);
  }

  private void reverse(
      double t,
      double timeRate,
      double productRate,
      DeviceVector x,
      DeviceVector aBar,
      DeviceVector xBar,
      DeviceVector a) {
    @Nullable NDArray[] found = new NDArray[shares.size()];
    forEach(k -> found[k] = shares.get(k).adjoint(t, timeRate, productRate, x, aBar, xBar, a));
    if (model.sources() > 0 && model.attractionFollowsPositions()) {
      exchange.collect(shares, found, xBar);
    }
  }

  @Override
  public void adjointTangent(
      double t,
      double timeRate,
      double dt,
      DeviceVector x,
      DeviceVector dx,
      DeviceVector aBar,
      DeviceVector daBar,
      DeviceVector xBar,
      DeviceVector dxBar,
      DeviceVector a,
      DeviceVector da) {
    if (model.sources() > 0) {
      throw new UnsupportedOperationException(
          "second derivatives of the mutual attraction are not there");
    }
    DeviceVector[] in = {x, aBar, dx, daBar};
    DeviceVector[] out = {a, xBar, da, dxBar};
    forEach(k -> shares.get(k).adjointTangent(t, timeRate, dt, in, out));
  }

  @Override
  public ForceCotangent cotangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    shares.forEach(share -> share.addCotangents(total));
    return total;
  }

  @Override
  public ForceCotangent cotangentTangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    shares.forEach(share -> share.addCotangentTangents(total));
    return total;
  }

  @Override
  public void clearCotangents() {
    shares.forEach(DeviceShare::clear);
  }

  @Override
  public int bodies() {
    return bodies;
  }

  @Override
  public DeviceVector[] vectors(int count) {
    DeviceVector[] all = new DeviceVector[count];
    for (int i = 0; i < count; i++) {
      all[i] = new DeviceVector(shares.stream().map(DjlSession::zeros).toArray(NDArray[]::new));
    }
    return all;
  }

  private static NDArray zeros(DeviceShare share) {
    return share.arrays().zeros(3, share.count());
  }

  @Override
  public void write(double[][] source, DeviceVector target) {
    for (int k = 0; k < shares.size(); k++) {
      DeviceShare share = shares.get(k);
      int count = share.count();
      double[] flat = new double[3 * count];
      for (int row = 0; row < 3; row++) {
        System.arraycopy(source[row], share.from(), flat, row * count, count);
      }
      target.set(k, share.arrays().of(flat, new Shape(3, count)));
    }
  }

  @Override
  public void read(DeviceVector source, double[][] target) {
    for (int k = 0; k < shares.size(); k++) {
      DeviceShare share = shares.get(k);
      int count = share.count();
      double[] flat = share.arrays().toHost(source.part(k));
      for (int row = 0; row < 3; row++) {
        System.arraycopy(flat, row * count, target[row], share.from(), count);
      }
    }
  }

  @Override
  public void combine(DeviceVector[] all, int target, int[] operands, double[] coefficients) {
    for (int k = 0; k < shares.size(); k++) {
      DeviceShare share = shares.get(k);
      if (operands.length == 0) {
        all[target].set(k, zeros(share));
      } else {
        NDList list = list(k, all, operands);
        all[target].set(k, vectors.infer(share.manager(), "combine", list, coefficients).head());
      }
    }
  }

  private static NDList list(int share, DeviceVector[] all, int[] numbers) {
    NDList list = new NDList(numbers.length);
    for (int i : numbers) {
      list.add(all[i].part(share));
    }
    return list;
  }

  @Override
  public void addDot(int part, double weight, DeviceVector a, DeviceVector b) {
    for (int k = 0; k < shares.size(); k++) {
      shares.get(k).endTime().addDot(part, weight, a.part(k), b.part(k));
    }
  }

  @Override
  public double[] endTime() {
    double[] total = new double[2];
    shares.forEach(share -> share.endTime().addTo(total));
    return total;
  }

  @Override
  public boolean isFinite(DeviceVector vector) {
    boolean finite = true;
    for (int k = 0; k < shares.size(); k++) {
      DeviceShare share = shares.get(k);
      NDList answer = vectors.infer(share.manager(), "is_finite", vector.part(k));
      try (NDArray all = answer.head()) {
        finite &= share.arrays().isTrue(all);
      }
    }
    return finite;
  }

  /** From 32 to 4: a look waits for all that the device has still to do. */
  @Override
  public int stepsBetweenLooks() {
    return Math.max(4, Math.min(32, (1 << 18) / bodies));
  }

  @Override
  public double errorNorm(DeviceVector[] all, StepError step) {
    double largest = 0;
    for (int k = 0; k < shares.size(); k++) {
      largest = Math.max(largest, errorNorm(k, all, step));
    }
    return largest;
  }

  private double errorNorm(int k, DeviceVector[] all, StepError step) {
    DeviceShare share = shares.get(k);
    NDList errors = list(k, all, step.error());
    errors.addAll(list(k, all, step.coarse()));
    NDList before = list(k, all, step.before());
    NDList after = list(k, all, step.after());
    NDList norm =
        vectors.infer(
            share.manager(), "error_norm", before, after, errors, step.relative(), step.absolute());
    try (NDArray number = norm.head()) {
      return share.arrays().toHost(number)[0];
    }
  }

  @Override
  public Store<DeviceVector> store(int places) {
    return new DeviceStore(shares, places);
  }

  @Override
  public long vectorBytes() {
    return 3L * engine.type().getNumOfBytes() * bodies;
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
