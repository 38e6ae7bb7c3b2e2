// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Kernel;
import org.odisseo.expr.SpecialFunctions;
import org.odisseo.expr.Variable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per point of compiled expressions: NFW halo, Miyamoto-Nagai disk and power law with
 * exponential cut-off, with the parameters of MWPotential2014, at 1000 points from 0.1 to 100 kpc.
 * One thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ExpressionBenchmark.N)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpressionBenchmark {
  static final int N = 1000;

  private static final String POTENTIAL =
      "-G*mh/rs*log_ratio(norm(x,y,z)/rs) - G*md/sqrt(x^2+y^2+(a+sqrt(z^2+b^2))^2)"
          + " - G*mb/rc*cutoff_potential(1.5-alpha/2, (x^2+y^2+z^2)/rc^2)";

  private static final double[] PARAMETERS = {
    4.498502151469554e-12, 4.3683325e11, 16, 68193902782.346756, 3, 0.28, 4501365375.06545, 1.8, 1.9
  };

  private double[][] position = {};
  private double[][] positionAndCotangent = {};
  private double[][] three = {};
  private double[][] eleven = {};
  private double[][] one = {};
  private Kernel.Bound potential = bound(List.of(Expr.constant(0)), List.of(), List.of());
  private Kernel.Bound acceleration = potential;
  private Kernel.Bound pullback = potential;

  /** Compiles the kernels and draws the points. */
  @Setup
  public void prepare() {
    List<Variable> xyz = variables("x", "y", "z");
    List<Variable> parameters = variables("G", "mh", "rs", "md", "a", "b", "mb", "alpha", "rc");
    List<Variable> cotangents = variables("cx", "cy", "cz");
    Expr phi = Expr.parse(POTENTIAL);
    List<Expr> force = Derivatives.gradient(phi.negate(), xyz);
    List<Variable> wrt = new ArrayList<>(xyz);
    wrt.addAll(parameters.subList(1, parameters.size()));
    List<Variable> both = new ArrayList<>(xyz);
    both.addAll(cotangents);
    potential = bound(List.of(phi), xyz, parameters);
    acceleration = bound(force, xyz, parameters);
    pullback = bound(Derivatives.vjp(force, cotangents, wrt), both, parameters);
    draw();
  }

  private void draw() {
    SplittableRandom random = new SplittableRandom(1);
    positionAndCotangent = new double[6][N];
    for (int i = 0; i < N; i++) {
      double radius = 0.1 * Math.pow(1000, random.nextDouble());
      double cosine = random.nextDouble(-1, 1);
      double angle = random.nextDouble(2 * Math.PI);
      double sine = Math.sqrt(1 - cosine * cosine);
      positionAndCotangent[0][i] = radius * sine * Math.cos(angle);
      positionAndCotangent[1][i] = radius * sine * Math.sin(angle);
      positionAndCotangent[2][i] = radius * cosine;
      for (int j = 3; j < 6; j++) {
        positionAndCotangent[j][i] = random.nextDouble(-1, 1);
      }
    }
    position =
        new double[][] {positionAndCotangent[0], positionAndCotangent[1], positionAndCotangent[2]};
    one = new double[1][N];
    three = new double[3][N];
    eleven = new double[11][N];
  }

  private static List<Variable> variables(String... names) {
    return List.of(names).stream().map(Expr::variable).toList();
  }

  private static Kernel.Bound bound(
      List<Expr> outputs, List<Variable> perPoint, List<Variable> shared) {
    Kernel kernel = Kernel.compile(outputs, perPoint, shared);
    return kernel.bind(shared.isEmpty() ? new double[0] : PARAMETERS);
  }

  /** The potential. */
  @Benchmark
  public double[][] potential() {
    potential.evaluate(position, one, 0, N);
    return one;
  }

  /** The acceleration, compiled. */
  @Benchmark
  public double[][] acceleration() {
    acceleration.evaluate(position, three, 0, N);
    return three;
  }

  /** The acceleration, compiled, one point a call. */
  @Benchmark
  public double accelerationPointByPoint() {
    double[] in = new double[3];
    double[] out = new double[3];
    double sum = 0;
    for (int i = 0; i < N; i++) {
      in[0] = position[0][i];
      in[1] = position[1][i];
      in[2] = position[2][i];
      acceleration.evaluate(in, out);
      sum += out[0];
    }
    return sum;
  }

  /** Cotangents of position and eight parameters from those of the acceleration, compiled. */
  @Benchmark
  public double[][] pullbackOfAcceleration() {
    pullback.evaluate(positionAndCotangent, eleven, 0, N);
    return eleven;
  }

  /** The acceleration written by hand with the special functions of the library as they are. */
  @Benchmark
  public double[][] accelerationByHand() {
    double g = PARAMETERS[0];
    double a = PARAMETERS[4];
    double b2 = PARAMETERS[5] * PARAMETERS[5];
    double shape = 1.5 - 0.5 * PARAMETERS[7];
    double perCutoff2 = 1 / (PARAMETERS[8] * PARAMETERS[8]);
    for (int i = 0; i < N; i++) {
      double x = position[0][i];
      double y = position[1][i];
      double z = position[2][i];
      double r2 = x * x + y * y + z * z;
      double r = Math.sqrt(r2);
      double u = r / PARAMETERS[2];
      double halo = PARAMETERS[1] * (Math.log1p(u) - u / (1 + u));
      double bulge = PARAMETERS[6] * SpecialFunctions.gammaP(shape, r2 * perCutoff2);
      double round = -g * (halo + bulge) / (r2 * r);
      double q = Math.sqrt(z * z + b2);
      double d2 = x * x + y * y + (a + q) * (a + q);
      double flat = -g * PARAMETERS[3] / (d2 * Math.sqrt(d2));
      three[0][i] = (round + flat) * x;
      three[1][i] = (round + flat) * y;
      three[2][i] = (round + flat * (a + q) / q) * z;
    }
    return three;
  }
}
