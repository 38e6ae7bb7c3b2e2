// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.StepError;
import org.odisseo.engine.Store;

/**
 * A run on a device. Only single numbers that the run asks for come to the host: products, norms,
 * and the cotangent of the time where the field depends on it.
 */
final class DjlSession implements Session<DeviceVector> {

  /** Frees the memory of runs whose gradient was never asked for. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final ForceModel model;
  private final int bodies;
  private final NDManager manager;
  private final Cleaner.Cleanable cleanable;
  private final DeviceArrays arrays;
  private final PyTorch.Program vectors = PyTorch.Program.of(TorchScript.source("vectors.py"));
  private final @Nullable FieldForce field;
  private final @Nullable PairForce pair;

  DjlSession(DjlEngine engine, ForceModel model, ForceCotangent tangent) {
    this.model = model;
    this.bodies = model.bodies();
    NDManager owner = Backend.newManager(engine.device());
    this.manager = owner;
    this.cleanable = CLEANER.register(this, owner::close);
    this.arrays = new DeviceArrays(manager, engine.type());
    FieldPrograms programs = FieldPrograms.of(model.field());
    this.field =
        programs.isZero() ? null : new FieldForce(programs, model, tangent.parameters(), manager);
    this.pair =
        model.sources() == 0 ? null : new PairForce(model, tangent, arrays, engine.pairMemory());
  }

  @Override
  public void acceleration(double t, DeviceVector x, DeviceVector a) {
    NDList sum = none(1);
    if (field != null) {
      sum = added(sum, new NDList(field.acceleration(t, x.array())));
    }
    if (pair != null) {
      sum = added(sum, new NDList(pair.acceleration(x.array())));
    }
    set(sum, a);
  }

  @Override
  public void tangent(
      double t, double dt, DeviceVector x, DeviceVector dx, DeviceVector a, DeviceVector da) {
    NDList sum = none(2);
    if (field != null) {
      sum = added(sum, field.tangent(t, dt, x.array(), dx.array()));
    }
    if (pair != null) {
      sum = added(sum, pair.tangent(x.array(), dx.array()));
    }
    set(sum, a, da);
  }

  @Override
  public void adjoint(
      double t, DeviceVector x, DeviceVector aBar, DeviceVector xBar, double[] scalars) {
    NDList both = reverse(t, x.array(), aBar.array(), scalars);
    xBar.set(both.get(1));
    both.get(0).close();
  }

  @Override
  public void adjointAndAcceleration(
      double t,
      DeviceVector x,
      DeviceVector aBar,
      DeviceVector xBar,
      DeviceVector a,
      double[] scalars) {
    set(reverse(t, x.array(), aBar.array(), scalars), a, xBar);
  }

  /** The acceleration and the cotangent of the positions. */
  private NDList reverse(double t, NDArray x, NDArray aBar, double[] scalars) {
    NDList sum = none(2);
    scalars[0] = 0;
    if (field != null) {
      sum = added(sum, field.adjoint(t, x, aBar, scalars));
    }
    if (pair != null) {
      sum = added(sum, pair.adjoint(x, aBar));
    }
    scalars[1] = dot(aBar, sum.get(0));
    return sum;
  }

  @Override
  public void adjointTangent(
      double t,
      double dt,
      DeviceVector x,
      DeviceVector dx,
      DeviceVector aBar,
      DeviceVector daBar,
      DeviceVector xBar,
      DeviceVector dxBar,
      DeviceVector a,
      DeviceVector da,
      double[] time) {
    if (pair != null) {
      throw new UnsupportedOperationException(
          "second derivatives of the mutual attraction are not there");
    }
    time[0] = 0;
    time[1] = 0;
    NDList all = none(4);
    if (field != null) {
      NDList in = new NDList(x.array(), aBar.array(), dx.array(), daBar.array());
      all = added(all, field.adjointTangent(t, dt, in, time));
    }
    set(all, a, xBar, da, dxBar);
  }

  /** Zeros, in case there is no force. */
  private NDList none(int count) {
    NDList zeros = new NDList(count);
    if (field == null && pair == null) {
      for (int k = 0; k < count; k++) {
        zeros.add(arrays.zeros(3, bodies));
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

  private static void set(NDList values, DeviceVector... targets) {
    for (int k = 0; k < targets.length; k++) {
      targets[k].set(values.get(k));
    }
  }

  @Override
  public ForceCotangent cotangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    if (field != null) {
      add(field.sums(), total.parameters());
    }
    if (pair != null) {
      pair.addSums(total);
    }
    return total;
  }

  @Override
  public ForceCotangent cotangentTangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    if (field != null) {
      add(field.sumTangents(), total.parameters());
    }
    return total;
  }

  private static void add(double[] values, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  @Override
  public void clearCotangents() {
    if (field != null) {
      field.clear();
    }
    if (pair != null) {
      pair.clear();
    }
  }

  @Override
  public int bodies() {
    return bodies;
  }

  @Override
  public DeviceVector[] vectors(int count) {
    DeviceVector[] all = new DeviceVector[count];
    for (int k = 0; k < count; k++) {
      all[k] = new DeviceVector(arrays.zeros(3, bodies));
    }
    return all;
  }

  @Override
  public void write(double[][] source, DeviceVector target) {
    double[] flat = new double[3 * bodies];
    for (int row = 0; row < 3; row++) {
      System.arraycopy(source[row], 0, flat, row * bodies, bodies);
    }
    target.set(arrays.of(flat, new Shape(3, bodies)));
  }

  @Override
  public void read(DeviceVector source, double[][] target) {
    double[] flat = DeviceArrays.read(source.array());
    for (int row = 0; row < 3; row++) {
      System.arraycopy(flat, row * bodies, target[row], 0, bodies);
    }
  }

  @Override
  public void combine(DeviceVector[] all, int target, int[] operands, double[] coefficients) {
    if (operands.length == 0) {
      all[target].set(arrays.zeros(3, bodies));
      return;
    }
    NDList list = list(all, operands);
    all[target].set(vectors.infer(manager, "combine", list, coefficients).head());
  }

  private static NDList list(DeviceVector[] all, int[] numbers) {
    NDList list = new NDList(numbers.length);
    for (int k : numbers) {
      list.add(all[k].array());
    }
    return list;
  }

  @Override
  public double dot(DeviceVector a, DeviceVector b) {
    return dot(a.array(), b.array());
  }

  private double dot(NDArray a, NDArray b) {
    return number(vectors.infer(manager, "dot", a, b));
  }

  @Override
  public boolean isFinite(DeviceVector vector) {
    try (NDArray answer = vectors.infer(manager, "is_finite", vector.array()).head()) {
      return answer.getBoolean();
    }
  }

  @Override
  public double errorNorm(DeviceVector[] all, StepError step) {
    NDList errors = list(all, step.error());
    errors.addAll(list(all, step.coarse()));
    NDList before = list(all, step.before());
    NDList after = list(all, step.after());
    return number(
        vectors.infer(
            manager, "error_norm", before, after, errors, step.relative(), step.absolute()));
  }

  private static double number(NDList result) {
    try (NDArray number = result.head()) {
      return DeviceArrays.read(number)[0];
    }
  }

  @Override
  public Store<DeviceVector> store(int places) {
    return new DeviceStore(manager, places);
  }

  @Override
  public long vectorBytes() {
    return 3L * arrays.type().getNumOfBytes() * bodies;
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
