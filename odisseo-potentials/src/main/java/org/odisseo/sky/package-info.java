// SPDX-License-Identifier: Apache-2.0

/**
 * From the Galaxy to the sky and back, differentiably: where bodies appear to an observer at the
 * Sun.
 *
 * <table>
 * <caption>Frames</caption>
 * <tr><th>frame</th><th>coordinates</th><th>type</th></tr>
 * <tr><td>Galactocentric, Cartesian, right-handed; Sun at negative x, the disk at the Sun turns toward
 *     positive y, z toward the north Galactic pole</td>
 *     <td>kpc, km/s</td><td>{@link org.odisseo.sky.GalactocentricCoordinates}</td></tr>
 * <tr><td>ICRS, seen from the Sun (the barycenter of the solar system)</td>
 *     <td>ra, dec [deg], distance [kpc], proper motions [mas/yr], radial velocity [km/s]</td>
 *     <td>{@link org.odisseo.sky.SkyCoordinates}</td></tr>
 * <tr><td>a stream: the ICRS turned so that the stream lies along the equator</td>
 *     <td>phi1, phi2 [deg], distance [kpc], proper motions [mas/yr], radial velocity [km/s]</td>
 *     <td>{@link org.odisseo.sky.StreamCoordinates}</td></tr>
 * </table>
 *
 * <p>An {@link org.odisseo.sky.Observer} holds the position and motion of the {@link
 * org.odisseo.sky.Sun} and how the Galaxy lies on the sky; a {@link org.odisseo.sky.StreamFrame} is
 * a rotation of the sky. Proper motions along a longitude include the cosine of the latitude, and
 * their names say so.
 *
 * <pre>{@code
 * Observer observer = Observer.standard();
 * GalactocentricCoordinates progenitor =
 *     GalactocentricCoordinates.of(-11.8, 0.79, 6.4, -109.5, -254.5, -90.3);
 * SkyCoordinates sky = observer.sky(progenitor);
 * StreamCoordinates gd1 = StreamFrame.gd1().fromSky(sky);
 * gd1.phi1();
 * }</pre>
 *
 * <p>All angles come from two-argument arctangents. At the poles of a frame the longitude is
 * undefined: it is given as 0, with the proper motions that belong to it; derivatives of the
 * longitude do not exist there.
 */
@NullMarked
package org.odisseo.sky;

import org.jspecify.annotations.NullMarked;
