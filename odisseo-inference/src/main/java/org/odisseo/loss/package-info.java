/**
 * Losses that compare the stars of a model with observed ones.
 *
 * <p>Every loss is a differentiable map from the model's stars, {@link
 * org.odisseo.autodiff.Columns} with one row for each star, to a number; the data are inside the
 * loss. So it stands at the end of a chain that begins with the parameters of a simulation:
 *
 * <pre>{@code
 * Columns observed = ...;                                          // phi1, phi2, radialVelocity
 * Differentiable<Particles, Scalar> misfit =
 *     observer.particlesToStream(StreamFrame.gd1())
 *         .then(PointColumns.ofStream("phi1", "phi2", "radialVelocity"))
 *         .then(MaximumMeanDiscrepancy.percentiles(observed));
 * }</pre>
 *
 * <table>
 * <caption>Losses for N model stars, M observed ones, d columns</caption>
 * <tr><th>loss</th><th>what it is</th><th>time</th></tr>
 * <tr><td>{@link org.odisseo.loss.MaximumMeanDiscrepancy}</td><td>distance of two clouds through
 *     Gaussian kernels</td><td>O((N + M)^2 d)</td></tr>
 * <tr><td>{@link org.odisseo.loss.EnergyDistance}</td><td>distance of two clouds through their mean
 *     separations, no bandwidth to choose</td><td>O(N (N + M) d)</td></tr>
 * <tr><td>{@link org.odisseo.loss.SlicedWasserstein}</td><td>cost of carrying one cloud into the
 *     other, mean over directions</td><td>O(N log N) a direction</td></tr>
 * <tr><td>{@link org.odisseo.loss.GaussianMixtureLikelihood}</td><td>observed stars with errors
 *     among the model stars; missing coordinates, background</td><td>O(N M d^2)</td></tr>
 * <tr><td>{@link org.odisseo.loss.KernelDensityLikelihood}</td><td>observed stars in the smoothed
 *     density of the model stars</td><td>O(N M d)</td></tr>
 * <tr><td>{@link org.odisseo.loss.ChiSquared}</td><td>model and observation row by
 *     row</td><td>O(N d)</td></tr>
 * </table>
 *
 * <p>Values and gradients come out of one pass, in O((N + M) d) memory, on the calling thread; a
 * tangent costs as much as a gradient, further tangents at the same point next to nothing.
 *
 * <p><b>Bad data</b> are refused with an {@link java.lang.IllegalArgumentException} when the loss
 * is made, and so are model stars of the wrong columns or none at all. <b>Model stars that are not
 * finite</b>, the mark of a failed run, give the value NaN and a gradient of NaNs; finite stars
 * never do, as long as their squared distances in units of the scales are numbers too.
 */
@NullMarked
package org.odisseo.loss;

import org.jspecify.annotations.NullMarked;
