// SPDX-License-Identifier: Apache-2.0

/**
 * Bodies and points of phase space.
 *
 * <p>{@link org.odisseo.particles.Particles} holds N bodies as one array per quantity: mass,
 * softening length, position x, y, z and velocity vx, vy, vz. {@link
 * org.odisseo.particles.PhasePoint} is a single position and velocity. Both are immutable and both
 * are vector values: a gradient with respect to particles is itself particles, and {@code
 * gradient.mass(3)} is the derivative with respect to the mass of body 3.
 *
 * <pre>{@code
 * Particles sunAndEarth = Particles.of(
 *     new double[] {1, 3e-6},
 *     new double[][] {{0, 0, 0}, {1, 0, 0}},
 *     new double[][] {{0, 0, 0}, {0, 1, 0}});
 * Particles seenFromTheBarycenter = sunAndEarth.centered();
 * }</pre>
 */
@NullMarked
package org.odisseo.particles;

import org.jspecify.annotations.NullMarked;
