// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.concurrent.Workers;
import org.odisseo.gravity.Bodies.Softening;

/** Values and derivatives of both kernels. */
class PairSumsTest {

  static Stream<PairKernel> kernels() {
    return Stream.concat(Stream.of(PairKernels.scalar()), PairKernels.simd().stream());
  }

  /** Kernels with systems small enough for every case of the tiling, and a few larger ones. */
  static List<Arguments> systems() {
    List<Arguments> systems = new ArrayList<>();
    int[] sizes =
        IntStream.concat(IntStream.rangeClosed(1, 33), IntStream.of(64, 65, 130, 207)).toArray();
    for (PairKernel kernel : kernels().toList()) {
      for (int count : sizes) {
        for (int sources : new int[] {count, 1, count / 2, count - 1, 0}) {
          Softening softening = Softening.values()[(count + sources) % 4];
          systems.add(arguments(kernel, Bodies.random(count, sources, softening, count)));
        }
      }
      for (Softening softening : Softening.values()) {
        systems.add(arguments(kernel, Bodies.random(1000, 1000, softening, 3)));
        systems.add(arguments(kernel, Bodies.random(2100, 100, softening, 4)));
        systems.add(arguments(kernel, Bodies.random(6, 6, softening, 5)));
        systems.add(arguments(kernel, Bodies.random(6, 2, softening, 6)));
      }
    }
    return systems;
  }

