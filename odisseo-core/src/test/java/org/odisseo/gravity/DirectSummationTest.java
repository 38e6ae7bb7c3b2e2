// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.concurrent.Workers;
import org.odisseo.gravity.Bodies.Softening;
import org.odisseo.particles.Particles;

class DirectSummationTest {

  static Stream<PairKernel> kernels() {
    return Stream.concat(Stream.of(PairKernels.scalar()), PairKernels.simd().stream());
  }

  @Test
  void theVectorKernelIsFoundWhereTheModuleIs() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertEquals(module, PairKernels.simd().isPresent());
    assertEquals(PairKernels.simd().orElse(PairKernels.scalar()), PairKernels.best());
  }

  /** Run in a JVM without the module, prints which kernels there are. */
  static final class PlainJvm {

    private PlainJvm() {}

    public static void main(String[] args) {
      System.out.print(PairKernels.best().name() + PairKernels.simd().isPresent());
    }
  }

  @Test
  void thePlainKernelServesWhereTheModuleIsNot() throws Exception {
    Process jvm =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                PlainJvm.class.getName())
            .start();
    String log = new String(jvm.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    String out = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jvm.waitFor(), log);
    assertEquals("scalarfalse", out);
    assertTrue(log.contains("--add-modules jdk.incubator.vector"), log);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void twoBodiesAttractByTheInverseSquare(PairKernel kernel) {
    double[] mass = {3, 5};
    double[][] x = {{1, 1}, {0, 4}, {2, 2}};
    double[][] a = new double[3][2];
    DirectSummation sum = DirectSummation.of(2, mass, new double[2], 2).withKernel(kernel);
    sum.acceleration(x, a);
    assertArrayEquals(new double[] {0, 0}, a[0]);
    assertArrayEquals(new double[] {2 * 5 / 16.0, -2 * 3 / 16.0}, a[1], 1e-16);
    double[] phi = new double[2];
    sum.potential(x, phi);
    assertArrayEquals(new double[] {-2 * 5 / 4.0, -2 * 3 / 4.0}, phi, 1e-15);
    assertEquals(-2 * 3 * 5 / 4.0, sum.potentialEnergy(x), 1e-15);
  }

  /** The energy is 2 + 5/2 + 10/sqrt(5) without softening; of the rest eight digits are known. */
  @ParameterizedTest
  @MethodSource("kernels")
  void threeBodiesOfUnequalMass(PairKernel kernel) {
    Particles particles =
        Particles.of(
            new double[] {1, 2, 5},
            new double[][] {{0, 0, 0}, {1, 0, 0}, {0, 2, 0}},
            new double[3][3]);
    assertEquals(
        -8.97213595,
        DirectSummation.of(1, particles).withKernel(kernel).potentialEnergy(particles),
        6e-9);
    DirectSummation sum = DirectSummation.of(1, particles.withSoftening(1e-3)).withKernel(kernel);
    double[][] a = sum.acceleration(particles);
    assertEquals(1.999997, a[0][0], 5e-9);
    assertEquals(1.24999953, a[1][0], 5e-9);
    assertEquals(0, a[2][0]);
    double[] phi = sum.potential(particles);
    assertArrayEquals(new double[] {-4.49999869, -3.23606725, -1.39442704}, phi, 5e-9);
  }

  /** A body softened by its scale is a Plummer sphere for tracers, wherever they are. */
  @ParameterizedTest
  @MethodSource("kernels")
  void aSoftenedSourceIsAPlummerSphere(PairKernel kernel) {
    double scale = 0.8;
    double mass = 7;
    double[][] x = new double[3][200];
    double[] softening = new double[200];
    softening[0] = scale;
    Random random = new Random(5);
    for (int i = 1; i < 199; i++) {
      x[0][i] = random.nextGaussian();
      x[2][i] = random.nextGaussian();
    }
    double[] masses = new double[200];
    masses[0] = mass;
    DirectSummation sum = DirectSummation.of(1, masses, softening, 1).withKernel(kernel);
    double[][] a = new double[3][200];
    sum.acceleration(x, a);
    double[] phi = new double[200];
    sum.potential(x, phi);
    for (int i = 1; i < 200; i++) {
      double r2 = x[0][i] * x[0][i] + x[2][i] * x[2][i];
      double u = Math.sqrt(r2 + scale * scale);
      assertEquals(-mass * x[0][i] / (u * u * u), a[0][i], 1e-14);
      assertEquals(-mass * x[2][i] / (u * u * u), a[2][i], 1e-14);
      assertEquals(-mass / u, phi[i], 1e-14);
    }
    assertEquals(0, a[0][199], "force on a tracer at the centre");
    assertEquals(-mass / scale, phi[199], 1e-14);
    assertEquals(0, a[0][0], "the source feels nothing");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aStoppedGradientHasNoPartOfPositions(PairKernel kernel) {
    Bodies bodies = Bodies.random(40, 40, Softening.UNEQUAL, 1);
    DirectSummation exact = bodies.summation(kernel);
    DirectSummation stopped = exact.stopGradient();
    PairTangent tangent = Bodies.tangent(40, new Random(2));
    double[][] cotangent = Bodies.vectors(40, new Random(3));

    double[][] a = new double[3][40];
    double[][] stoppedA = new double[3][40];
    double[][] stoppedDa = new double[3][40];
    exact.acceleration(bodies.x(), a);
    stopped.accelerationAndJvp(bodies.x(), tangent, stoppedA, stoppedDa);
    double[][] da = new double[3][40];
    PairTangent standing = new PairTangent(new double[3][40], tangent.mass(), tangent.softening());
    exact.accelerationAndJvp(bodies.x(), standing, a, da);
    assertArrayEquals(a, stoppedA);
    assertArrayEquals(da, stoppedDa);

    PairTangent gradient = PairTangent.zero(40);
    PairTangent cut = Bodies.tangent(40, new Random(4));
    exact.vjp(bodies.x(), cotangent, gradient);
    stopped.vjp(bodies.x(), cotangent, cut);
    assertArrayEquals(new double[3][40], cut.position());
    assertArrayEquals(gradient.mass(), cut.mass());
    assertArrayEquals(gradient.softening(), cut.softening());
    assertTrue(gradient.position()[0][0] != 0);
  }

  @Test
  void oneSummationMayServeSeveralThreads() throws Exception {
    Bodies bodies = Bodies.random(300, 300, Softening.COMMON, 1);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      for (PairKernel kernel : kernels().toList()) {
        DirectSummation sum = bodies.summation(kernel).withWorkers(Workers.of(2));
        double[][] expected = new double[3][300];
        sum.acceleration(bodies.x(), expected);
        List<Future<double[][]>> results = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
          results.add(
              callers.submit(
                  () -> {
                    double[][] a = new double[3][300];
                    sum.acceleration(bodies.x(), a);
                    return a;
                  }));
        }
        for (Future<double[][]> result : results) {
          assertArrayEquals(expected, result.get());
        }
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void evaluationsAllocateNextToNothing(PairKernel kernel) {
    for (Softening softening : new Softening[] {Softening.COMMON, Softening.UNEQUAL}) {
      evaluationsAllocateNextToNothing(kernel, softening);
    }
  }

  private static void evaluationsAllocateNextToNothing(PairKernel kernel, Softening softening) {
    // Enough for the plain kernel to visit pairs once.
    int count = 260;
    Bodies bodies = Bodies.random(count, count, softening, 1);
    DirectSummation sum = bodies.summation(kernel);
    double[][] a = new double[3][count];
    double[] phi = new double[count];
    PairTangent gradient = PairTangent.zero(count);
    PairTangent tangent = new PairTangent(bodies.x(), bodies.mass(), new double[count]);
    double[][] da = new double[3][count];
    Runnable evaluation =
        () -> {
          sum.acceleration(bodies.x(), a);
          sum.potential(bodies.x(), phi);
          sum.jvp(bodies.x(), tangent, da);
          sum.accelerationAndJvp(bodies.x(), tangent, a, da);
          sum.vjp(bodies.x(), bodies.x(), gradient);
          sum.accelerationAndVjp(bodies.x(), bodies.x(), a, gradient);
        };
    // Vectors are objects until the loops are compiled.
    long deadline = System.nanoTime() + 60_000_000_000L;
    long perEvaluation = Long.MAX_VALUE;
    while (perEvaluation >= 1024 && System.nanoTime() < deadline) {
      perEvaluation = allocatedBytes(evaluation, 100) / 100;
    }
    long settled = perEvaluation;
    assertTrue(settled < 1024, () -> settled + " bytes");
  }

  private static long allocatedBytes(Runnable task, int times) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int k = 0; k < times; k++) {
      task.run();
    }
    return threads.getThreadAllocatedBytes(id) - before;
  }

  @Test
  void coincidencesAreFound() {
    double[][] x = {{0, 1, 0.5, 1, -0.0, 0.5}, {0, 2, 0, 2, 0, 0}, {0, 3, 0, 3, 0, 0}};
    double[] mass = {1, 1, 1, 1, 1, 1};
    assertEquals(
        Optional.of(new Coincidence(0, 4)),
        DirectSummation.of(1, mass, new double[6], 6).coincidence(x));
    assertEquals(
        Optional.of(new Coincidence(1, 3)),
        DirectSummation.of(1, mass, new double[] {0.1, 0, 0, 0, 0, 0}, 6).coincidence(x));
    assertEquals(
        Optional.empty(),
        DirectSummation.of(1, mass, new double[] {0.1, 0.1, 0, 0, 0, 0}, 2).coincidence(x),
        "tracers do not attract each other");
    String message = new Coincidence(0, 4).message();
    assertTrue(message.contains("particles 0 and 4") && message.contains("softening"), message);
  }

  @Test
  void badInputIsNamed() {
    double[] one = {1};
    assertMessage(
        "mass must be >= 0 and finite, got NaN at index 1",
        () -> DirectSummation.of(1, new double[] {1, Double.NaN}, new double[2], 2));
    assertMessage(
        "softening must be >= 0 and finite, got -0.5 at index 0",
        () -> DirectSummation.of(1, one, new double[] {-0.5}, 1));
    assertMessage(
        "gravitationalConstant must be finite, got Infinity",
        () -> DirectSummation.of(Double.POSITIVE_INFINITY, one, one, 1));
    assertMessage(
        "softenings must have length 1 (one per body, as for masses), got 2",
        () -> DirectSummation.of(1, one, new double[2], 1));
    assertMessage("sources must be >= 0 and < 2, got 2", () -> DirectSummation.of(1, one, one, 2));
    DirectSummation sum = DirectSummation.of(1, one, one, 1);
    assertMessage(
        "x must have length 3 (rows x, y, z), got 2",
        () -> sum.acceleration(new double[2][1], new double[3][1]));
    assertMessage(
        "each row of phi must have length 1 (one per body), got 4",
        () -> sum.potential(new double[3][1], new double[4]));
    assertMessage(
        "each row of gradient.mass must have length 1 (one per body), got 0",
        () ->
            sum.vjp(
                new double[3][1],
                new double[3][1],
                new PairTangent(new double[3][1], new double[0], one)));
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void theChapterExampleHolds() {
    DirectSummation attraction = DirectSummation.of(1.0, new double[] {1, 2, 5}, new double[3], 3);
    double[][] x = {{0, 1, 0}, {0, 0, 2}, {0, 0, 0}};
    double[][] a = new double[3][3];
    attraction.acceleration(x, a);
    assertEquals(2, a[0][0], 1e-15);
    assertEquals(1.25, a[1][0], 1e-15);
    assertEquals(-2 - 5 / 2.0 - 10 / Math.sqrt(5), attraction.potentialEnergy(x), 1e-14);
  }
}
