// SPDX-License-Identifier: Apache-2.0

package org.odisseo.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.FiniteDifferences;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;

/**
 * Checks the derivatives of a differentiable map at a point: tangents against central differences,
 * pullbacks against tangents, and, where the map has them, pullbacks along a direction against
 * differences of pullbacks.
 *
 * <p>Directions are scaled with the typical magnitude of every number, so that a mass of 1e10 does
 * not hide a radius of 1e-2: some are random in all numbers, and then every number has one of its
 * own (a random choice of them if there are many), so that a strong dependence does not hide a weak
 * one.
 *
 * @param <A> type of the point
 * @param <B> type of the value
 */
public final class DerivativeCheck<A extends VectorValue<A>, B extends VectorValue<B>> {

  /** Random directions in all numbers at once. */
  private static final int RANDOM = 4;

  /** Numbers of the point that get a direction of their own. */
  private static final int SINGLE = 40;

  /**
   * A slope that is smaller than this, in units of value per point, need not be exact relatively.
   */
  private static final double WEAK = 1e-3;

  private final Differentiable<A, B> map;
  private final A at;
  private final double transposeTolerance;
  private final double differenceTolerance;

  private DerivativeCheck(
      Differentiable<A, B> map, A at, double transposeTolerance, double differenceTolerance) {
    this.map = map;
    this.at = at;
    this.transposeTolerance = transposeTolerance;
    this.differenceTolerance = differenceTolerance;
  }

  /**
   * A check with the default tolerances: 1e-11 between the modes, which is rounding error times the
   * condition of a few hundred operations, and 1e-7 against extrapolated differences.
   */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> DerivativeCheck<A, B> of(
      Differentiable<A, B> map, A at) {
    return new DerivativeCheck<>(map, at, 1e-11, 1e-7);
  }

  /** The same check with another tolerance between forward and reverse mode. */
  public DerivativeCheck<A, B> withTransposeTolerance(double tolerance) {
    return new DerivativeCheck<>(map, at, tolerance, differenceTolerance);
  }

  /** The same check with another tolerance against differences. */
  public DerivativeCheck<A, B> withDifferenceTolerance(double tolerance) {
    return new DerivativeCheck<>(map, at, transposeTolerance, tolerance);
  }

  /** Runs all checks that apply to the map. */
  public void run() {
    checkValues();
    checkTangentsAgainstDifferences();
    checkSeveralTangents();
    checkPullbacksAgainstTangents();
    checkSecondOrder();
  }

  /** The value must be the same in all modes, up to a few roundings. */
  public void checkValues() {
    B value = map.apply(at);
    double[] scale = value.typicalMagnitudes();
    A direction = randomTangent(0);
    compare("value of vjp", map.vjp(at).value(), value, scale, transposeTolerance);
    compare("value of jvp", map.jvp(at, direction).value(), value, scale, transposeTolerance);
  }

  /** Tangents against extrapolated central differences. */
  public void checkTangentsAgainstDifferences() {
    double[] scale = map.apply(at).typicalMagnitudes();
    for (A direction : directions()) {
      B tangent = map.jvp(at, direction).tangent();
      FiniteDifferences.Estimate<B> estimate =
          FiniteDifferences.derivative(map::apply, at, direction);
      compareEstimate("tangent", tangent, estimate, scale);
    }
  }

  /** Tangents along several directions at once against those along one. */
  public void checkSeveralTangents() {
    List<A> directions = directions();
    WithTangents<B> several = map.jvps(at, directions);
    B value = map.apply(at);
    compare("value of jvps", several.value(), value, value.typicalMagnitudes(), transposeTolerance);
    for (int k = 0; k < directions.size(); k++) {
      B single = map.jvp(at, directions.get(k)).tangent();
      for (int seed = 0; seed < RANDOM; seed++) {
        B cotangent = randomCotangent(value, seed);
        compareProducts(
            "several tangents against one",
            cotangent,
            several.tangents().get(k),
            cotangent,
            single,
            transposeTolerance);
      }
    }
  }

  /** The identity {@code cotangent . (J tangent) = (J^T cotangent) . tangent}. */
  public void checkPullbacksAgainstTangents() {
    WithPullback<A, B> reverse = map.vjp(at);
    List<A> directions = directions();
    for (int k = 0; k < directions.size(); k++) {
      A tangent = directions.get(k);
      B cotangent = randomCotangent(reverse.value(), k);
      compareProducts(
          "pullback against tangent",
          reverse.pull(cotangent),
          tangent,
          cotangent,
          map.jvp(at, tangent).tangent(),
          transposeTolerance);
    }
  }

  /** The pullback along a direction, if the map has one. */
  public void checkSecondOrder() {
    Optional<TwiceDifferentiable<A, B>> twice = map.twice();
    if (twice.isEmpty()) {
      return;
    }
    List<A> directions = directions();
    for (int k = 0; k < directions.size(); k++) {
      checkSecondOrder(twice.get(), directions.get(k), k);
    }
  }

