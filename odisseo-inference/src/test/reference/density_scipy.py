# SPDX-License-Identifier: Apache-2.0
"""Kernel densities, quantiles and intervals by scipy and numpy.

Writes src/test/resources/reference/density-scipy.properties, from the module's directory:
    python3 src/test/reference/density_scipy.py
"""
import numpy as np
import scipy
from scipy import optimize, stats

rng = np.random.default_rng(3)
lines = []


def put(key, values):
    lines.append(key + " = " + " ".join(repr(float(v)) for v in np.atleast_1d(values).ravel()))


one = rng.gamma(2.0, 1.5, 40)
weights = rng.uniform(0.1, 2.0, 40)
mass = 4e11 * np.exp(0.2 * rng.standard_normal(30))
slope = 0.1 + 0.5 * (np.log(mass / 4e11)) + 0.03 * rng.standard_normal(30)
two = np.array([mass, slope])
w2 = rng.uniform(0.0, 1.0, 30)
put("one", one)
put("weights", weights)
put("two.mass", mass)
put("two.slope", slope)
put("two.weights", w2)

at = np.array([-1.0, 0.3, 2.0, 4.5, 9.0, 300.0])
put("one.at", at)
at2 = np.array([[3e11, 4e11, 6e11, 4e11], [0.0, 0.1, 0.3, 5.0]])
put("two.at", at2)
for rule in ["scott", "silverman", 0.37]:
    name = str(rule)
    for label, w in [("plain", None), ("weighted", weights)]:
        kde = stats.gaussian_kde(one, bw_method=rule, weights=w)
        put(f"one.{name}.{label}.factor", kde.factor)
        put(f"one.{name}.{label}.logpdf", kde.logpdf(at))
        put(f"one.{name}.{label}.integral", kde.integrate_box_1d(1.0, 4.0))
    for label, w in [("plain", None), ("weighted", w2)]:
        kde = stats.gaussian_kde(two, bw_method=rule, weights=w)
        put(f"two.{name}.{label}.factor", kde.factor)
        put(f"two.{name}.{label}.logpdf", kde.logpdf(at2))

p = np.array([0.0, 0.025, 0.16, 0.5, 0.84, 0.975, 1.0])
put("quantile.p", p)
put("quantile.plain", np.quantile(one, p))
put("quantile.weighted", np.quantile(one, p, weights=weights, method="inverted_cdf"))


def beta_interval(a, b, probability):
    """The shortest interval of a beta distribution."""
    d = stats.beta(a, b)
    best = optimize.minimize_scalar(
        lambda q: d.ppf(q + probability) - d.ppf(q),
        bounds=(0, 1 - probability), method="bounded", options={"xatol": 1e-12})
    return d.ppf(best.x), d.ppf(best.x + probability)


put("beta.2.5.interval.0.9", beta_interval(2, 5, 0.9))

with open("src/test/resources/reference/density-scipy.properties", "w") as out:
    out.write("# SPDX-License-Identifier: Apache-2.0\n")
    out.write("# Made by python3 src/test/reference/density_scipy.py with scipy "
              f"{scipy.__version__}, numpy {np.__version__}\n")
    out.write("# one, two.*: samples; *.at: points (all first coordinates, then all second ones);\n")
    out.write("# RULE.WEIGHTS.logpdf: gaussian_kde; quantile.*: numpy.quantile; "
              "beta.A.B.interval.P: shortest interval\n")
    out.write("\n".join(lines) + "\n")
