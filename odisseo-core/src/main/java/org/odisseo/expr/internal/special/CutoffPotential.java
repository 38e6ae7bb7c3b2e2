// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/**
 * C(a, x) = (1/2) Int_x^infinity P(a, t) t^(-3/2) dt = x^(-1/2) P(a, x) + Gamma(a - 1/2,
 * x)/Gamma(a), the potential of a power law with exponential cut-off, and its derivatives in a.
 * Finite at x = 0 if a &gt; 1/2.
 */
public final class CutoffPotential {
  /** Taylor coefficients of (Gamma(2 + s) - 1)/s. */
  private static final double[] GAMMA_AT_TWO = {
    0.42278433509846713939, 0.41184033042643969479, 0.081576919247086266379, 0.07424901075351389832,
    -0.00026698206874501476832, 0.011154045718130991049, -0.0028526458211553408162,
        0.0021039333406973880085,
    -0.0009195738388259458161, 0.00049038845082257327237, -0.00024094143582384595879,
        0.00012167380653198870033,
    -0.000060792891311041109681, 0.000030453557037787662759, -0.000015234935894944245098,
        7.6217796961671116855e-6,
    -3.8121104000961735699e-6, 1.9064916575800229012e-6, -9.5338778026566562069e-7,
        4.7674169458185775241e-7,
    -2.3838673864099568541e-7, 1.1919867478784572572e-7, -5.960110581532921247e-8,
        2.9801142598609711608e-8,
    -1.4900767892691512672e-8, 7.4504494874176176308e-9, -3.7252465929722095341e-9,
        1.8626305801577527295e-9,
    -9.313177181132121551e-10, 4.6565966843754212107e-10, -2.3283010402143966008e-10,
        1.1641514194720041309e-10,
    -5.8207600952991437678e-11, 2.9103810469767246786e-11, -1.4551908566009414095e-11,
        7.2759553933887916014e-12,
    -3.6379780668246293412e-12, 1.8189891567896105464e-12, -9.094946195207084102e-13,
        4.547473234690230463e-13,
    -2.2737366630407641928e-13, 1.1368683467522866232e-13, -5.6843417845345020555e-14,
        2.8421709091916208035e-14
  };

  private CutoffPotential() {}