  private void checkSecondOrder(TwiceDifferentiable<A, B> twice, A direction, int k) {
    WithTangent<B> forward = map.jvp(at, direction);
    WithDualPullback<A, B> dual = twice.vjpAlong(at, direction);
    double[] scale = forward.value().typicalMagnitudes();
    compare("dual value", dual.value().value(), forward.value(), scale, transposeTolerance);
    compare("dual tangent", dual.value().tangent(), forward.tangent(), scale, transposeTolerance);

    B cotangent = randomCotangent(forward.value(), k);
    B cotangentTangent = randomCotangent(forward.value(), k + 1000);
    WithTangent<A> pulled = dual.pull(new WithTangent<>(cotangent, cotangentTangent));
    A plain = map.vjp(at).pull(cotangent);
    compare("dual pullback", pulled.value(), plain, inverse(), transposeTolerance);
    // Along the ray at + s direction with the cotangent c + s dc, the pullback is a function of s.
    Function<Scalar, A> ray =
        s ->
            map.vjp(at.plus(s.value(), direction))
                .pull(cotangent.plus(s.value(), cotangentTangent));
    FiniteDifferences.Estimate<A> estimate =
        FiniteDifferences.derivative(ray, Scalar.ZERO, Scalar.ONE);
    compareEstimate(
        "tangent of the pullback", pulled.tangent(), estimate, magnitudes(inverse(), plain));
  }

  /** Compares with differences; differences that are themselves too rough are an error. */
  private <Y extends VectorValue<Y>> void compareEstimate(
      String what, Y actual, FiniteDifferences.Estimate<Y> estimate, double[] scale) {
    double[] error = estimate.error().toArray();
    double[] expected = estimate.value().toArray();
    for (int i = 0; i < error.length; i++) {
      double allowed = differenceTolerance * Math.max(WEAK * scale[i], Math.abs(expected[i]));
      if (!(error[i] <= allowed)) {
        throw new AssertionError(
            "differences for "
                + what
                + " are too rough to check "
                + actual.labels().get(i)
                + ": error "
                + error[i]
                + " of "
                + expected[i]);
      }
    }
    compare(what + " against differences", actual, estimate.value(), scale, differenceTolerance);
  }

  private static <Y extends VectorValue<Y>> void compare(
      String what, Y actual, Y expected, double[] scale, double tolerance) {
    double[] left = actual.toArray();
    double[] right = expected.toArray();
    if (left.length != right.length) {
      throw new AssertionError(what + ": size " + left.length + " instead of " + right.length);
    }
    for (int i = 0; i < left.length; i++) {
      double allowed = tolerance * Math.max(WEAK * scale[i], Math.abs(right[i]));
      if (!(Math.abs(left[i] - right[i]) <= allowed)) {
        throw new AssertionError(
            "%s, %s: %s but expected %s within %s"
                .formatted(what, actual.labels().get(i), left[i], right[i], allowed));
      }
    }
  }

  /** Compares two dot products, relative to the sum of the magnitudes of their terms. */
  private static <X extends VectorValue<X>, Y extends VectorValue<Y>> void compareProducts(
      String what, X left1, X left2, Y right1, Y right2, double tolerance) {
    double left = left1.dot(left2);
    double right = right1.dot(right2);
    double scale = Math.max(absoluteDot(left1, left2), absoluteDot(right1, right2));
    if (!(Math.abs(left - right) <= tolerance * scale)) {
      throw new AssertionError(
          "%s: %s but expected %s within %s".formatted(what, left, right, tolerance * scale));
    }
  }

  private static <X extends VectorValue<X>> double absoluteDot(X left, X right) {
    double[] a = left.toArray();
    double[] b = right.toArray();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] * b[i]);
    }
    return sum;
  }

  /** Random displacements of everything, then one of each number alone. */
  private List<A> directions() {
    List<A> directions = new ArrayList<>();
    for (int k = 0; k < RANDOM; k++) {
      directions.add(randomTangent(k));
    }
    double[] scale = at.typicalMagnitudes();
    SplittableRandom random = new SplittableRandom(7);
    for (int k = 0; k < Math.min(SINGLE, scale.length); k++) {
      int i = scale.length <= SINGLE ? k : random.nextInt(scale.length);
      directions.add(at.unit(i).times(scale[i]));
    }
    return directions;
  }

  /** A random displacement: every number by up to its typical magnitude, never by much less. */
  private A randomTangent(int k) {
    return at.withArray(random(at.typicalMagnitudes(), k));
  }

  private B randomCotangent(B value, int k) {
    double[] scale = value.typicalMagnitudes();
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / scale[i];
    }
    return value.withArray(random(scale, 100 + k));
  }

  private static double[] random(double[] scale, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[scale.length];
    for (int i = 0; i < values.length; i++) {
      double size = random.nextDouble(0.3, 1);
      values[i] = scale[i] * (random.nextBoolean() ? size : -size);
    }
    return values;
  }

  /** The scale of a gradient of something of order one with respect to the point. */
  private double[] inverse() {
    double[] scale = at.typicalMagnitudes();
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / scale[i];
    }
    return scale;
  }

  private static <Y extends VectorValue<Y>> double[] magnitudes(double[] scale, Y tangent) {
    double[] values = tangent.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(scale[i], Math.abs(values[i]));
    }
    return values;
  }
}
