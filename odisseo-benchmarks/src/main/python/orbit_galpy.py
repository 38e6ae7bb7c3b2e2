# SPDX-License-Identifier: Apache-2.0
"""One orbit in MWPotential2014 with galpy's C integrators; prints the time per output step of 1e-3
natural units: leapfrog_ns=... dop853_ns=..."""
import time

import numpy as np
from galpy.orbit import Orbit
from galpy.potential import MWPotential2014

STEPS = 10000
times = np.linspace(0, 1e-3 * STEPS, STEPS + 1)
for method in ("leapfrog", "symplec4", "dop853"):
    best = float("inf")
    for _ in range(5):
        orbit = Orbit([1.0, 0.1, 1.1, 0.1, 0.1, 0.0])
        begin = time.perf_counter()
        orbit.integrate(times, MWPotential2014, method=method + "_c")
        best = min(best, time.perf_counter() - begin)
    print(f"{method}_ns={1e9 * best / STEPS:.1f}")
