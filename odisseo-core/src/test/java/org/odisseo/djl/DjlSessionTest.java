// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.StepError;
import org.odisseo.engine.Store;
import org.odisseo.field.ExternalField;

/** Every operation of a session, held to the same operation of the JVM engine. */
class DjlSessionTest {

  private static final int BODIES = 37;
  private static final double TOLERANCE = 1e-13;

  private static final ExternalField HALO =
      ExternalField.of(
          "-G*mass*log_ratio(norm(x, y, z/q)/a)/a + z^2*cutoff_potential(s, x^2 + y^2)",
          ParameterSet.of("mass", 3.0, "a", 1.7, "q", 0.8, "s", 0.9));

  private static final ExternalField BAR =
      ExternalField.of(
          "-G*mass/sqrt((x*cos(w*t) + y*sin(w*t))^2 + 0.5*y^2 + z^2 + b^2)",
          ParameterSet.of("mass", 2.0, "w", 0.3, "b", 0.4));

  /** Different softenings, some equal, some zero; some bodies attract nothing. */
  private static ForceModel model(ExternalField field, int sources, boolean follows) {
    double[] masses = random(1, 0.1, 2);
    double[] softenings = random(2, 0, 0.4);
    Arrays.fill(softenings, 3, 12, 0.2);
    Arrays.fill(softenings, 14, 20, 0);
    return new ForceModel(field, field.parameters(), 1.3, masses, softenings, sources, follows);
  }

  static List<ForceModel> models() {
    return List.of(
        model(HALO, 0, true),
        model(BAR, 0, true),
        model(ExternalField.none(), BODIES, true),
        model(ExternalField.none(), 0, true),
        model(HALO, 11, true),
        model(BAR, BODIES, true),
        model(BAR, BODIES, false));
  }

  private static double[] random(long seed, double from, double to) {
    return new SplittableRandom(seed).doubles(BODIES, from, to).toArray();
  }

  private static double[][] vector(long seed) {
    double[][] rows = new double[3][];
    for (int row = 0; row < 3; row++) {
      rows[row] = random(10 * seed + row, -1, 1);
    }
    return rows;
  }

  private static ForceCotangent displacement(ForceModel model) {
    double[] parameters = Arrays.copyOf(random(77, -1, 1), model.parameters().size());
    return new ForceCotangent(parameters, random(78, -1, 1), random(79, -1, 1));
  }

  /** A session with four vectors to read and four to write. */
  private static final class Bench<V> implements AutoCloseable {
    private final Session<V> session;
    private final V[] v;

    Bench(Session<V> session) {
      this.session = session;
      this.v = session.vectors(8);
      for (int k = 0; k < 4; k++) {
        session.write(vector(k), v[k]);
      }
    }

    double[] result(int k) {
      double[][] rows = new double[3][BODIES];
      session.read(v[k], rows);
      return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    double[] acceleration() {
      session.acceleration(0.7, v[0], v[4]);
      return result(4);
    }

    double[] tangent() {
      session.tangent(0.7, 0.2, v[0], v[1], v[4], v[5]);
      return joined(result(4), result(5));
    }

    double[] adjoint() {
      double[] scalars = new double[4];
      session.adjointAndAcceleration(0.7, v[0], v[2], v[4], v[5], scalars);
      double[] first = joined(result(4), result(5), scalars);
      session.adjoint(0.8, v[1], v[3], v[4], scalars);
      double[] all = joined(first, result(4), scalars, all(session.cotangent()));
      session.clearCotangents();
      assertTrue(Arrays.stream(all(session.cotangent())).allMatch(x -> x == 0));
      return all;
    }

    double[] adjointTangent() {
      double[] time = new double[2];
      session.adjointTangent(0.7, 0.2, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], time);
      double[] results = joined(result(4), result(5), result(6), result(7), time);
      return joined(results, all(session.cotangent()), all(session.cotangentTangent()));
    }

