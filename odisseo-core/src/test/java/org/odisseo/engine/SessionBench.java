// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;

/** A session with four vectors to read and four to write, on which every operation is tried. */
public final class SessionBench<V> implements AutoCloseable {

  /** A field that has everything but the time. */
  public static final ExternalField HALO =
      ExternalField.of(
          "-G*mass*log_ratio(norm(x, y, z/q)/a)/a + z^2*cutoff_potential(s, x^2 + y^2)",
          ParameterSet.of("mass", 3.0, "a", 1.7, "q", 0.8, "s", 0.9));

  /** A field that depends on the time. */
  public static final ExternalField BAR =
      ExternalField.of(
          "-G*mass/sqrt((x*cos(w*t) + y*sin(w*t))^2 + 0.5*y^2 + z^2 + b^2)",
          ParameterSet.of("mass", 2.0, "w", 0.3, "b", 0.4));

  private final Session<V> session;
  private final int bodies;
  private final V[] v;

  public SessionBench(Session<V> session) {
    this.session = session;
    this.bodies = session.bodies();
    this.v = session.vectors(8);
    for (int k = 0; k < 4; k++) {
      session.write(vector(bodies, k), v[k]);
    }
  }

  /** Different softenings, some equal, some zero. */
  public static ForceModel model(ExternalField field, int bodies, int sources, boolean follows) {
    double[] masses = random(bodies, 1, 0.1, 2);
    double[] softenings = random(bodies, 2, 0, 0.4);
    Arrays.fill(softenings, Math.min(3, bodies), Math.min(12, bodies), 0.2);
    Arrays.fill(softenings, Math.min(14, bodies), Math.min(20, bodies), 0);
    return new ForceModel(field, field.parameters(), 1.3, masses, softenings, sources, follows);
  }

  private static double[] random(int count, long seed, double from, double to) {
    return new SplittableRandom(seed).doubles(count, from, to).toArray();
  }

  private static double[][] vector(int bodies, long seed) {
    double[][] rows = new double[3][];
    for (int row = 0; row < 3; row++) {
      rows[row] = random(bodies, 10 * seed + row, -1, 1);
    }
    return rows;
  }

  /** Tangents of everything that forces depend on. */
  public static ForceCotangent displacement(ForceModel model) {
    int n = model.bodies();
    return new ForceCotangent(
        random(model.parameters().size(), 77, -1, 1), random(n, 78, -1, 1), random(n, 79, -1, 1));
  }

  public double[] result(int k) {
    double[][] rows = new double[3][bodies];
    session.read(v[k], rows);
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  public double[] acceleration() {
    session.acceleration(0.7, v[0], v[4]);
    return result(4);
  }

  public double[] tangent() {
    session.tangent(0.7, 0.2, v[0], v[1], v[4], v[5]);
    return joined(result(4), result(5));
  }

  public double[] adjoint() {
    session.adjointAndAcceleration(0.7, 0.4, v[0], v[2], v[4], v[5]);
    double[] first = joined(result(4), result(5), session.endTime());
    session.adjoint(0.8, 0, 1.5, v[1], v[3], v[4]);
    session.addDot(1, -0.5, v[0], v[3]);
    double[] all = joined(first, result(4), session.endTime(), all(session.cotangent()));
    session.clearCotangents();
    assertTrue(Arrays.stream(all(session.cotangent())).allMatch(x -> x == 0));
    assertTrue(Arrays.stream(session.endTime()).allMatch(x -> x == 0));
    return all;
  }

  public double[] adjointTangent() {
    session.adjointTangent(0.7, 0.4, 0.2, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
    double[] results = joined(result(4), result(5), result(6), result(7), session.endTime());
    return joined(results, all(session.cotangent()), all(session.cotangentTangent()));
  }

  public double[] algebra() {
    session.combine(v, 4, new int[] {0, 1, 2, 3, 0, 1}, new double[] {1, -2, 0.5, 0.1, 3, 1e-3});
    session.combine(v, 0, new int[] {0}, new double[] {0.3});
    session.combine(v, 5, new int[0], new double[0]);
    Store<V> store = session.store(3);
    store.put(1, v[4]);
    session.combine(v, 4, new int[] {1}, new double[] {1});
    store.get(1, v[6]);
    StepError step = stepError(new int[] {1, 3}, new int[] {2, 0});
    StepError plain = stepError(new int[] {1, 5}, new int[0]);
    double[] norms = {session.errorNorm(v, step), session.errorNorm(v, plain)};
    return joined(result(0), result(4), result(5), result(6), norms);
  }

  private static StepError stepError(int[] error, int[] coarse) {
    double[] absolute = {1e-4, 1e-2};
    return new StepError(new int[] {0, 1}, new int[] {2, 3}, error, coarse, 1e-3, absolute);
  }

  public boolean finite(double value) {
    double[][] rows = vector(bodies, 1);
    rows[1][bodies - 1] = value;
    session.write(rows, v[7]);
    return session.isFinite(v[7]);
  }

  private static double[] all(ForceCotangent c) {
    return joined(c.parameters(), c.masses(), c.softenings());
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public void close() {
    session.close();
  }

  /** The acceleration at some positions, and its reverse for cotangents of one. */
  public static double[] accelerationAndReverse(Engine engine, ForceModel model, double[][] x) {
    try (SessionBench<?> bench = new SessionBench<>(engine.open(model))) {
      return bench.accelerationAndReverse(x);
    }
  }

  private double[] accelerationAndReverse(double[][] x) {
    double[][] ones = new double[3][bodies];
    Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
    session.write(x, v[0]);
    session.write(ones, v[1]);
    session.acceleration(0, v[0], v[4]);
    double[] acceleration = result(4);
    session.adjointAndAcceleration(0, 0, v[0], v[1], v[5], v[6]);
    return joined(acceleration, result(5), result(6), all(session.cotangent()));
  }

  /** The cotangents that a number of equal reverses add up. */
  public double[] cotangents(int reverses) {
    session.clearCotangents();
    for (int k = 0; k < reverses; k++) {
      session.adjoint(0.7, 0, 0, v[0], v[2], v[4]);
    }
    return all(session.cotangent());
  }

  /** Holds every operation of one engine to that of another. */
  public static void compare(ForceModel model, Engine expected, Engine actual, double tolerance) {
    ForceCotangent displacement = displacement(model);
    try (SessionBench<?> one = new SessionBench<>(expected.open(model, displacement));
        SessionBench<?> other = new SessionBench<>(actual.open(model, displacement))) {
      for (int run = 0; run < 3; run++) { // PyTorch optimises a program when it has seen it run
        compare("acceleration", one::acceleration, other::acceleration, tolerance);
        compare("tangent", one::tangent, other::tangent, tolerance);
        compare("adjoint", one::adjoint, other::adjoint, tolerance);
        if (model.sources() == 0) {
          compare("adjointTangent", one::adjointTangent, other::adjointTangent, tolerance);
        }
      }
      compare("algebra", one::algebra, other::algebra, tolerance);
    }
  }

  private static void compare(
      String what, Supplier<double[]> one, Supplier<double[]> other, double tolerance) {
    double[] expected = one.get();
    double[] actual = other.get();
    assertEquals(expected.length, actual.length);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      int index = i;
      assertEquals(
          expected[i],
          actual[i],
          tolerance * Math.max(1, Math.min(scale, 100 * Math.abs(expected[i]) + 1)),
          () -> what + " at " + index);
    }
  }
}
