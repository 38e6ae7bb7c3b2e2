// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;
import org.odisseo.expr.Kernel;

/**
 * The external field of a run of several bodies. Threads take ranges of bodies; sums over bodies
 * are taken afterwards, in an order that does not depend on the ranges.
 */
final class ManyFieldForce implements FieldForce {

  /** Bodies that one thread takes at a time: some ten microseconds of work. */
  private static final int CHUNK = 128;

  private final BoundField field;
  private final int bodies;
  private final int parameters;
  private final boolean timed;
  private final Workers workers;
  private final Kernel.Bound acceleration;

  /** The time, once for each body, as the kernels want it. */
  private final double[] time;

  private final double[] timeTangent;

  /** What the acceleration is computed from and where to, so that a step allocates nothing. */
  private final double[][] positions;

  private double[][] accelerations = new double[0][];
  private final RangeTask accelerationTask = this::accelerate;

  /** Per body: what each parameter, and the time, gets of a cotangent. */
  private double[][] shares = new double[0][];

  private double[][] shareTangents = new double[0][];

  ManyFieldForce(BoundField field, int parameters, boolean timed, int bodies, Workers workers) {
    this.field = field;
    this.bodies = bodies;
    this.parameters = parameters;
    this.timed = timed;
    this.workers = workers;
    this.acceleration = field.acceleration();
    this.time = new double[timed ? bodies : 0];
    this.timeTangent = new double[timed ? bodies : 0];
    this.positions = new double[timed ? 4 : 3][];
    if (timed) {
      positions[3] = time;
    }
  }

  private void inChunks(RangeTask work) {
    if (bodies <= CHUNK) {
      work.run(0, bodies);
    } else {
      workers.forRange(bodies, CHUNK, work);
    }
  }

  private void setTime(double t, double dt) {
    if (timed) {
      Arrays.fill(time, t);
      Arrays.fill(timeTangent, dt);
    }
  }

  @Override
  public void acceleration(double t, double[][] x, double[][] a) {
    setTime(t, 0);
    System.arraycopy(x, 0, positions, 0, 3);
    accelerations = a;
    inChunks(accelerationTask);
  }

  private void accelerate(int from, int to) {
    acceleration.evaluate(positions, accelerations, from, to);
  }

  @Override
  public void tangent(
      double t, double dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    setTime(t, dt);
    Kernel.Bound kernel = field.tangent();
    double[][] in = timed ? rows(x, time, dx, timeTangent) : joined(x, dx);
    double[][] out = joined(a, da);
    inChunks((from, to) -> differentiate(kernel, in, out, from, to));
  }

  @Override
  public double adjoint(
      double t, double[][] x, double[][] aBar, double[][] xBar, double[][] a, double[] sums) {
    setTime(t, 0);
    shares = sized(shares);
    Kernel.Bound kernel = field.adjoint();
    double[][] in = timed ? joined(rows(x, time), aBar) : joined(x, aBar);
    double[][] out = joined(a, xBar, shares);
    inChunks((from, to) -> differentiate(kernel, in, out, from, to));
    return add(shares, sums);
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
      double[] sums,
      double[] sumTangents,
      double[] times) {
    setTime(t, dt);
    shares = sized(shares);
    shareTangents = sized(shareTangents);
    Kernel.Bound kernel = field.adjointTangent();
    double[][] in =
        timed
            ? joined(rows(x, time), aBar, rows(dx, timeTangent), daBar)
            : joined(x, aBar, dx, daBar);
    double[][] out = joined(a, xBar, shares, da, dxBar, shareTangents);
    inChunks((from, to) -> differentiate(kernel, in, out, from, to));
    times[0] = add(shares, sums);
    times[1] = add(shareTangents, sumTangents);
  }

  private static void differentiate(
      Kernel.Bound kernel, double[][] in, double[][] out, int from, int to) {
    kernel.evaluate(in, out, from, to);
    Center.settle(in, out, from, to);
  }

  private double[][] sized(double[][] rows) {
    int count = parameters + (timed ? 1 : 0);
    return rows.length == count ? rows : new double[count][bodies];
  }

  private double add(double[][] rows, double[] sums) {
    for (int k = 0; k < parameters; k++) {
      sums[k] += JvmVectors.sum(rows[k]);
    }
    return timed ? JvmVectors.sum(rows[parameters]) : 0;
  }

  private static double[][] rows(double[][] vector, double[] row) {
    return new double[][] {vector[0], vector[1], vector[2], row};
  }

  private static double[][] rows(
      double[][] first, double[] row, double[][] second, double[] secondRow) {
    return joined(rows(first, row), rows(second, secondRow));
  }

  private static double[][] joined(double[][]... parts) {
    int count = 0;
    for (double[][] part : parts) {
      count += part.length;
    }
    double[][] all = new double[count][];
    int next = 0;
    for (double[][] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }
}
