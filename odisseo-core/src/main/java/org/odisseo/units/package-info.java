// SPDX-License-Identifier: Apache-2.0

/**
 * Units of length, mass and time, and the constants of nature in them.
 *
 * <p>The library computes with plain numbers. A {@link org.odisseo.units.UnitSystem} gives them
 * their meaning and gives Newton's constant G its value; conversions are methods whose names say
 * both ends, and nothing is ever converted unasked.
 *
 * <table>
 * <caption>Unit systems</caption>
 * <tr><th>system</th><th>length</th><th>mass</th><th>time</th><th>G</th></tr>
 * <tr><td>GALACTIC</td><td>kpc</td><td>solar mass</td><td>Myr</td><td>4.498502151469554e-12</td></tr>
 * <tr><td>nbody(l, m)</td><td>l kpc</td><td>m solar masses</td><td>sqrt(l^3 / (G m))</td><td>1</td></tr>
 * <tr><td>galpy(8, 220)</td><td>8 kpc</td><td>9.0e10 solar masses</td><td>35.6 Myr</td><td>1</td></tr>
 * <tr><td>NBODY</td><td>-</td><td>-</td><td>-</td><td>1</td></tr>
 * </table>
 *
 * <p>In GALACTIC units velocities are in kpc/Myr: 1 km/s = 1.022712165045695e-3 kpc/Myr. Constants:
 * CODATA 2018 for G, the IAU's nominal values of 2015 for the parsec and the Sun.
 *
 * <pre>{@code
 * UnitSystem units = UnitSystem.GALACTIC;
 * double speed = units.velocityFromKilometersPerSecond(220);
 * double orbits = units.timeFromGigayears(1) * speed / (2 * Math.PI * 8);   // around 8 kpc
 * }</pre>
 */
@NullMarked
package org.odisseo.units;

import org.jspecify.annotations.NullMarked;
