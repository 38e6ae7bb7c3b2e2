// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;

/** The directions of a Fisher matrix, and what it says of parameters that are not known alone. */
class FisherDirectionsTest {

  /** Fluxes that know the product of a and b, and c besides. */
  static final ExpressionMap FLUX =
      ExpressionMap.parse("near = exp(ln_a + ln_b) + c", "far = 2*exp(ln_a + ln_b) - c", "mid = c");

  static final ParameterSet FLUX_AT = ParameterSet.of("ln_a", 0.4, "ln_b", 0.6, "c", 2);

  static final ParameterSet FLUX_ERRORS = ParameterSet.of("near", 0.1, "far", 0.2, "mid", 0.3);

  /** The information about the sum s of the logarithms, and c. */
  private static double[][] fluxInformation() {
    double slope = Math.exp(1);
    double ss = slope * slope * (1 / 0.01 + 4 / 0.04);
    double sc = slope * (1 / 0.01 - 2 / 0.04);
    double cc = 1 / 0.01 + 1 / 0.04 + 1 / 0.09;
    return new double[][] {{ss, sc}, {sc, cc}};
  }

  @Test
  void whereOnlyAProductMattersItsPartnerDirectionIsNamed() {
    FisherInformation fisher = FisherInformation.ofModel(FLUX, FLUX_AT, FLUX_ERRORS);
    Direction worst = fisher.directions().get(0);
    assertTrue(worst.isDegenerate());
    assertEquals("0.71 ln_a - 0.71 ln_b: unconstrained", worst.text());
    assertEquals(Double.POSITIVE_INFINITY, worst.sigma());
    assertFalse(fisher.directions().get(1).isDegenerate());
    assertEquals(List.of("ln_a", "ln_b"), List.copyOf(fisher.unconstrained().keySet()));
    assertEquals(
        "it takes part in 0.71 ln_a - 0.71 ln_b, which is unconstrained; give one of its"
            + " parameters a prior or fix it",
        fisher.unconstrained().get("ln_b"));
    double[][] f = fluxInformation();
    double determinant = f[0][0] * f[1][1] - f[0][1] * f[0][1];
    assertEquals(Double.POSITIVE_INFINITY, fisher.marginalSigmas().value("ln_a"));
    assertEquals(Double.POSITIVE_INFINITY, fisher.marginalSigmas().value("ln_b"));
    assertEquals(Math.sqrt(f[0][0] / determinant), fisher.marginalSigmas().value("c"), 1e-12);
    assertEquals(1 / Math.sqrt(f[0][0]), fisher.conditionalSigmas().value("ln_b"), 1e-14);
    assertEquals(List.of("c"), fisher.covariance().names());
    assertTrue(fisher.ellipse("ln_a", "c").isEmpty());
    assertTrue(fisher.fixing("ln_a").ellipse("ln_b", "c").isPresent());
  }

  @Test
  void aPriorOnOnePartnerMakesTheOtherKnown() {
    FisherInformation fisher =
        FisherInformation.ofModel(FLUX, FLUX_AT, FLUX_ERRORS)
            .withPriors(ParameterSet.of("ln_b", 0.25));
    double[][] f = fluxInformation();
    double sumVariance = f[1][1] / (f[0][0] * f[1][1] - f[0][1] * f[0][1]);
    // ln_b is known from the prior alone, and ln_a is the sum minus it.
    assertEquals(0.25, fisher.marginalSigmas().value("ln_b"), 1e-13);
    assertEquals(
        Math.sqrt(sumVariance + 0.25 * 0.25), fisher.marginalSigmas().value("ln_a"), 1e-13);
    assertTrue(fisher.unconstrained().isEmpty());
  }

  @Test
  void degeneraciesDoNotDependOnUnits() {
    ExpressionMap product =
        ExpressionMap.parse("near = mass*radius/1e11", "far = 2*mass*radius/1e12");
    ParameterSet at = ParameterSet.of("mass", 4e11, "radius", 1.6e-5);
    ParameterSet errors = ParameterSet.of("near", 1e-6, "far", 1e-6);
    FisherInformation fisher = FisherInformation.ofModel(product, at, errors);
    Direction worst = fisher.directions().get(0);
    assertTrue(worst.isDegenerate());
    assertFalse(fisher.directions().get(1).isDegenerate());
    assertEquals(2, fisher.unconstrained().size());
    // In units of the values themselves the product's logarithm is the sum of the logarithms.
    assertEquals(
        "0.71 mass/4e11 - 0.71 radius/1.6e-5: unconstrained", fisher.directions(at).get(0).text());
  }

  @Test
  void aParameterWithoutAnyEffectIsSaidToHaveNone() {
    ParameterSet at = FLUX_AT.and("idle", 3e8).with("ln_b", 0.1);
    FisherInformation fisher = FisherInformation.ofModel(FLUX, at, FLUX_ERRORS).fixing("ln_b");
    assertEquals("1.00 idle: unconstrained", fisher.directions().get(0).text());
    assertEquals(
        "the data do not depend on idle; give it a prior or fix it",
        fisher.unconstrained().get("idle"));
    assertEquals(Double.POSITIVE_INFINITY, fisher.conditionalSigmas().value("idle"));
    assertEquals(1, fisher.unconstrained().size());
    assertTrue(Double.isFinite(fisher.marginalSigmas().value("ln_a")));
  }

  @Test
  void aSaddleIsNoMinimum() {
    ExpressionMap saddle = ExpressionMap.parse("f = (x - y)^2/2 - (x + y)^2 + 3*z^2");
    FisherInformation fisher =
        FisherInformation.ofNegativeLogLikelihood(
            saddle.output("f"), ParameterSet.of("x", 0, "y", 0, "z", 1));
    Direction worst = fisher.directions().get(0);
    assertEquals("0.71 x + 0.71 y: unconstrained", worst.text());
    // Along (1, 1)/sqrt(2) at distance s the function is -2 s^2.
    assertEquals(-4, worst.eigenvalue(), 1e-14);
    assertTrue(fisher.unconstrained().get("x").contains("no minimum"));
    assertEquals(1 / Math.sqrt(6), fisher.marginalSigmas().value("z"), 1e-15);
  }

  @Test
  void directionsDiagonalizeTheMatrix() {
    FisherInformation fisher =
        FisherInformation.ofModel(FLUX, FLUX_AT, FLUX_ERRORS).withPrior("ln_a", 0.5);
    for (Direction direction : fisher.directions()) {
      double[] v = direction.components().toArray();
      assertEquals(1, direction.components().norm(), 1e-14);
      double[][] f = fisher.toArray();
      for (int i = 0; i < v.length; i++) {
        double product = 0;
        for (int j = 0; j < v.length; j++) {
          product += f[i][j] * v[j];
        }
        assertEquals(direction.eigenvalue() * v[i], product, 1e-12 * f[0][0]);
      }
      assertEquals(1 / Math.sqrt(direction.eigenvalue()), direction.sigma(), 1e-14);
    }
  }

  @Test
  void aDirectionReadsAsOneLine() {
    ParameterSet names = ParameterSet.of("ln M_NFW", -0.714, "q", 0.01, "ln r_s", 0.7, "d", 0.06);
    ParameterSet units = ParameterSet.of("ln M_NFW", 1, "q", 1, "ln r_s", 1, "d", 1e-3);
    Direction direction = new Direction(5.4, 0.4303, names, units, false);
    assertEquals("-0.71 ln M_NFW + 0.70 ln r_s + 0.06 d/0.001: sigma 0.43", direction.text());
    assertEquals(direction.text(), direction.toString());
  }
}
