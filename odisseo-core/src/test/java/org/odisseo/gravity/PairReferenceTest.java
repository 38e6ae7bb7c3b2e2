// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.gravity.Bodies.Softening;

/** Both kernels against one plain loop, to rounding, for all sizes that are cut up differently. */
class PairReferenceTest {

  static List<PairKernel> kernels() {
    return Stream.concat(Stream.of(PairKernels.scalar()), PairKernels.simd().stream()).toList();
  }

  @ParameterizedTest
  @EnumSource(Softening.class)
  void everythingFollowsThePlainLoop(Softening softening) {
    for (int count :
        IntStream.concat(IntStream.rangeClosed(1, 33), IntStream.of(207, 1000)).toArray()) {
      for (int sources : new int[] {count, (count + 1) / 2}) {
        assertFollows(Bodies.random(count, sources, softening, count));
      }
    }
  }

  /** Sizes around the ends of blocks, with and without bodies that do not attract. */
  @ParameterizedTest
  @EnumSource(Softening.class)
  void soDoSystemsThatDoNotFillTheirBlocks(Softening softening) {
    for (int sources : new int[] {255, 256, 257, 511, 513, 1024, 1025, 1031}) {
      assertFollows(Bodies.random(sources, sources, softening, sources));
      assertFollows(Bodies.random(sources + 70, sources, softening, sources));
    }
  }

  @Test
  void soDoLargeSystems() {
    assertFollows(Bodies.random(4097, 4097, Softening.TIED, 1));
    assertFollows(Bodies.random(4097, 4097, Softening.COMMON, 1));
    assertFollows(Bodies.random(4097, 100, Softening.COMMON, 2));
    assertFollows(Bodies.random(900, 700, Softening.TIED, 3));
  }

  private static void assertFollows(Bodies bodies) {
    int n = bodies.count();
    Random random = new Random(n);
    PairTangent tangent = Bodies.tangent(n, random);
    double[][] cotangent = Bodies.vectors(n, random);
    PairReference reference = new PairReference(bodies, tangent, cotangent);
    for (PairKernel kernel : kernels()) {
      DirectSummation sum = bodies.summation(kernel);
      double[][] a = new double[3][n];
      sum.acceleration(bodies.x(), a);
      reference.assertAcceleration(a, 1e-13);
      double[] phi = new double[n];
      sum.potential(bodies.x(), phi);
      reference.assertPotential(phi, 1e-13);
      double[][] da = new double[3][n];
      sum.jvp(bodies.x(), tangent, da);
      reference.assertTangent(da, 1e-13);
      PairTangent gradient = PairTangent.zero(n);
      sum.vjp(bodies.x(), cotangent, gradient);
      reference.assertGradient(gradient, 1e-13);

      sum.accelerationAndJvp(bodies.x(), tangent, a, da);
      reference.assertAcceleration(a, 1e-13);
      reference.assertTangent(da, 1e-13);
      sum.accelerationAndVjp(bodies.x(), cotangent, a, gradient);
      reference.assertAcceleration(a, 1e-13);
      reference.assertGradient(gradient, 1e-13);
    }
  }

  /**
   * Of a single source of unit mass the potential is an inverse root and the force its cube times
   * the distance. The distances reach over all whose squares are normal numbers.
   */
  @ParameterizedTest
  @MethodSource("kernels")
  void inverseRootsAreGoodToAFewUnitsInTheLastPlace(PairKernel kernel) {
    int count = 100_000;
    double[] mass = new double[count];
    mass[0] = 1;
    double[][] x = new double[3][count];
    Random random = new Random(3);
    for (int i = 1; i < count; i++) {
      double exponent = -510.9 + 1022.8 * i / count;
      x[0][i] = Math.pow(2, exponent) * (1 + random.nextDouble() * 1e-5);
    }
    DirectSummation sum = DirectSummation.of(1, mass, new double[count], 1).withKernel(kernel);
    double[] phi = new double[count];
    sum.potential(x, phi);
    double[][] a = new double[3][count];
    sum.acceleration(x, a);
    double worst = 0;
    double worstCubed = 0;
    for (int i = 1; i < count; i++) {
      double u = x[0][i] * x[0][i];
      assertTrue(u >= Double.MIN_NORMAL && u <= Double.MAX_VALUE);
      double root = 1 / Math.sqrt(u);
      worst = Math.max(worst, Math.abs(-phi[i] - root) / Math.ulp(root));
      double cube = root * root * root;
      if (cube > 1e-290 && cube < 1e290) {
        double force = cube * x[0][i];
        worstCubed = Math.max(worstCubed, Math.abs(-a[0][i] - force) / Math.ulp(force));
      }
    }
    // The root of the comparison is itself rounded twice, the force five times.
    assertEquals(0, worst, 3);
    assertEquals(0, worstCubed, 8);
  }

  /**
   * Where square and root of the distance overflow or vanish, nothing finite and wrong comes out.
   */
  @ParameterizedTest
  @MethodSource("kernels")
  void unsoftenedCoincidenceIsNotFiniteInAnyResult(PairKernel kernel) {
    for (int other : new int[] {1, 39}) {
      Bodies bodies = Bodies.random(40, 40, Softening.NONE, 71);
      for (int row = 0; row < 3; row++) {
        bodies.x()[row][other] = bodies.x()[row][0];
      }
      DirectSummation sum = bodies.summation(kernel);
      double[] phi = new double[40];
      sum.potential(bodies.x(), phi);
      double[][] da = new double[3][40];
      sum.jvp(bodies.x(), Bodies.tangent(40, new Random(1)), da);
      PairTangent gradient = PairTangent.zero(40);
      sum.vjp(bodies.x(), Bodies.vectors(40, new Random(2)), gradient);
      for (int body : new int[] {0, other}) {
        assertTrue(!Double.isFinite(phi[body]), "potential");
        assertTrue(!Double.isFinite(da[0][body]), "tangent");
        assertTrue(!Double.isFinite(gradient.position()[0][body]), "gradient");
      }
      assertEquals(38, Arrays.stream(phi).filter(Double::isFinite).count(), "the others");
    }
  }
}