  /**
   * The k-th derivative of C(a, x) with respect to a, for a &gt; 0 and x &gt;= 0; NaN outside.
   *
   * @param k order, at least 0
   * @param a shape
   * @param x argument
   */
  public static double value(int k, double a, double x) {
    if (k < 0) {
      throw new IllegalArgumentException(
          "order of the derivative of cutoffPotential must be >= 0, got " + k);
    }
    if (!(a > 0) || !(x >= 0) || a == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (x == 0 && a <= 0.5) {
      return k == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    return GammaFunctions.factorial(k) * jet(k, a, x)[k];
  }

  private static double[] jet(int order, double a, double x) {
    double s = a - 0.5;
    if (x == 0) {
      return gammaRatioJet(order, a);
    }
    double root = 1 / Math.sqrt(x);
    if (x >= a + 1) {
      // x^(-1/2) [1 - x^a e^(-x)/Gamma(a) (F(a) - F(a - 1/2))] with the continued fraction F of
      // Gamma(a, x).
      double[] difference =
          Jets.add(
              IncompleteGamma.fractionJet(order, a, x),
              Jets.scale(IncompleteGamma.fractionJet(order, s, x), -1));
      double[] prefactor = Jets.timesLinear(IncompleteGamma.prefactorJet(order, a, x), a, 1);
      double[] c = Jets.scale(Jets.multiply(prefactor, difference), -root);
      c[0] += root;
      return c;
    }
    double[] inner = Jets.scale(IncompleteGamma.pJet(order, a, x), root);
    if (s < 0.5) {
      double[] inverseGamma = GammaFunctions.logGammaJet(order, a);
      inverseGamma = Jets.exp(Math.exp(-inverseGamma[0]), Jets.scale(inverseGamma, -1));
      return Jets.add(inner, Jets.multiply(inverseGamma, upperGammaJet(order, s, x)));
    }
    double[] q = Jets.scale(IncompleteGamma.pJet(order, s, x), -1);
    q[0] += 1;
    return Jets.add(inner, Jets.multiply(gammaRatioJet(order, a), q));
  }

  /** Gamma(a - 1/2)/Gamma(a). */
  private static double[] gammaRatioJet(int order, double a) {
    double[] difference =
        Jets.add(
            GammaFunctions.logGammaJet(order, a - 0.5),
            Jets.scale(GammaFunctions.logGammaJet(order, a), -1));
    return Jets.exp(Math.exp(difference[0]), difference);
  }

  /**
   * Gamma(s, x) for |s| at most 1/2 and x below 2, smooth through s = 0: [Gamma(1+s) - 1]/s - [x^s
   * - 1]/s - x^s sum_{n&gt;0} (-x)^n/(n! (s+n)).
   */
  private static double[] upperGammaJet(int order, double s, double x) {
    double[] complete = gammaMinusOneOverArgument(order, s);
    double log = Math.log(x);
    double[] power = new double[order + 1];
    double[] powerMinusOne = expm1Ratio(order, s * log);
    double scale = 1;
    double value = Math.exp(s * log);
    for (int k = 0; k <= order; k++) {
      power[k] = value * scale / GammaFunctions.factorial(k);
      scale *= log;
      powerMinusOne[k] *= scale;
    }
    double[] sum = Jets.add(complete, Jets.scale(powerMinusOne, -1));
    return Jets.add(sum, Jets.scale(Jets.multiply(power, alternatingSeries(order, s, x)), -1));
  }

  private static double[] alternatingSeries(int order, double s, double x) {
    double[] sum = new double[order + 1];
    double factor = 1;
    for (int n = 1; n < 60; n++) {
      factor *= -x / n;
      double reciprocal = 1 / (s + n);
      double term = factor * reciprocal;
      for (int k = 0; k <= order; k++) {
        sum[k] += term;
        term *= -reciprocal;
      }
    }
    return sum;
  }

  /** (Gamma(1+s) - 1)/s = (E(s) - 1)/(1 + s) with E(s) = (Gamma(2+s) - 1)/s. */
  private static double[] gammaMinusOneOverArgument(int order, double s) {
    double[] e = new double[order + 1];
    for (int k = 0; k <= order; k++) {
      double power = 1;
      double binomial = 1;
      for (int m = 0; m + k < GAMMA_AT_TWO.length; m++) {
        e[k] += GAMMA_AT_TWO[m + k] * power * binomial;
        power *= s;
        binomial *= (m + k + 1.0) / (m + 1);
      }
    }
    e[0] -= 1;
    double[] onePlus = Jets.timesLinear(Jets.constant(1, order), 1 + s, 1);
    return Jets.divide(e, onePlus);
  }

  /** Taylor coefficients of (e^u - 1)/u at u. */
  private static double[] expm1Ratio(int order, double u) {
    double[] c = new double[order + 1];
    if (Math.abs(u) < 2) {
      for (int k = 0; k <= order; k++) {
        // sum_m binomial(m+k, k) u^m/(m+k+1)!
        double term = 1 / GammaFunctions.factorial(k + 1);
        for (int m = 0; m < 40; m++) {
          c[k] += term;
          term *= u * (m + k + 1) / ((m + 1.0) * (m + k + 2.0));
        }
      }
      return c;
    }
    c[0] = Math.expm1(u) / u;
    double exponential = Math.exp(u);
    for (int k = 1; k <= order; k++) {
      c[k] = (exponential / GammaFunctions.factorial(k) - c[k - 1]) / u;
    }
    return c;
  }
}
