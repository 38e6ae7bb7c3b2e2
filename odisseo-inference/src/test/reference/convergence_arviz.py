# SPDX-License-Identifier: Apache-2.0
"""Chains and what ArviZ and emcee say about them, for ConvergenceTest and AutocorrelationTest.

Needs numpy, scipy, and the sources of arviz-stats and emcee on the path. Numbers of the chains are
rounded before they are used, so that the file holds them exactly."""
import importlib.util
import sys

import numpy as np
from arviz_stats.base.diagnostics import _DiagnosticsBase

# The module alone: the package imports more than is needed.
spec = importlib.util.spec_from_file_location("autocorr", sys.argv[1])
autocorr = importlib.util.module_from_spec(spec)
spec.loader.exec_module(autocorr)

d = _DiagnosticsBase()
rng = np.random.default_rng(20)


def ar(rho, shape):
    x = np.empty(shape)
    x[:, 0] = rng.normal(size=shape[0])
    for t in range(1, shape[1]):
        x[:, t] = rho * x[:, t - 1] + np.sqrt(1 - rho**2) * rng.normal(size=shape[0])
    return x


shifted = rng.normal(size=(4, 50))
shifted[2] += 1.5
wide = rng.normal(size=(4, 50))
wide[1] *= 4
cases = {
    "independent": rng.normal(size=(4, 50)),
    "slow": ar(0.8, (4, 60)),
    "antithetic": ar(-0.6, (3, 61)),
    "shifted": shifted,
    "wide": wide,
    "cauchy": rng.standard_cauchy(size=(4, 51)),
    "tied": np.round(2 * rng.normal(size=(4, 50))),
    "two": ar(0.5, (2, 40)),
}
print("# References for ConvergenceTest and AutocorrelationTest.")
print("# programs: arviz-stats at commit ef043f4d (base/diagnostics.py), emcee at commit 8ab6c0fc")
print("# (autocorr.py), numpy %s" % np.__version__)
print("# command: PYTHONPATH=arviz-stats/src python3 convergence_arviz.py emcee/src/emcee/autocorr.py")
for name, chains in cases.items():
    chains = np.round(chains, 4)
    for c, row in enumerate(chains):
        print(f"{name}.chain{c}=" + ",".join(f"{x:.4f}".rstrip("0").rstrip(".") for x in row))
    values = {
        "splitRHat": d._rhat_split(chains),
        "rHat": d._rhat_rank(chains),
        "bulkSize": d._ess_bulk(chains),
        "tailSize": d._ess_tail(chains, 0.05),
        "meanSize": d._ess_mean(chains),
        "quantileSize": d._ess_quantile(chains, 0.5),
        "meanError": d._mcse_mean(chains),
        "energyFraction": d._bfmi(chains)[0],
        "quantile": d.quantile(chains, 0.3, axis=None),
        "time": autocorr.integrated_time(chains.T, quiet=True)[0],
    }
    for key, value in values.items():
        print(f"{name}.{key}={value!r}".replace("np.float64(", "").replace(")", ""))
