// SPDX-License-Identifier: Apache-2.0

/**
 * The fields in which bodies move, as the integrators see them.
 *
 * <p>An {@link org.odisseo.field.ExternalField} is a potential energy per unit mass written as one
 * expression \(\Phi\) of
 *
 * <table>
 * <caption>The variables of a field</caption>
 * <tr><th>name</th><th>meaning</th><th>unit</th></tr>
 * <tr><td>{@code x, y, z}</td><td>Cartesian position</td><td>length</td></tr>
 * <tr><td>{@code t}</td><td>time, in fields that change</td><td>time</td></tr>
 * <tr><td>{@code G}</td><td>constant of gravity, supplied by the unit system</td>
 *     <td>length^3 mass^-1 time^-2</td></tr>
 * <tr><td>any other name</td><td>a parameter, with its value in {@code parameters()}</td><td></td></tr>
 * </table>
 *
 * <p>Nothing else is needed: the acceleration \(-\nabla\Phi\), its derivatives and its compiled
 * form follow from the expression.
 *
 * <pre>{@code
 * ExternalField halo = ExternalField.of("-G*mass/sqrt(x^2+y^2+z^2+a^2)", ParameterSet.of("mass", 1e12, "a", 20));
 * ExternalField disk = ExternalField.of("-G*mass/sqrt(x^2+y^2+(a+sqrt(z^2+b^2))^2)",
 *     ParameterSet.of("mass", 6e10, "a", 3, "b", 0.3));
 * ExternalField galaxy = ExternalField.sum("halo", halo, "disk", disk);
 * galaxy.parameters();   // halo.mass, halo.a, disk.mass, disk.a, disk.b
 * }</pre>
 */
@NullMarked
package org.odisseo.field;

import org.jspecify.annotations.NullMarked;
