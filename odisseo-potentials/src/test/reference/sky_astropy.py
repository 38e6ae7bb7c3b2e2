# SPDX-License-Identifier: Apache-2.0
"""Reference values of org.odisseo.sky, by astropy. Usage: python3 sky_astropy.py > ../resources/reference/sky-astropy.properties"""

import sys

import astropy
import astropy.coordinates as c
import astropy.units as u
import numpy as np

GD1 = np.array(
    [
        [-0.4776303088, -0.1738432154, 0.8611897727],
        [0.510844589, -0.8524449229, 0.111245042],
        [0.7147776536, 0.4930681392, 0.4959603976],
    ]
)
PAL5 = np.array(
    [
        [9.99938314e-01, 1.57847502e-03, -1.09943927e-02],
        [-1.57837962e-03, 9.99998754e-01, 1.73543959e-05],
        [1.09944064e-02, 0.0, 9.99939560e-01],
    ]
) @ np.array(
    [
        [-0.65019243, -0.75969758, -0.01045969],
        [-0.62969142, 0.54652698, -0.55208422],
        [0.42513354, -0.3523746, -0.83372274],
    ]
)


def rotation(m):
    """The pole of the published matrix exactly, and the meridian of its origin."""
    z = m[2] / np.linalg.norm(m[2])
    y = np.cross(z, m[0])
    y /= np.linalg.norm(y)
    return np.array([np.cross(y, z), y, z])


def frame(m):
    """The sky turned by a matrix, through astropy's own Cartesian and spherical representations."""

    def numbers(icrs):
        rep = icrs.cartesian.with_differentials(icrs.velocity).transform(rotation(m))
        s = rep.represent_as(c.SphericalRepresentation, c.SphericalCosLatDifferential)
        d = s.differentials["s"]
        mas = u.mas / u.yr
        return [
            s.lon.wrap_at(180 * u.deg).deg,
            s.lat.deg,
            s.distance.to_value(u.kpc),
            d.d_lon_coslat.to_value(mas, u.dimensionless_angles()),
            d.d_lat.to_value(mas, u.dimensionless_angles()),
            d.d_distance.to_value(u.km / u.s),
        ]

    return numbers


def sky(icrs):
    mas = u.mas / u.yr
    return [
        icrs.ra.deg,
        icrs.dec.deg,
        icrs.distance.to_value(u.kpc),
        icrs.pm_ra_cosdec.to_value(mas),
        icrs.pm_dec.to_value(mas),
        icrs.radial_velocity.to_value(u.km / u.s),
    ]


SUNS = {
    "plane": (8.0, 0.0, (11.1, 232.24, 7.25)),
    "standard": (8.122, 0.0208, (12.9, 245.6, 7.78)),
    "high": (8.5, 1.5, (-10.0, 230.0, 8.0)),
}
BODIES = {
    "progenitor": (-11.8, 0.79, 6.4, -109.5, -254.5, -90.3),
    "north": (3.0, -14.0, 9.0, 120.0, 33.0, -260.0),
    "south": (-25.0, 31.0, -40.0, 5.0, -77.0, 64.0),
    "near": (-8.05, 0.03, 0.07, 17.0, 210.0, -4.0),
}

print("# SPDX-License-Identifier: Apache-2.0")
print("# Made by python3 src/test/reference/sky_astropy.py with astropy", astropy.__version__)
print("# Frames: astropy.coordinates.Galactocentric (default galcen_coord and roll) and ICRS; stream")
print("# frames have the pole and the origin of the published matrices, applied to astropy's ICRS.")
print("# sun.NAME = distance from the center [kpc], height [kpc], velocity [km/s]")
print("# body.NAME = Galactocentric x y z [kpc], vx vy vz [km/s]")
print("# FRAME.SUN.BODY = longitude latitude [deg], distance [kpc], proper motion in longitude with")
print("#   cos(latitude) and in latitude [mas/yr], radial velocity [km/s]")
for name, (d, z, v) in SUNS.items():
    print("sun.%s =" % name, *[repr(float(w)) for w in (d, z) + v])
for name, body in BODIES.items():
    print("body.%s =" % name, *[repr(float(w)) for w in body])
for sun, (d, z, v) in SUNS.items():
    galcen = c.Galactocentric(
        galcen_distance=d * u.kpc,
        z_sun=z * u.kpc,
        galcen_v_sun=c.CartesianDifferential(v * u.km / u.s),
    )
    for name, b in BODIES.items():
        p = c.SkyCoord(
            x=b[0] * u.kpc,
            y=b[1] * u.kpc,
            z=b[2] * u.kpc,
            v_x=b[3] * u.km / u.s,
            v_y=b[4] * u.km / u.s,
            v_z=b[5] * u.km / u.s,
            frame=galcen,
        ).transform_to(c.ICRS())
        for key, f in {"icrs": sky, "gd1": frame(GD1), "pal5": frame(PAL5)}.items():
            print("%s.%s.%s =" % (key, sun, name), *[repr(float(w)) for w in f(p)])
