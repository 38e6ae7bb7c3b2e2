/**
 * Initial conditions: bodies drawn from models, and orbits of two bodies.
 *
 * <p>A model such as {@link org.odisseo.initial.PlummerSphere} is a record of its parameters; the
 * chance in a draw is a table of numbers between 0 and 1 that is made first and then kept. So the
 * same seed gives the same bits, and particles are a differentiable function of the model's
 * parameters.
 *
 * <pre>{@code
 * UnitSystem units = UnitSystem.GALACTIC;
 * PlummerSphere cluster = PlummerSphere.of(1e4, 0.008);            // 1e4 solar masses, 8 pc
 * Particles stars = cluster.sample(new SplittableRandom(42), 1000, units);
 * Particles binary = TwoBody.of(1, 1, 1e-9, 0.5).particles(units);
 * }</pre>
 */
@NullMarked
package org.odisseo.initial;

import org.jspecify.annotations.NullMarked;
