// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * Bodies in a Plummer sphere whose mass grows with time, with derivatives written by hand: a force
 * for tests of integrators that depend on nothing else. \(a = -\mu x (r^2 + b^2)^{-3/2}\), \(\mu =
 * m (1 + w t)\), with the parameters m, b, w.
 */
public final class BreathingPlummerSession implements Session<double[][]> {

  private final int bodies;
  private final double m;
  private final double b;
  private final double w;
  private final double dm;
  private final double db;
  private final double dw;
  private double[] sums = new double[3];
  private double[] sumTangents = new double[3];
  private double[] endTime = new double[2];

  /** How often the force or a derivative of it was evaluated. */
  public int evaluations;

  public BreathingPlummerSession(int bodies, double[] parameters, double[] tangents) {
    this.bodies = bodies;
    m = parameters[0];
    b = parameters[1];
    w = parameters[2];
    dm = tangents[0];
    db = tangents[1];
    dw = tangents[2];
  }

  @Override
  public void acceleration(double t, double[][] x, double[][] a) {
    evaluations++;
    for (int i = 0; i < bodies; i++) {
      double s = x[0][i] * x[0][i] + x[1][i] * x[1][i] + x[2][i] * x[2][i] + b * b;
      double f = -m * (1 + w * t) / (s * Math.sqrt(s));
      for (int k = 0; k < 3; k++) {
        a[k][i] = f * x[k][i];
      }
    }
  }

  @Override
  public void tangent(
      double t, double dt, double[][] x, double[][] dx, double[][] a, double[][] da) {
    acceleration(t, x, a);
    double mu = m * (1 + w * t);
    double dmu = dm * (1 + w * t) + m * (dw * t + w * dt);
    for (int i = 0; i < bodies; i++) {
      double s = dot(x, x, i) + b * b;
      double f = Math.pow(s, -1.5);
      double q = 3 * mu * Math.pow(s, -2.5) * (dot(x, dx, i) + b * db);
      for (int k = 0; k < 3; k++) {
        da[k][i] = -dmu * f * x[k][i] - mu * f * dx[k][i] + q * x[k][i];
      }
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
    double[][] a = new double[3][bodies];
    adjointAndAcceleration(t, timeRate, x, aBar, xBar, a);
    addDot(0, productRate, aBar, a);
  }

  @Override
  public void adjointAndAcceleration(
      double t, double timeRate, double[][] x, double[][] aBar, double[][] xBar, double[][] a) {
    acceleration(t, x, a);
    double mu = m * (1 + w * t);
    double time = 0;
    for (int i = 0; i < bodies; i++) {
      double s = dot(x, x, i) + b * b;
      double f = Math.pow(s, -1.5);
      double g = Math.pow(s, -2.5);
      double p = dot(x, aBar, i);
      for (int k = 0; k < 3; k++) {
        xBar[k][i] = -mu * f * aBar[k][i] + 3 * mu * g * p * x[k][i];
      }
      double muBar = -f * p;
      sums[0] += muBar * (1 + w * t);
      sums[1] += 3 * mu * g * b * p;
      sums[2] += muBar * m * t;
      time += muBar * m * w;
    }
    endTime[0] += timeRate * time;
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
    tangent(t, dt, x, dx, a, da);
    adjointAndAcceleration(t, timeRate, x, aBar, xBar, a);
    double timeTangent = 0;
    double mu = m * (1 + w * t);
    double dmu = dm * (1 + w * t) + m * (dw * t + w * dt);
    for (int i = 0; i < bodies; i++) {
      double s = dot(x, x, i) + b * b;
      double ds = 2 * (dot(x, dx, i) + b * db);
      double f = Math.pow(s, -1.5);
      double g = Math.pow(s, -2.5);
      double df = -1.5 * g * ds;
      double dg = -2.5 * Math.pow(s, -3.5) * ds;
      double p = dot(x, aBar, i);
      double dp = dot(dx, aBar, i) + dot(x, daBar, i);
      double q = 3 * mu * g * p;
      double dq = 3 * (dmu * g * p + mu * dg * p + mu * g * dp);
      for (int k = 0; k < 3; k++) {
        dxBar[k][i] =
            -(dmu * f + mu * df) * aBar[k][i] - mu * f * daBar[k][i] + dq * x[k][i] + q * dx[k][i];
      }
      double muBar = -f * p;
      double dmuBar = -df * p - f * dp;
      sumTangents[0] += dmuBar * (1 + w * t) + muBar * (dw * t + w * dt);
      sumTangents[1] += dq * b + q * db;
      sumTangents[2] += dmuBar * m * t + muBar * (dm * t + m * dt);
      timeTangent += dmuBar * m * w + muBar * (dm * w + m * dw);
    }
    endTime[1] += timeRate * timeTangent;
  }

  private static double dot(double[][] a, double[][] b, int i) {
    return a[0][i] * b[0][i] + a[1][i] * b[1][i] + a[2][i] * b[2][i];
  }

  @Override
  public ForceCotangent cotangent() {
    return new ForceCotangent(sums.clone(), new double[bodies], new double[bodies]);
  }

  @Override
  public ForceCotangent cotangentTangent() {
    return new ForceCotangent(sumTangents.clone(), new double[bodies], new double[bodies]);
  }

  @Override
  public void clearCotangents() {
    sums = new double[3];
    sumTangents = new double[3];
    endTime = new double[2];
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

  @Override
  public Store<double[][]> store(int places) {
    return new JvmStore(bodies, places);
  }

  @Override
  public long vectorBytes() {
    return 24L * bodies;
  }

  @Override
  public void close() {}
}
