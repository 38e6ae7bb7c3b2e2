// SPDX-License-Identifier: Apache-2.0

package org.odisseo.units;

/** Constants of nature and astronomical units in SI, as the IAU and CODATA define them. */
public final class PhysicalConstants {

  /** Newton's constant in m^3 kg^-1 s^-2 (CODATA 2018). */
  public static final double GRAVITATIONAL_CONSTANT = 6.6743e-11;

  /** Metres in a kiloparsec (IAU 2015 Resolution B2: a parsec is 648000/pi astronomical units). */
  public static final double KILOPARSEC = 3.085677581491367e19;

  /** Kilograms in a solar mass: the nominal GM of the Sun (IAU 2015 Resolution B3) over G. */
  public static final double SOLAR_MASS = 1.988409870698051e30;

  /** Seconds in a million Julian years of 365.25 days. */
  public static final double MEGAYEAR = 3.15576e13;

  private PhysicalConstants() {}
}