    double[] algebra() {
      session.combine(v, 4, new int[] {0, 1, 2, 3, 0, 1}, new double[] {1, -2, 0.5, 0.1, 3, 1e-3});
      session.combine(v, 0, new int[] {0}, new double[] {0.3});
      session.combine(v, 5, new int[0], new double[0]);
      Store<V> store = session.store(3);
      store.put(1, v[4]);
      session.combine(v, 4, new int[] {1}, new double[] {1});
      store.get(1, v[6]);
      StepError step =
          new StepError(
              new int[] {0, 1},
              new int[] {2, 3},
              new int[] {1, 3},
              new int[] {2, 0},
              1e-3,
              new double[] {1e-4, 1e-2});
      StepError plain =
          new StepError(
              new int[] {0, 1},
              new int[] {2, 3},
              new int[] {1, 5},
              new int[0],
              1e-3,
              new double[] {1e-4, 1e-2});
      return joined(
          result(0),
          result(4),
          result(5),
          result(6),
          new double[] {
            session.dot(v[0], v[3]), session.errorNorm(v, step), session.errorNorm(v, plain)
          });
    }

    boolean finite(double value) {
      double[][] rows = vector(1);
      rows[1][5] = value;
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
  }

  private static void compare(ForceModel model, Engine engine, double tolerance) {
    ForceCotangent displacement = displacement(model);
    try (Bench<?> jvm = new Bench<>(Engine.jvm(1).open(model, displacement));
        Bench<?> djl = new Bench<>(engine.open(model, displacement))) {
      for (int run = 0; run < 3; run++) { // PyTorch optimises a program when it has seen it run
        compare("acceleration", jvm::acceleration, djl::acceleration, tolerance);
        compare("tangent", jvm::tangent, djl::tangent, tolerance);
        compare("adjoint", jvm::adjoint, djl::adjoint, tolerance);
        if (model.sources() == 0) {
          compare("adjointTangent", jvm::adjointTangent, djl::adjointTangent, tolerance);
        }
      }
      compare("algebra", jvm::algebra, djl::algebra, tolerance);
    }
  }

  private static void compare(
      String what, Supplier<double[]> jvm, Supplier<double[]> djl, double tolerance) {
    double[] expected = jvm.get();
    double[] actual = djl.get();
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

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithTheJvmEngine(ForceModel model) {
    compare(model, DjlEngine.on(Device.cpu()), TOLERANCE);
  }

  /** Blocks of one, five and all targets. */
  @Test
  void blocksOfPairsDoNotShow() {
    ForceModel model = model(ExternalField.none(), BODIES, true);
    for (long rows : new long[] {0, 5, 100}) {
      long memory = Math.max(1, rows * BODIES * 16 * 8);
      compare(model, DjlEngine.on(Device.cpu()).withPairMemory(memory), TOLERANCE);
    }
  }

  @Test
  void singlePrecision() {
    Engine single = DjlEngine.on(Device.cpu()).withType(DataType.FLOAT32);
    compare(model(BAR, 0, true), single, 3e-6);
    ForceModel softened = model(ExternalField.none(), BODIES, true);
    Arrays.fill(softened.softenings(), 0.3);
    compare(softened, single, 3e-5);
  }

  @Test
  void knowsFiniteNumbers() {
    ForceModel model = model(ExternalField.none(), 0, true);
    try (Bench<?> djl = new Bench<>(DjlEngine.on(Device.cpu()).open(model))) {
      assertTrue(djl.finite(1e300));
      assertFalse(djl.finite(Double.NaN));
      assertFalse(djl.finite(Double.NEGATIVE_INFINITY));
    }
  }

  @Test
  void leavesNothingBehind() {
    ForceModel model = model(BAR, BODIES, true);
    DjlEngine engine = DjlEngine.on(Device.cpu());
    int before = arraysOfTheProcess();
    try (Session<?> session = engine.open(model, displacement(model));
        Bench<?> bench = new Bench<>(session)) {
      bench.acceleration(); // the numbers of a formula are made when it is first used
      bench.tangent();
      bench.adjoint();
      int during = arraysOfTheProcess();
      for (int k = 0; k < 20; k++) {
        bench.acceleration();
        bench.tangent();
        bench.adjoint();
        bench.finite(1);
      }
      assertEquals(during, arraysOfTheProcess());
    }
    assertEquals(before, arraysOfTheProcess());
  }

  static int arraysOfTheProcess() {
    try (var manager = Backend.newManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  @Test
  void saysWhatIsWrong() {
    DjlEngine engine = DjlEngine.on(Device.cpu());
    assertThrows(IllegalArgumentException.class, () -> engine.withType(DataType.INT32));
    assertThrows(IllegalArgumentException.class, () -> engine.withPairMemory(0));
    ForceModel pairs = model(ExternalField.none(), BODIES, true);
    try (Bench<?> bench = new Bench<>(engine.open(pairs))) {
      assertThrows(UnsupportedOperationException.class, bench::adjointTangent);
    }
  }
}
