# SPDX-License-Identifier: Apache-2.0
"""1000 stars in MWPotential2014 over 3 Gyr with Agama, one thread; prints orbits_per_s=..."""
import time

import agama
import numpy as np

KM_PER_S = 1.022712165045695e-3  # kpc/Myr

agama.setUnits(mass=1, length=1, velocity=1)
potential = agama.Potential(
    dict(type="NFW", mass=4.3683325e11, scaleRadius=16),
    dict(type="MiyamotoNagai", mass=6.8193902782346756e10, scaleRadius=3, scaleHeight=0.28),
    dict(type="Spheroid", mass=4501365375.06545, gamma=1.8, beta=1.8, scaleRadius=1,
         outerCutoffRadius=1.9, cutoffStrength=2),
)
random = np.random.default_rng(0)
x = np.array([11.8, 0.79, 6.4]) + 0.5 * random.standard_normal((1000, 3))
v = np.array([109.5, -254.5, -90.3]) + 5 * random.standard_normal((1000, 3))
start = np.hstack([x, v])
best = float("inf")
with agama.setNumThreads(1):
    for _ in range(6):
        begin = time.perf_counter()
        agama.orbit(potential=potential, ic=start, time=3000 * KM_PER_S, trajsize=1, accuracy=1e-8,
                    verbose=False, separateTime=False)
        best = min(best, time.perf_counter() - begin)
print(f"orbits_per_s={1000 / best:.1f}")
