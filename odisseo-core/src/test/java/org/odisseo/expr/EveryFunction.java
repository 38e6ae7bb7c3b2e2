// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.stream.Stream;

/** Expressions with every function and every kind of node, for those who write them anew. */
public final class EveryFunction {

  private EveryFunction() {}

  /** Texts in x, y, z and s, with numbers p, q and r; for points from 0.05 to 2.95. */
  public static Stream<String> expressions() {
    return Stream.of(
        "-p*q/sqrt(x^2 + y^2 + (r + sqrt(z^2 + p^2))^2)",
        "-p*log1p(norm(x, y, z)/q)/norm(x, y, z)",
        "-p*log_ratio(norm(x, y, z)/q)/q",
        "log_ratio(1, x) + log_ratio(2, y) + log_ratio(4, z) + log_ratio(3, x - 0.9)",
        "-p*cutoff_potential(q, x^2 + y^2 + z^2)",
        "gamma_p(q, x) + gamma_p(2*q + 20, 30*y)",
        "gamma_p(x, y) + cutoff_potential(x + 0.6, z)",
        "erf(x) + log_gamma(y) + polygamma(0, z) + polygamma(2, x) + polygamma(1, y)",
        "exp(x)*sin(y)*cos(z) + tan(x/2) + expm1(y) + log(z)",
        "asin(x/3) + acos(y/3) + atan(z) + atan2(x, y) + atan2(p, z)",
        "sinh(x) + cosh(y) + tanh(z) + asinh(x) + acosh(1 + y) + atanh(z/3)",
        "min(x, y)*max(y, z) + min(x, p) + abs(x - 1)*sign(y - z) + cbrt(x - y)",
        "select(x < y, x*z, q) + select(p < q, x^2, y) + select(x <= 1, 2, 3)*z",
        "power_log(2, x, p) + safe_ratio(x, y)",
        "x^2.5 + y^-1.5 + z^0.25 + x^y + p^z + x^q + y^7 + z^-3 + (x*y)^-0.5",
        "integrate(exp(-s^2*x)/sqrt(1 + s*y), s, 0, 1, 12)",
        "integrate(integrate(exp(-s*t*x)*(y + p), t, 0, s*z, 6)*cos(y), s, q/10, x, 7) + s",
        "integrate(x*s + p, s, 0, 1, 5) + exp(s)*integrate(exp(s), s, 0, x, 9)",
        "3 + p");
  }
}
