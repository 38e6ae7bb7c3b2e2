// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.loss.TestClouds.xy;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.testkit.DifferentiableContract;

class MixtureTermsTest extends DifferentiableContract<Columns, Columns> {

  private static final Columns OBSERVED =
      xy(new double[] {1, 2, Double.NaN}, new double[] {4, 3, 6});
  private static final Columns ERRORS = xy(new double[] {0.5, 1, 1}, new double[] {2, 0.7, 0.9});
  private static final Columns MODEL = xy(new double[] {2, 1.5, 0, 3}, new double[] {5, 3, 4, 2});

  private static GaussianMixtureLikelihood likelihood() {
    return GaussianMixtureLikelihood.of(OBSERVED, ERRORS)
        .withBackground(
            0.2,
            Background.uniform(ParameterSet.of("x", -5, "y", -5), ParameterSet.of("x", 9, "y", 9)));
  }

  @Override
  protected Differentiable<Columns, Columns> map() {
    return likelihood().terms();
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL);
  }

  /** Each term is the likelihood of that star alone. */
  @Test
  void eachTermIsTheLikelihoodOfOneStar() {
    double[] terms = map().apply(MODEL).toArray();
    for (int i = 0; i < 3; i++) {
      GaussianMixtureLikelihood alone =
          GaussianMixtureLikelihood.of(row(OBSERVED, i), row(ERRORS, i))
              .withBackground(
                  0.2,
                  Background.uniform(
                      ParameterSet.of("x", -5, "y", -5), ParameterSet.of("x", 9, "y", 9)));
      assertEquals(alone.apply(MODEL).value(), terms[i]);
    }
    assertEquals(likelihood().apply(MODEL).value(), Arrays.stream(terms).sum(), 1e-14);
  }

  private static Columns row(Columns table, int i) {
    return xy(new double[] {table.value("x", i)}, new double[] {table.value("y", i)});
  }

  @Test
  void starsThatAreNotFiniteGiveNaN() {
    Columns broken = xy(new double[] {2, Double.NaN}, new double[] {5, 3});
    assertTrue(Arrays.stream(map().apply(broken).toArray()).allMatch(Double::isNaN));
    assertTrue(
        Arrays.stream(map().jvp(broken, broken.zero()).tangent().toArray())
            .allMatch(Double::isNaN));
    assertMessage(
        "stars must have the columns x, y, as the data have, got a",
        () -> map().apply(Columns.of(List.of("a"), new double[] {1})));
  }
}
