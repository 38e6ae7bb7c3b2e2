// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import java.util.Optional;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.FailedRunException;

/**
 * What a minimiser found.
 *
 * <p>Its point is that of the last iteration. Methods that go downhill all the way, such as {@link
 * LBfgs}, end at their {@link #best} but for rounding; those with a fixed rate, such as {@link
 * Adam}, swing about a minimum and may have been nearer. Where the loss is the same function in
 * every iteration, the best point is the better answer. Where it is noisy, its least value owes
 * more to luck: take the last point, with a rate that has fallen.
 *
 * @param point the point that it came to, the start or the last good one if it failed
 * @param value the loss there
 * @param gradient the gradient of the loss there
 * @param status how the run ended
 * @param iterations how many iterations led here, those before a resumption included
 * @param evaluations how many evaluations of the loss with its gradient were used, those before a
 *     resumption included
 * @param history one line for each iteration of this call, the first for where it began
 * @param best the point with the least loss on the way, of this call as the history is; the start
 *     if the loss has no value there
 * @param state from which the run can go on, that of the last iteration
 * @param failedRun the last run in the loss that did not come to its end in this call, if there was
 *     one
 */
public record Minimum<A extends VectorValue<A>>(
    A point,
    double value,
    A gradient,
    FitStatus status,
    int iterations,
    int evaluations,
    List<Iteration> history,
    BestPoint<A> best,
    OptimizerState state,
    Optional<FailedRunException> failedRun) {

  /** Copies the history. */
  public Minimum {
    history = List.copyOf(history);
  }

  /** Whether a stopping rule was met. */
  public boolean isConverged() {
    return status.isConverged();
  }

  /** What happened and what helps. */
  public String advice() {
    return status.advice(failedRun)
        + " (after "
        + iterations
        + " iterations and "
        + evaluations
        + " evaluations the loss is "
        + value
        + ", the norm of its gradient "
        + gradient.norm()
        + ")";
  }

  /**
   * This minimum, if the run converged.
   *
   * @throws IllegalStateException with the advice, if it did not
   */
  public Minimum<A> orThrow() {
    if (!isConverged()) {
      throw new IllegalStateException(advice());
    }
    return this;
  }
}
