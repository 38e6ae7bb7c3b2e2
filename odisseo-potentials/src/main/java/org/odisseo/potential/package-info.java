// SPDX-License-Identifier: Apache-2.0

/**
 * Gravitational potentials, each written as one formula, and all that follows from it.
 *
 * <table>
 * <caption>The potentials</caption>
 * <tr><th>type</th><th>\(\Phi\)</th><th>source</th></tr>
 * <tr><td>{@link org.odisseo.potential.PointMass}</td><td>\(-GM/r\)</td><td></td></tr>
 * <tr><td>{@link org.odisseo.potential.Plummer}</td><td>\(-GM/\sqrt{r^2+b^2}\)</td>
 *     <td>Plummer 1911</td></tr>
 * <tr><td>{@link org.odisseo.potential.Hernquist}</td><td>\(-GM/(r+a)\)</td>
 *     <td>Hernquist 1990</td></tr>
 * <tr><td>{@link org.odisseo.potential.Isochrone}</td><td>\(-GM/(b+\sqrt{b^2+r^2})\)</td>
 *     <td>Henon 1959</td></tr>
 * <tr><td>{@link org.odisseo.potential.Nfw}</td><td>\(-GM\ln(1+r/r_s)/r\)</td>
 *     <td>Navarro, Frenk and White 1997</td></tr>
 * <tr><td>{@link org.odisseo.potential.TriaxialNfw}</td>
 *     <td>the same density on ellipsoids, by quadrature</td>
 *     <td>Binney and Tremaine 2008, 2.140</td></tr>
 * <tr><td>{@link org.odisseo.potential.MiyamotoNagai}</td>
 *     <td>\(-GM/\sqrt{x^2+y^2+(a+\sqrt{z^2+b^2})^2}\)</td><td>Miyamoto and Nagai 1975</td></tr>
 * <tr><td>{@link org.odisseo.potential.ThreeMiyamotoNagai}</td>
 *     <td>three of these for an exponential disk</td><td>Smith et al. 2015</td></tr>
 * <tr><td>{@link org.odisseo.potential.PowerLawCutoff}</td>
 *     <td>of \(\rho\propto r^{-\alpha}e^{-(r/r_c)^2}\)</td><td></td></tr>
 * <tr><td>{@link org.odisseo.potential.LogarithmicHalo}</td>
 *     <td>\(\frac{v_0^2}{2}\ln(x^2+y^2+z^2/q^2+r_c^2)\)</td>
 *     <td>Binney and Tremaine 2008, 2.71</td></tr>
 * <tr><td>{@link org.odisseo.potential.CompositePotential}</td><td>a sum of named components</td>
 *     <td></td></tr>
 * <tr><td>{@link org.odisseo.potential.MilkyWay}</td><td>models of the Galaxy</td><td></td></tr>
 * <tr><td>{@link org.odisseo.potential.Potential#of(String,
 *     org.odisseo.autodiff.ParameterSet)}</td><td>one line of text</td><td>you</td></tr>
 * </table>
 *
 * <p>Every {@link org.odisseo.potential.Potential} gives its value, acceleration, density, tidal
 * tensor, circular and escape velocity, the frequencies of nearly circular orbits and the mass
 * within a sphere, each as a {@link org.odisseo.potential.FieldQuantity} with its derivatives with
 * respect to the position and every parameter. Coordinates are Cartesian, the axis of a disk is z;
 * potentials vanish at infinity where they can. Units are those of {@code units()}, by default kpc,
 * Myr and solar masses, so velocities are in kpc/Myr.
 *
 * <pre>{@code
 * CompositePotential galaxy = MilkyWay.bovy2014();
 * FieldQuantity speed = galaxy.circularVelocity();
 * speed.at(8);                                               // 0.2250 kpc/Myr
 * UnitSystem.GALACTIC.velocityToKilometersPerSecond(speed.at(8));   // 220.0 km/s
 * speed.parameterGradient(8).value("disk.mass");             // how it depends on the disk
 * galaxy.density().at(8, 0, 0);                              // solar masses per cubic kpc
 * galaxy.tidalTensor().at(8, 0, 0);
 * Potential mine = Potential.of("-G*mass/(norm(x,y,z)+a)", ParameterSet.of("mass", 1e10, "a", 1));
 * mine.density().toLatex();
 * }</pre>
 */
@NullMarked
package org.odisseo.potential;

import org.jspecify.annotations.NullMarked;
