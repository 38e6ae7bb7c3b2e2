// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;

/**
 * A run in arrays of the Java heap. Bodies are shared out in chunks of fixed size; every number is
 * computed within one chunk, and sums over bodies are taken in order, so the bits do not depend on
 * the number of threads.
 */
final class JvmSession implements Session<double[][]> {

  /** Bodies that one thread takes at a time: some ten microseconds of work. */
  private static final int CHUNK = 128;

  private final ForceModel model;
  private final int bodies;
  private final Workers workers;
  private final @Nullable FieldForce field;
  private final @Nullable PairForce pair;
  private final double[][] fieldPart;
  private final double[][] secondFieldPart;
  private ForceCotangent sums;
  private ForceCotangent sumTangents;

  JvmSession(Workers workers, ForceModel model, ForceCotangent tangent) {
    this.model = model;
    this.workers = workers;
    this.bodies = model.bodies();
    FieldKernels kernels = FieldKernels.of(model.field());
    this.field = kernels.isZero() ? null : new FieldForce(kernels, model, tangent.parameters());
    this.pair = model.sources() == 0 ? null : new PairForce(model, tangent, workers);
    this.fieldPart = new double[3][field == null ? 0 : bodies];
    this.secondFieldPart = new double[3][field == null || pair == null ? 0 : bodies];
    this.sums = ForceCotangent.zero(model);
    this.sumTangents = ForceCotangent.zero(model);
  }

  private void inChunks(RangeTask work) {
    workers.forRange(bodies, CHUNK, work);
  }

  @Override
  public void acceleration(double t, double[][] x, double[][] a) {
    if (pair != null) {
      pair.acceleration(x, a);
    }
    if (field == null) {
      clearIfAlone(a);
      return;
    }
    FieldForce force = field;
    force.setTime(t, 0);
    if (pair == null) {
      inChunks((from, to) -> force.acceleration(x, a, from, to));
    } else {
      inChunks(
          (from, to) -> {
            force.acceleration(x, fieldPart, from, to);
            add(fieldPart, a, from, to);
          });
    }
  }

  @Override
  public void tangent(
      double t, double dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    if (pair != null) {
      pair.tangent(x, dx, a, da);
    }
    if (field == null) {
      clearIfAlone(a);
      clearIfAlone(da);
      return;
    }
    FieldForce force = field;
    force.setTime(t, dt);
    if (pair == null) {
      inChunks((from, to) -> force.tangent(x, dx, a, da, from, to));
    } else {
      inChunks(
          (from, to) -> {
            force.tangent(x, dx, fieldPart, secondFieldPart, from, to);
            add(fieldPart, a, from, to);
            add(secondFieldPart, da, from, to);
          });
    }
  }

  @Override
  public void adjoint(double t, double[][] x, double[][] aBar, double[][] xBar, double[] scalars) {
    scalars[0] = 0;
    scalars[1] = 0;
    if (pair != null) {
      scalars[1] = pair.adjoint(x, aBar, xBar);
    }
    if (field == null) {
      clearIfAlone(xBar);
    } else {
      fieldAdjoint(field, t, x, aBar, xBar, fieldPart);
      scalars[0] = field.addShares(sums.parameters());
      scalars[1] += dot(aBar, fieldPart);
    }
  }

  @Override
  public void adjointAndAcceleration(
      double t, double[][] x, double[][] aBar, double[][] xBar, double[][] a, double[] scalars) {
    scalars[0] = 0;
    if (pair != null) {
      pair.adjoint(x, aBar, xBar, a);
    }
    if (field == null) {
      clearIfAlone(xBar);
      clearIfAlone(a);
    } else if (pair == null) {
      fieldAdjoint(field, t, x, aBar, xBar, a);
      scalars[0] = field.addShares(sums.parameters());
    } else {
      fieldAdjoint(field, t, x, aBar, xBar, fieldPart);
      scalars[0] = field.addShares(sums.parameters());
      add(fieldPart, a, 0, bodies);
    }
    scalars[1] = dot(aBar, a);
  }

  /** Sets the acceleration by the field, and sets the cotangent of positions or adds to it. */
  private void fieldAdjoint(
      FieldForce force, double t, double[][] x, double[][] aBar, double[][] xBar, double[][] a) {
    force.setTime(t, 0);
    force.prepareAdjoint(false);
    if (pair == null) {
      inChunks((from, to) -> force.adjoint(x, aBar, xBar, a, from, to));
    } else {
      inChunks(
          (from, to) -> {
            force.adjoint(x, aBar, secondFieldPart, a, from, to);
            add(secondFieldPart, xBar, from, to);
          });
    }
  }

  @Override
  public void adjointTangent(
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
      double[] time) {
    if (pair != null) {
      throw new UnsupportedOperationException(
          "second derivatives of the mutual attraction are not there");
    }
    time[0] = 0;
    time[1] = 0;
    if (field == null) {
      clearIfAlone(xBar);
      clearIfAlone(dxBar);
      clearIfAlone(a);
      clearIfAlone(da);
      return;
    }
    FieldForce force = field;
    force.setTime(t, dt);
    force.prepareAdjoint(true);
    inChunks((from, to) -> force.adjointTangent(x, dx, aBar, daBar, xBar, dxBar, a, da, from, to));
    time[0] = force.addShares(sums.parameters());
    time[1] = force.addShareTangents(sumTangents.parameters());
  }

  /** Sets a result to zero if there is no force at all that has set it. */
  private void clearIfAlone(double[][] vector) {
    if (pair == null) {
      for (double[] row : vector) {
        Arrays.fill(row, 0);
      }
    }
  }

  private static void add(double[][] summand, double[][] sum, int from, int to) {
    for (int row = 0; row < 3; row++) {
      double[] s = summand[row];
      double[] target = sum[row];
      for (int i = from; i < to; i++) {
        target[i] += s[i];
      }
    }
  }

  @Override
  public ForceCotangent cotangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    total.add(sums);
    if (pair != null) {
      System.arraycopy(pair.masses, 0, total.masses(), 0, bodies);
      System.arraycopy(pair.softenings, 0, total.softenings(), 0, bodies);
    }
    return total;
  }

  @Override
  public ForceCotangent cotangentTangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    total.add(sumTangents);
    return total;
  }

  @Override
  public void clearCotangents() {
    sums = ForceCotangent.zero(model);
    sumTangents = ForceCotangent.zero(model);
    if (pair != null) {
      pair.clear();
    }
  }

  @Override
  public int bodies() {
    return bodies;
  }

  @Override
  public double[][][] vectors(int count) {
    return JvmVectors.zeros(count, bodies);
  }

  @Override
  public void write(double[][] source, double[][] target) {
    JvmVectors.copy(source, target);
  }

  @Override
  public void read(double[][] source, double[][] target) {
    JvmVectors.copy(source, target);
  }

  @Override
  public void combine(double[][][] vectors, int target, int[] operands, double[] coefficients) {
    JvmVectors.combine(vectors, target, operands, coefficients);
  }

  @Override
  public double dot(double[][] a, double[][] b) {
    return JvmVectors.dot(a, b);
  }

  @Override
  public boolean isFinite(double[][] vector) {
    return JvmVectors.isFinite(vector);
  }

  @Override
  public double errorNorm(double[][][] vectors, StepError step) {
    return JvmVectors.errorNorm(vectors, step);
  }

  @Override
  public Store<double[][]> store(int places) {
    return new JvmStore(bodies, places);
  }

  @Override
  public long vectorBytes() {
    return 3L * Double.BYTES * bodies;
  }

  @Override
  public void close() {}
}
