// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

/** Models of the Milky Way. */
public final class MilkyWay {

  private MilkyWay() {}

  /**
   * MWPotential2014 of Bovy (2015, ApJS 216, 29, table 1), in {@link
   * org.odisseo.units.UnitSystem#GALACTIC}: a halo of Navarro, Frenk and White, a Miyamoto-Nagai
   * disk and a bulge with an exponential cut-off, named {@code halo}, {@code disk} and {@code
   * bulge}. Zero at infinity; the circular velocity at 8 kpc is 220 km/s. The paper normalises the
   * components by their share of the radial force at 8 kpc (0.35, 0.6 and 0.05); the masses here
   * are what follows from that.
   */
  public static CompositePotential bovy2014() {
    return CompositePotential.of(
        "halo", new Nfw(4.3683325e11, 16.0),
        "disk", new MiyamotoNagai(68_193_902_782.346756, 3.0, 0.280),
        "bulge", new PowerLawCutoff(4_501_365_375.06545, 1.8, 1.9));
  }
}
