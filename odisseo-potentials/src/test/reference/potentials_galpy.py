# SPDX-License-Identifier: Apache-2.0
"""Reference values of org.odisseo.potential, by galpy. Usage: python3 potentials_galpy.py > ../resources/reference/potentials-galpy.properties"""

import warnings

warnings.filterwarnings("ignore")

import galpy
import galpy.potential as g
import numpy as np
from scipy.special import gamma

HALO = g.NFWPotential(amp=43.683325, a=16.0)
DISK = g.MiyamotoNagaiPotential(amp=6.8193902782346756, a=3.0, b=0.280)
ALPHA, RC, BULGE_MASS = 1.8, 1.9, 0.450136537506545
BULGE = g.PowerSphericalPotentialwCutoff(
    amp=BULGE_MASS / (2 * np.pi * RC ** (3 - ALPHA) * gamma(1.5 - ALPHA / 2)), alpha=ALPHA, rc=RC
)
MODELS = {
    "milkyWay": [HALO, DISK, BULGE],
    "disk": [DISK],
    "bulge": [BULGE],
    "hernquist": [g.HernquistPotential(amp=2 * 3.0, a=0.7)],
    "isochrone": [g.IsochronePotential(amp=2.0, b=6.0)],
    "plummer": [g.PlummerPotential(amp=2.0, b=1.5)],
    "logarithmic": [g.LogarithmicHaloPotential(amp=0.81, q=0.9, core=0.5)],
}
PLACES = [(8.0, 0.0), (0.3, 0.2), (11.8, 6.4), (2.5, -0.05)]

print("# SPDX-License-Identifier: Apache-2.0")
print("# Made by python3 src/test/reference/potentials_galpy.py with galpy", galpy.__version__)
print("# Units: G = 1, kpc, 1e10 solar masses. Parameters: see the script.")
print("# MODEL.N = R z, potential, R acceleration, z acceleration, density, d2/dR2, d2/dz2, d2/dRdz")
print("# MODEL.plane.N = R, circular velocity, Omega, kappa, nu, escape velocity (0 if none), mass")
for name, p in MODELS.items():
    for n, (R, z) in enumerate(PLACES):
        values = [
            R,
            z,
            g.evaluatePotentials(p, R, z),
            g.evaluateRforces(p, R, z),
            g.evaluatezforces(p, R, z),
            g.evaluateDensities(p, R, z),
            g.evaluateR2derivs(p, R, z),
            g.evaluatez2derivs(p, R, z),
            g.evaluateRzderivs(p, R, z),
        ]
        print("%s.%d =" % (name, n), *[repr(float(v)) for v in values])
    for n, R in enumerate([0.3, 8.0, 40.0]):
        # galpy's bulge is not zero at infinity.
        escape = 0.0 if name in ("logarithmic", "milkyWay", "bulge") else np.sqrt(-2 * g.evaluatePotentials(p, R, 0.0))
        values = [
            R,
            g.vcirc(p, R),
            g.omegac(p, R),
            g.epifreq(p, R),
            g.verticalfreq(p, R),
            escape,
            sum(q.mass(R) for q in p),
        ]
        print("%s.plane.%d =" % (name, n), *[repr(float(v)) for v in values])
