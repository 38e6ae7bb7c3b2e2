// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.concurrent.Workers;

/**
 * A run in arrays of the Java heap: the mutual attraction and the external field, either of which
 * may be missing.
 */
final class JvmSession implements Session<double[][]> {

  private final ForceModel model;
  private final int bodies;
  private final @Nullable FieldForce field;
  private final @Nullable MutualForce pair;
  private final double[][] fieldPart;
  private final double[][] secondFieldPart;
  private final int directions;
  private final @Nullable FieldTangents severalTangents;
  private final @Nullable WaitingTangents waiting;
  private final double[] endTime = new double[2];
  private final double[] time = new double[2];
  private ForceCotangent sums;
  private ForceCotangent sumTangents;

  /**
   * A run.
   *
   * @param tangents of parameters, masses and softenings, one for each direction
   */
  JvmSession(Workers workers, ForceModel model, List<ForceCotangent> tangents) {
    this.model = model;
    this.bodies = model.bodies();
    FieldKernels kernels = FieldKernels.of(model.field());
    this.field =
        kernels.isZero()
            ? null
            : FieldForce.of(kernels, model, tangents.get(0).parameters(), workers);
    this.severalTangents =
        kernels.isZero() || tangents.size() == 1
            ? null
            : FieldTangents.of(kernels, model, tangents, workers);
    this.pair = model.sources() == 0 ? null : MutualForce.of(model, tangents, workers);
    this.directions = tangents.size();
    this.waiting = waiting();
    this.fieldPart = new double[3][bodies];
    this.secondFieldPart = new double[3][field == null || pair == null ? 0 : bodies];
    this.sums = ForceCotangent.zero(model);
    this.sumTangents = ForceCotangent.zero(model);
  }

  /** Tangents can wait where each direction can be followed alone. */
  private @Nullable WaitingTangents waiting() {
    if (severalTangents == null || pair instanceof DirectForce) {
      return null;
    }
    return new WaitingTangents(severalTangents, (SingleSourceForce) pair, directions, bodies);
  }

  private void finishTangents() {
    if (waiting != null) {
      waiting.finish();
    }
  }

  @Override
  public void acceleration(double t, double[][] x, double[][] a) {
    if (pair == null) {
      if (field == null) {
        JvmVectors.clear(a);
      } else {
        field.acceleration(t, x, a);
      }
      return;
    }
    pair.acceleration(x, a);
    if (field != null) {
      field.acceleration(t, x, fieldPart);
      JvmVectors.add(fieldPart, a);
    }
  }

  @Override
  public void tangent(
      double t, double dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    if (pair == null) {
      if (field == null) {
        JvmVectors.clear(a);
        JvmVectors.clear(da);
      } else {
        field.tangent(t, dt, x, dx, a, da);
      }
      return;
    }
    pair.tangents(x, dx, a, da);
    if (field != null) {
      field.tangent(t, dt, x, dx, fieldPart, secondFieldPart);
      JvmVectors.add(fieldPart, a);
      JvmVectors.add(secondFieldPart, da);
    }
  }

  @Override
  public void tangents(
      double t, double[] dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    if (dt.length == 1) {
      tangent(t, dt[0], x, dx, a, da);
      return;
    }
    if (severalTangents == null) {
      if (pair == null) {
        JvmVectors.clear(a);
        JvmVectors.clear(da);
      } else {
        pair.tangents(x, dx, a, da);
      }
    } else if (waiting != null) {
      waiting.finishBefore(da);
      severalTangents.linearize(t, dt, x, pair == null ? a : fieldPart);
      if (pair instanceof SingleSourceForce source) {
        source.linearize(x, a);
        JvmVectors.add(fieldPart, a);
      }
      waiting.accelerate(dx, da);
    } else if (pair != null) {
      severalTangents.evaluate(t, dt, x, dx, fieldPart, da);
      pair.addTangents(x, dx, a, da);
      JvmVectors.add(fieldPart, a);
    }
  }

  @Override
  public void adjoint(
      double t,
      double timeRate,
      double productRate,
      double[][] x,
      double[][] aBar,
      double[][] xBar) {
    if (pair == null) {
      adjointAndAcceleration(t, timeRate, x, aBar, xBar, fieldPart);
      endTime[0] += productRate * JvmVectors.dot(aBar, fieldPart);
      return;
    }
    finishTangents();
    double product = pair.adjoint(x, aBar, xBar);
    if (field != null) {
      addFieldAdjoint(t, timeRate, x, aBar, xBar);
      product += JvmVectors.dot(aBar, fieldPart);
    }
    endTime[0] += productRate * product;
  }

