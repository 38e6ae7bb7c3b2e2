// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.CancellationToken;

/**
 * A way to find a minimum of a smooth loss from its values and gradients.
 *
 * <pre>{@code
 * Minimum<ParameterSet> minimum = LBfgs.create().minimize(loss, start);
 * minimum.status();                       // CONVERGED
 * minimum.point();
 * }</pre>
 *
 * <p>The numbers of the point should be of about the same importance: coordinates of {@link
 * FreeParameters} are, a mass of 1e12 beside an angle is not. {@link LBfgs} measures steps, and all
 * measure the gradient of the {@link StoppingRule}, in the typical magnitudes of the start where
 * these are larger than one, which helps with numbers that do not start near zero; rates are for
 * the numbers as they are. A loss says that it is not defined somewhere by NaN or infinity, or by a
 * run that fails there, {@link org.odisseo.simulate.FailedRunException}; any other exception goes
 * through. A run that was cancelled by a token of its own cancels the minimiser.
 *
 * <p>A long run is made in pieces, each of which leaves a state that can be stored; the numbers are
 * those of a run in one piece, to the last bit:
 *
 * <pre>{@code
 * Minimizer piece = LBfgs.create().withStopping(rule.withMaxIterations(20));
 * Minimum<ParameterSet> minimum = piece.minimize(loss, start);
 * while (minimum.status() == FitStatus.ITERATION_LIMIT) {
 *   Files.writeString(file, minimum.state().toText());
 *   minimum = piece.resume(loss, start, OptimizerState.parse(Files.readString(file)));
 * }
 * }</pre>
 *
 * <p>Minimisers are immutable and safe for use by several threads.
 */
public interface Minimizer {

  /**
   * Looks for a minimum.
   *
   * @param start where to begin; a loss that is not finite there is an outcome, not an error
   */
  <A extends VectorValue<A>> Minimum<A> minimize(Differentiable<A, Scalar> loss, A start);

  /**
   * Goes on from where an earlier run of the same kind of minimiser ended. Settings such as a rate
   * may be others.
   *
   * @param shape any point of the shape of the points of the earlier run
   * @param state what the earlier run left
   * @throws IllegalArgumentException if the state is of another kind of minimiser, or of points
   *     with other labels
   */
  <A extends VectorValue<A>> Minimum<A> resume(
      Differentiable<A, Scalar> loss, A shape, OptimizerState state);

  /** The same with another rule for when to stop. */
  Minimizer withStopping(StoppingRule rule);

  /**
   * The same with gradients in another mode: reverse unless set, one pullback each; forward takes
   * one tangent per number of the point, which is cheaper for losses of few numbers whose reverse
   * mode is dear.
   */
  Minimizer withMode(Mode mode);

  /** The same with somebody who is told of every iteration, in addition to those who are. */
  Minimizer withProgress(IterationListener listener);

  /** The same with a way to end it early; looked at before each evaluation. */
  Minimizer withCancellation(CancellationToken token);
}
