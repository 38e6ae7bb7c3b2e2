// SPDX-License-Identifier: Apache-2.0
// Special functions that a device lacks, with their derivatives in the parameter. A jet of order k is the list of
// Taylor coefficients 0 .. k in a small change d of the parameter a.

#define LONGEST 5

DEVICE real smaller(real a, real b) {
  return a < b || a != a ? a : b;
}

DEVICE real larger(real a, real b) {
  return a > b || a != a ? a : b;
}

DEVICE real sign(real x) {
  return x > 0 ? R(1) : x < 0 ? R(-1) : x;
}

DEVICE real safe_ratio(real a, real b) {
  return b == 0 ? R(0) : a / b;
}

// x^p (ln x)^k, 0 at x = 0 for p > 0
DEVICE real power_log(int k, real x, real p) {
  return x == 0 && p > 0 ? R(0) : pow(x, p) * pow(log(x), R(k));
}

DEVICE real factorial(int k) {
  real out = 1;
  for (int j = 2; j <= k; j++) {
    out *= j;
  }
  return out;
}

// By recurrence and Stirling's series.
DEVICE real psi(real x) {
  real below = 0;
  UNROLL_BY(1)
  for (; x < 10; x += 1) {
    below -= 1 / x;
  }
  const real r = 1 / (x * x);
  const real series = r * (R(1. / 12) - r * (R(1. / 120) - r * (R(1. / 252) - r * (R(1. / 240) - r * (R(1. / 132)
      - r * (R(691. / 32760) - r * R(1. / 12)))))));
  return below + log(x) - R(0.5) / x - series;
}

// sum_k (a + k)^(-n), by Euler and Maclaurin's formula.
DEVICE real zeta(int n, real a) {
  real sum = 0;
  UNROLL_BY(1)
  for (; a < 12 + n; a += 1) {
    sum += pow(a, R(-n));
  }
  const real bernoulli[8] = {R(1. / 6), R(-1. / 30), R(1. / 42), R(-1. / 30), R(5. / 66), R(-691. / 2730), R(7. / 6),
      R(-3617. / 510)};
  real power = pow(a, R(-n)), factor = R(0.5) * n;
  sum += power * (a / R(n - 1) + R(0.5));
  power /= a;
  for (int j = 0; j < 8; j++) {
    sum += bernoulli[j] * factor * power;
    factor *= R(n + 2 * j + 1) * R(n + 2 * j + 2) / (R(2 * j + 3) * R(2 * j + 4));
    power /= a * a;
  }
  return sum;
}

DEVICE real polygamma(int n, real x) {
  return n == 0 ? psi(x) : (n % 2 == 0 ? -factorial(n) : factorial(n)) * zeta(n + 1, x);
}

DEVICE void jet_product(int k, const real *f, const real *g, real *out) {
  for (int n = 0; n <= k; n++) {
    real term = 0;
    for (int j = 0; j <= n; j++) {
      term += f[j] * g[n - j];
    }
    out[n] = term;
  }
}

// exp(sign sum_m psi^(m)(a) d^(m+1) / (m+1)!): Gamma(a + d) / Gamma(a), or one over it
DEVICE void gamma_jet(int k, real a, real parity, real *out) {
  out[0] = 1;
  for (int n = 1; n <= k; n++) {
    real term = 0;
    for (int j = 1; j <= n; j++) {
      term += parity * polygamma(j - 1, a) / factorial(j) * R(j) * out[n - j];
    }
    out[n] = term / n;
  }
}

// P(a + d, x) = x^a e^-x / Gamma(a+1) . x^d Gamma(a+1)/Gamma(a+1+d) . (1 + x/(a+d+1) (1 + x/(a+d+2) (1 + ...)))
// The series has terms of one sign; beyond a + 9 sqrt(a) + 40 the function is 1 to rounding.
DEVICE void gamma_p_jet(int k, real a, real x, real *out) {
  const real far = a + 9 * sqrt(a) + 40;
  if (x <= 0 || x > far) {
    out[0] = x > far ? R(1) : R(0);
    for (int m = 1; m <= k; m++) {
      out[m] = 0;
    }
    return;
  }
  const int count = (int) (60 + 9 * sqrt(a) + 8 * sqrt(far));
  real series[LONGEST], power[LONGEST], gamma[LONGEST], front[LONGEST];
  series[0] = 1;
  for (int m = 1; m <= k; m++) {
    series[m] = 0;
  }
  UNROLL_BY(1)
  for (int i = count; i > 0; i--) {
    const real r = 1 / (a + i);
    for (int m = k; m >= 0; m--) {
      // sum_j series_(m-j) (-1)^j r^(j+1), by Horner's rule
      real term = series[0] * r;
      for (int j = 1; j <= m; j++) {
        term = (series[j] - term) * r;
      }
      series[m] = x * term;
    }
    series[0] += 1;
  }
  const real logarithm = log(x);
  power[0] = exp(a * logarithm - x - lgamma(a + 1));
  for (int m = 1; m <= k; m++) {
    power[m] = power[m - 1] * logarithm / m;
  }
  gamma_jet(k, a + 1, R(-1), gamma);
  jet_product(k, power, gamma, front);
  jet_product(k, front, series, out);
}

// k-th derivative in a of P(a, x)
DEVICE real gamma_p(int k, real a, real x) {
  real jet[LONGEST];
  gamma_p_jet(k, a, x, jet);
  return jet[k] * factorial(k);
}

// k-th derivative in a of x^(-1/2) P(a, x) + Gamma(a - 1/2) / Gamma(a) (1 - P(a - 1/2, x)), for a > 1/2
DEVICE real cutoff_potential(int k, real a, real x) {
  real inner[LONGEST], outer[LONGEST], above[LONGEST], below[LONGEST], ratio[LONGEST], rest[LONGEST];
  const real b = a - R(0.5);
  gamma_p_jet(k, a, x, inner);
  gamma_p_jet(k, b, x, outer);
  for (int m = 0; m <= k; m++) {
    outer[m] = (m == 0 ? R(1) : R(0)) - outer[m];
  }
  gamma_jet(k, b, R(1), above);
  gamma_jet(k, a, R(-1), below);
  jet_product(k, above, below, ratio);
  jet_product(k, ratio, outer, rest);
  const real centre = x <= 0 ? R(0) : inner[k] / sqrt(x);
  return (centre + rest[k] * exp(lgamma(b) - lgamma(a))) * factorial(k);
}

// n-th derivative of ln(1 + x) / x: (-1)^n n! times the integral over t from 0 to 1 of t^n / (1 + x t)^(n+1), by
// quadrature where the closed form cancels
DEVICE real log_ratio(int n, real x) {
  if (n == 0) {
    return x == 0 ? R(1) : log1p(x) / x;
  }
  real size = 0;
  if (x >= R(-0.75) && x <= 1 + n / R(3)) {
    UNROLL_BY(1)
    for (int i = 0; i < LOG_RATIO_POINTS; i++) {
      const real t = R(0.5) + R(0.5) * R(log_ratio_nodes[i]);
      const real below = 1 / (1 + x * t);
      real term = R(0.5) * R(log_ratio_weights[i]) * below;
      for (int j = 0; j < n; j++) {
        term *= t * below;
      }
      size += term;
    }
  } else {
    const real u = x / (x + 1);
    real partial = 0, power = x;
    for (int j = 0; j < n; j++) {
      partial = (partial + 1 / R(n - j)) * u;
      power *= x;
    }
    size = (log1p(x) - partial) / power;
  }
  return (n % 2 == 0 ? factorial(n) : -factorial(n)) * size;
}
