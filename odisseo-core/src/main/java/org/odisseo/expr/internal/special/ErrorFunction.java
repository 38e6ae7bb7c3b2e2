// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/** The error function. */
public final class ErrorFunction {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955125739;

  private ErrorFunction() {}

  /** erf(x) = (2/sqrt(pi)) Int_0^x exp(-t^2) dt. */
  public static double value(double x) {
    if (Math.abs(x) < 0.5) {
      return smallArgument(x);
    }
    return Math.copySign(IncompleteGamma.p(0.5, x * x), x);
  }

  private static double smallArgument(double x) {
    double square = x * x;
    double power = x;
    double sum = x;
    for (int n = 1; n < 14; n++) {
      power *= -square / n;
      sum += power / (2 * n + 1);
    }
    return TWO_OVER_ROOT_PI * sum;
  }
}