  @ParameterizedTest
  @MethodSource("systems")
  void valuesFollowTheDefinition(PairKernel kernel, Bodies bodies) {
    DirectSummation sum = bodies.summation(kernel);
    double[][] a = filledWithNaN(bodies.count());
    sum.acceleration(bodies.x(), a);
    // Up to 2100 terms with a few roundings each, which mostly cancel.
    assertClose(bodies.acceleration(), a, 1e-13);

    double[] phi = filledWithNaN(bodies.count())[0];
    sum.potential(bodies.x(), phi);
    assertClose(bodies.potential(), phi, 1e-13);
    double energy = bodies.energy();
    assertEquals(energy, sum.potentialEnergy(bodies.x()), 1e-13 * Math.abs(energy));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void forwardAndReverseModeAreTransposes(PairKernel kernel, Bodies bodies) {
    int n = bodies.count();
    Random random = new Random(n);
    DirectSummation sum = bodies.summation(kernel);
    PairTangent tangent = Bodies.tangent(n, random);
    double[][] cotangent = Bodies.vectors(n, random);
    double[][] da = filledWithNaN(n);
    sum.jvp(bodies.x(), tangent, da);
    PairTangent gradient = tangentOfNaN(n);
    sum.vjp(bodies.x(), cotangent, gradient);

    double forward = dot(cotangent, da);
    double reverse =
        dot(tangent.position(), gradient.position())
            + dot(tangent.mass(), gradient.mass())
            + dot(tangent.softening(), gradient.softening());
    double scale = absoluteDot(cotangent, da) + absoluteDot(tangent, gradient);
    assertEquals(forward, reverse, 1e-13 * scale);
    for (int i = bodies.sources(); i < n; i++) {
      assertEquals(0, gradient.mass()[i], "mass of a body that does not attract");
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void accelerationsComeAlongWithDerivatives(PairKernel kernel, Bodies bodies) {
    int n = bodies.count();
    Random random = new Random(n);
    DirectSummation sum = bodies.summation(kernel);
    PairTangent tangent = Bodies.tangent(n, random);
    double[][] cotangent = Bodies.vectors(n, random);
    double[][] a = new double[3][n];
    sum.acceleration(bodies.x(), a);
    double[][] da = new double[3][n];
    sum.jvp(bodies.x(), tangent, da);
    PairTangent gradient = PairTangent.zero(n);
    sum.vjp(bodies.x(), cotangent, gradient);

    double[][] together = filledWithNaN(n);
    double[][] daTogether = filledWithNaN(n);
    sum.accelerationAndJvp(bodies.x(), tangent, together, daTogether);
    assertClose(a, together, 1e-13);
    assertClose(da, daTogether, 1e-13);
    PairTangent gradientTogether = tangentOfNaN(n);
    together = filledWithNaN(n);
    sum.accelerationAndVjp(bodies.x(), cotangent, together, gradientTogether);
    assertClose(a, together, 1e-13);
    assertClose(gradient.position(), gradientTogether.position(), 1e-13);
    assertClose(gradient.mass(), gradientTogether.mass(), 1e-13);
    assertClose(gradient.softening(), gradientTogether.softening(), 1e-13);
  }

  /** Ties are left out: where two softenings are equal the largest of them has a kink. */
  @ParameterizedTest
  @MethodSource("kernels")
  void tangentsAreDifferences(PairKernel kernel) {
    for (Softening softening : List.of(Softening.NONE, Softening.COMMON, Softening.UNEQUAL)) {
      for (int sources : new int[] {9, 3, 1}) {
        Bodies bodies = Bodies.random(9, sources, softening, 11);
        PairTangent tangent = Bodies.tangent(9, new Random(12));
        if (softening == Softening.NONE) {
          Arrays.fill(tangent.softening(), 0);
        } else if (softening == Softening.COMMON) {
          Arrays.fill(tangent.softening(), 0.7);
        }
        double[][] da = new double[3][9];
        bodies.summation(kernel).jvp(bodies.x(), tangent, da);
        double h = 1e-4;
        double[][] near = difference(bodies, tangent, h);
        double[][] far = difference(bodies, tangent, 2 * h);
        for (int row = 0; row < 3; row++) {
          for (int i = 0; i < 9; i++) {
            // Richardson: the error is of fourth order.
            double expected = (4 * near[row][i] - far[row][i]) / 3;
            assertEquals(expected, da[row][i], 1e-8 * (1 + Math.abs(expected)));
          }
        }
      }
    }
  }

  private static double[][] difference(Bodies bodies, PairTangent tangent, double h) {
    double[][] after = bodies.moved(h, tangent).acceleration();
    double[][] before = bodies.moved(-h, tangent).acceleration();
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < bodies.count(); i++) {
        after[row][i] = (after[row][i] - before[row][i]) / (2 * h);
      }
    }
    return after;
  }

  /** Half of the derivative for each of two equal softenings is the mean over the kink. */
  @ParameterizedTest
  @MethodSource("kernels")
  void equalSofteningsShareTheDerivative(PairKernel kernel) {
    Bodies bodies = Bodies.random(7, 7, Softening.TIED, 21);
    for (int k = 0; k < 7; k++) {
      PairTangent tangent = PairTangent.zero(7);
      // Softening enters as a square: without it there is no slope, while differences see one.
      tangent.softening()[k] = bodies.softening()[k] == 0 ? 0 : 1;
      double[][] da = new double[3][7];
      bodies.summation(kernel).jvp(bodies.x(), tangent, da);
      for (int row = 0; row < 3; row++) {
        assertArrayEquals(meanSlope(bodies, tangent)[row], da[row], 1e-8);
      }
    }
  }

  private static double[][] meanSlope(Bodies bodies, PairTangent tangent) {
    double[][] near = difference(bodies, tangent, 1e-5);
    double[][] far = difference(bodies, tangent, 2e-5);
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < near[row].length; i++) {
        // At a kink the error of central differences is of first order.
        near[row][i] = 2 * near[row][i] - far[row][i];
      }
    }
    return near;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void forceIsMinusTheGradientOfTheEnergy(PairKernel kernel) {
    Bodies bodies = Bodies.random(12, 12, Softening.TIED, 31);
    DirectSummation sum = bodies.summation(kernel);
    double[][] a = new double[3][12];
    sum.acceleration(bodies.x(), a);
    double h = 1e-4;
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 12; i++) {
        PairTangent tangent = PairTangent.zero(12);
        tangent.position()[row][i] = 1;
        double near = energyDifference(sum, bodies, tangent, h);
        double far = energyDifference(sum, bodies, tangent, 2 * h);
        double force = bodies.mass()[i] * a[row][i];
        assertEquals(-(4 * near - far) / 3, force, 1e-8 * (1 + Math.abs(force)));
      }
    }
  }

  private static double energyDifference(
      DirectSummation sum, Bodies bodies, PairTangent tangent, double h) {
    double after = sum.potentialEnergy(bodies.moved(h, tangent).x());
    double before = sum.potentialEnergy(bodies.moved(-h, tangent).x());
    return (after - before) / (2 * h);
  }

  /** Momentum is conserved, and moving everything alike changes nothing. */
  @ParameterizedTest
  @MethodSource("kernels")
  void actionIsReaction(PairKernel kernel) {
    Bodies bodies = Bodies.random(207, 207, Softening.UNEQUAL, 41);
    DirectSummation sum = bodies.summation(kernel);
    double[][] a = new double[3][207];
    PairTangent gradient = PairTangent.zero(207);
    double[][] cotangent = Bodies.vectors(207, new Random(42));
    sum.accelerationAndVjp(bodies.x(), cotangent, a, gradient);
    for (int row = 0; row < 3; row++) {
      double scale = absoluteDot(bodies.mass(), a[row]);
      assertEquals(0, dot(bodies.mass(), a[row]), 1e-13 * scale);
      double[] slope = gradient.position()[row];
      assertEquals(
          0, Arrays.stream(slope).sum(), 1e-13 * Arrays.stream(slope).map(Math::abs).sum());
    }
    // Scaling all lengths by c scales accelerations by c^-2.
    double[][] da = new double[3][207];
    PairTangent scaling = new PairTangent(bodies.x(), new double[207], bodies.softening());
    sum.jvp(bodies.x(), scaling, da);
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 207; i++) {
        assertEquals(-2 * a[row][i], da[row][i], 1e-12 * (1 + Math.abs(a[row][i])));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void anyNumberOfThreadsGivesTheSameBits(PairKernel kernel) {
    for (int count : new int[] {1, 5, 207, 1000, 4200}) {
      for (int sources : new int[] {count, Math.min(count, 3)}) {
        Bodies bodies = Bodies.random(count, sources, Softening.TIED, 51);
        DirectSummation one = bodies.summation(kernel);
        for (int threads = 2; threads <= 3; threads++) {
          assertSameBits(bodies, one, one.withWorkers(Workers.of(threads)));
        }
        assertSameBits(bodies, one, bodies.summation(kernel));
      }
    }
  }

  private static void assertSameBits(Bodies bodies, DirectSummation one, DirectSummation other) {
    int n = bodies.count();
    PairTangent tangent = Bodies.tangent(n, new Random(1));
    double[][] cotangent = Bodies.vectors(n, new Random(2));
    for (int repeat = 0; repeat < 2; repeat++) {
      double[][][] a = new double[2][3][n];
      double[][][] da = new double[2][3][n];
      double[][] phi = new double[2][n];
      PairTangent[] gradient = {PairTangent.zero(n), PairTangent.zero(n)};
      for (int k = 0; k < 2; k++) {
        DirectSummation sum = k == 0 ? one : other;
        sum.acceleration(bodies.x(), a[k]);
        sum.jvp(bodies.x(), tangent, da[k]);
        sum.potential(bodies.x(), phi[k]);
        sum.vjp(bodies.x(), cotangent, gradient[k]);
      }
      assertTrue(Arrays.deepEquals(a[0], a[1]), "accelerations");
      assertTrue(Arrays.deepEquals(da[0], da[1]), "tangents");
      assertTrue(Arrays.equals(phi[0], phi[1]), "potentials");
      assertTrue(
          Arrays.deepEquals(gradient[0].position(), gradient[1].position())
              && Arrays.equals(gradient[0].mass(), gradient[1].mass())
              && Arrays.equals(gradient[0].softening(), gradient[1].softening()),
          "gradients");
    }
  }

  @Test
  void theKernelsAgree() {
    PairKernel simd = PairKernels.simd().orElseThrow();
    for (int count : new int[] {1000, 4097}) {
      Bodies bodies = Bodies.random(count, count, Softening.COMMON, 61);
      double[][] a = new double[3][count];
      double[][] b = new double[3][count];
      PairTangent gradient = PairTangent.zero(count);
      PairTangent other = PairTangent.zero(count);
      double[][] cotangent = Bodies.vectors(count, new Random(62));
      bodies.summation(PairKernels.scalar()).accelerationAndVjp(bodies.x(), cotangent, a, gradient);
      bodies.summation(simd).accelerationAndVjp(bodies.x(), cotangent, b, other);
      assertClose(a, b, 1e-13);
      assertClose(gradient.position(), other.position(), 1e-13);
      assertClose(gradient.mass(), other.mass(), 1e-13);
      assertClose(gradient.softening(), other.softening(), 1e-13);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void coincidentBodiesDoNotPullButDeepenEachOther(PairKernel kernel) {
    for (int count : new int[] {2, 40}) {
      Bodies bodies = Bodies.random(count, count, Softening.COMMON, 71);
      for (int row = 0; row < 3; row++) {
        bodies.x()[row][count - 1] = bodies.x()[row][0];
      }
      DirectSummation sum = bodies.summation(kernel);
      double[][] a = new double[3][count];
      sum.acceleration(bodies.x(), a);
      assertClose(bodies.acceleration(), a, 1e-13);
      double[] phi = new double[count];
      sum.potential(bodies.x(), phi);
      assertClose(bodies.potential(), phi, 1e-13);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void unsoftenedCoincidenceIsNotFinite(PairKernel kernel) {
    for (int other : new int[] {1, 39}) {
      Bodies bodies = Bodies.random(40, 40, Softening.NONE, 71);
      for (int row = 0; row < 3; row++) {
        bodies.x()[row][other] = bodies.x()[row][0];
      }
      double[][] a = new double[3][40];
      bodies.summation(kernel).acceleration(bodies.x(), a);
      assertTrue(!Double.isFinite(a[0][0]) && !Double.isFinite(a[0][other]));
      assertTrue(Double.isFinite(a[0][2]), "the others are not affected");
    }
  }

  /** Tracers may be anywhere, also at one point without softening: they do not see each other. */
  @ParameterizedTest
  @MethodSource("kernels")
  void tracersAtOnePointMoveAlike(PairKernel kernel) {
    Bodies bodies = Bodies.random(20, 2, Softening.NONE, 81);
    for (int row = 0; row < 3; row++) {
      Arrays.fill(bodies.x()[row], 2, 20, 0.3);
    }
    double[][] a = new double[3][20];
    PairTangent gradient = PairTangent.zero(20);
    DirectSummation sum = bodies.summation(kernel);
    sum.accelerationAndVjp(bodies.x(), Bodies.vectors(20, new Random(1)), a, gradient);
    assertClose(bodies.acceleration(), a, 1e-13);
    // Near the sources roots are taken by the processor, farther off by polynomials.
    assertEquals(a[0][2], a[0][3]);
    assertEquals(a[0][18], a[0][19]);
    assertEquals(a[0][2], a[0][19], 4 * Math.ulp(a[0][2]));
    assertTrue(Double.isFinite(dot(gradient.position(), gradient.position())));
  }

  private static double[][] filledWithNaN(int count) {
    double[][] vectors = new double[3][count];
    for (double[] row : vectors) {
      Arrays.fill(row, Double.NaN);
    }
    return vectors;
  }

  private static PairTangent tangentOfNaN(int count) {
    double[][] rows = filledWithNaN(count);
    return new PairTangent(filledWithNaN(count), rows[0], rows[1]);
  }

  private static void assertClose(double[][] expected, double[][] actual, double tolerance) {
    for (int row = 0; row < 3; row++) {
      assertClose(expected[row], actual[row], tolerance);
    }
  }

  /** Relative to the value, or to the typical value where a sum has nearly cancelled. */
  private static void assertClose(double[] expected, double[] actual, double tolerance) {
    double typical = 0;
    for (double value : expected) {
      typical += Math.abs(value) / expected.length;
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], actual[i], tolerance * (typical + Math.abs(expected[i])), "body " + i);
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double absoluteDot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] * b[i])).sum();
  }

  private static double dot(double[][] a, double[][] b) {
    return dot(a[0], b[0]) + dot(a[1], b[1]) + dot(a[2], b[2]);
  }

  private static double absoluteDot(double[][] a, double[][] b) {
    return absoluteDot(a[0], b[0]) + absoluteDot(a[1], b[1]) + absoluteDot(a[2], b[2]);
  }

  private static double absoluteDot(PairTangent a, PairTangent b) {
    return absoluteDot(a.position(), b.position())
        + absoluteDot(a.mass(), b.mass())
        + absoluteDot(a.softening(), b.softening());
  }
}
