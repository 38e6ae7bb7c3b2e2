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
DISK_MASS = 6.5
DISK_AMPLITUDE = DISK_MASS / (4 * np.pi * 3.0**2 * 0.3)
for vertical in ("exponential", "sech"):
    for density in ("Positive", "Signed"):
        MODELS["three" + vertical.capitalize() + density] = [
            g.MN3ExponentialDiskPotential(
                amp=DISK_AMPLITUDE, hr=3.0, hz=0.3, sech=vertical == "sech", posdens=density == "Positive"
            )
        ]
TRIAXIAL = {
    "triaxialNfw": g.TriaxialNFWPotential(amp=43.683325, a=16.0, b=0.8, c=0.6, glorder=100),
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
    # Far out the density of the discs with a negative part is negative, and nothing oscillates.
    for n, R in enumerate([0.3, 8.0, 12.0 if name.endswith("Signed") else 40.0]):
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

print("# MODEL.N = x y z, potential, x, y and z acceleration, density")
for name, p in TRIAXIAL.items():
    for n, (x, y, z) in enumerate([(8.0, 0.0, 0.0), (0.3, -0.2, 0.1), (11.8, 4.1, 6.4), (-1.0, 20.0, -9.0)]):
        R, phi = np.hypot(x, y), np.arctan2(y, x)
        radial, turning = g.evaluateRforces(p, R, z, phi=phi), g.evaluatephitorques(p, R, z, phi=phi) / R
        values = [
            x,
            y,
            z,
            g.evaluatePotentials(p, R, z, phi=phi),
            radial * np.cos(phi) - turning * np.sin(phi),
            radial * np.sin(phi) + turning * np.cos(phi),
            g.evaluatezforces(p, R, z, phi=phi),
            g.evaluateDensities(p, R, z, phi=phi),
        ]
        print("%s.%d =" % (name, n), *[repr(float(v)) for v in values])
for name, disks in MODELS.items():
    if name.startswith("three"):
        print("# %s.disks = mass, scale length and scale height of each" % name)
        values = [v for d in disks[0]._mn3 for v in (d._amp * DISK_MASS, d._a, d._b)]
        print("%s.disks =" % name, *[repr(float(v)) for v in values])

print("# exponentialDisk.N = R, circular velocity of the disk that the three Miyamoto-Nagai disks approximate")
print("# Mass 1, scale length 1, scale height 0.1")
DISK = g.DoubleExponentialDiskPotential(amp=1 / (4 * np.pi * 0.1), hr=1.0, hz=0.1)
for n, R in enumerate([0.3, 0.5, 1.0, 2.0, 3.0, 4.0, 10.0]):
    print("exponentialDisk.%d =" % n, R, repr(float(DISK.vcirc(R))))