  /** Adds the field's share to the cotangent of the positions, and leaves its acceleration. */
  private void addFieldAdjoint(
      double t, double timeRate, double[][] x, double[][] aBar, double[][] xBar) {
    if (field != null) {
      endTime[0] +=
          timeRate * field.adjoint(t, x, aBar, secondFieldPart, fieldPart, sums.parameters());
      JvmVectors.add(secondFieldPart, xBar);
    }
  }

  @Override
  public void adjointAndAcceleration(
      double t, double timeRate, double[][] x, double[][] aBar, double[][] xBar, double[][] a) {
    if (pair == null) {
      if (field == null) {
        JvmVectors.clear(a);
        JvmVectors.clear(xBar);
      } else {
        endTime[0] += timeRate * field.adjoint(t, x, aBar, xBar, a, sums.parameters());
      }
    } else {
      finishTangents();
      pair.adjoint(x, aBar, xBar, a);
      if (field != null) {
        addFieldAdjoint(t, timeRate, x, aBar, xBar);
        JvmVectors.add(fieldPart, a);
      }
    }
  }

  @Override
  public void adjointTangent(
      double t,
      double timeRate,
      double dt,
      double[][] x,
      double[][] dx,
      double[][] aBar,
      double[][] daBar,
      double[][] xBar,
      double[][] dxBar,
      double[][] a,
      double[][] da) {
    if (pair != null) {
      throw new UnsupportedOperationException(
          "second derivatives of the mutual attraction are not there");
    }
    if (field == null) {
      JvmVectors.clear(xBar);
      JvmVectors.clear(dxBar);
      JvmVectors.clear(a);
      JvmVectors.clear(da);
      return;
    }
    field.adjointTangent(
        t,
        dt,
        x,
        dx,
        aBar,
        daBar,
        xBar,
        dxBar,
        a,
        da,
        sums.parameters(),
        sumTangents.parameters(),
        time);
    endTime[0] += timeRate * time[0];
    endTime[1] += timeRate * time[1];
  }

  @Override
  public ForceCotangent cotangent() {
    ForceCotangent total = ForceCotangent.zero(model);
    total.add(sums);
    if (pair != null) {
      System.arraycopy(pair.masses(), 0, total.masses(), 0, bodies);
      System.arraycopy(pair.softenings(), 0, total.softenings(), 0, bodies);
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
    Arrays.fill(endTime, 0);
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
    boolean isTangents = vectors[target][0].length != bodies;
    if (waiting != null && isTangents) {
      waiting.combine(vectors, target, operands, coefficients);
    } else {
      JvmVectors.combine(vectors, target, operands, coefficients);
    }
  }

  @Override
  public void addDot(int part, double weight, double[][] a, double[][] b) {
    endTime[part] += weight * JvmVectors.dot(a, b);
  }

  @Override
  public double[] endTime() {
    return endTime.clone();
  }

  @Override
  public boolean isFinite(double[][] vector) {
    return JvmVectors.isFinite(vector);
  }

  @Override
  public double errorNorm(double[][][] vectors, StepError step) {
    return JvmVectors.errorNorm(vectors, step);
  }

  private int tangentLength() {
    return directions == 1 ? bodies : JvmVectors.spaced(directions * bodies);
  }

  @Override
  public double[][][] tangentVectors(int count) {
    return JvmVectors.zeros(count, tangentLength());
  }

  @Override
  public void writeTangent(double[][] source, double[][] target, int direction) {
    finishTangents();
    for (int row = 0; row < 3; row++) {
      System.arraycopy(source[row], 0, target[row], direction * bodies, bodies);
    }
  }

  @Override
  public void readTangent(double[][] source, int direction, double[][] target) {
    finishTangents();
    for (int row = 0; row < 3; row++) {
      System.arraycopy(source[row], direction * bodies, target[row], 0, bodies);
    }
  }

  @Override
  public void addToTangent(double[][] target, int direction, double factor, double[][] value) {
    if (waiting != null) {
      waiting.finish(direction);
    }
    for (int row = 0; row < 3; row++) {
      JvmVectors.addScaled(factor, value[row], target[row], direction * bodies);
    }
  }

  /** A store whose places have room for the tangents along all directions. */
  @Override
  public Store<double[][]> store(int places) {
    return new JvmStore(tangentLength(), places, this::finishTangents);
  }

  @Override
  public long vectorBytes() {
    return 3L * Double.BYTES * bodies;
  }

  @Override
  public void close() {}
}
