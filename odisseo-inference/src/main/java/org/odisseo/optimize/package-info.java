// SPDX-License-Identifier: Apache-2.0

/**
 * Fits: which numbers of a model are free, minimisers of losses, least squares, and fits from many
 * starts.
 *
 * <p>{@link org.odisseo.optimize.FreeParameters} gives chosen numbers of a point unbounded
 * coordinates. {@link org.odisseo.optimize.Minimizer} has three kinds: {@link
 * org.odisseo.optimize.LBfgs} for smooth losses, {@link org.odisseo.optimize.Adam} for rough or
 * noisy ones, and {@link org.odisseo.optimize.GradientDescent}. {@link
 * org.odisseo.optimize.LevenbergMarquardt} is for residuals. {@link
 * org.odisseo.optimize.MultiStart} runs any of them from many points, which {@link
 * org.odisseo.optimize.Starts} scatters over a box.
 *
 * <pre>{@code
 * FreeParameters<StreamParameters> free =
 *     FreeParameters.of(guess).logBounded("host.halo.mass", 1e11, 1e13).real("today.z", 0.1);
 * Minimum<ParameterSet> minimum = LBfgs.create().minimize(free.restrict(loss), free.start());
 * StreamParameters best = free.point(minimum.orThrow().point());
 * }</pre>
 *
 * <p>A fit that fails is a result with a {@link org.odisseo.optimize.FitStatus}, the best point so
 * far and advice; exceptions are for arguments that cannot be meant.
 */
@NullMarked
package org.odisseo.optimize;

import org.jspecify.annotations.NullMarked;
