// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Map;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.validation.Require;

/**
 * Gradient descent with a fixed rate and, if wanted, momentum.
 *
 * <p>Without momentum \( x_{k+1} = x_k - \alpha g(x_k) \). With the velocity \( v_{k+1} = \mu v_k -
 * \alpha g(x_k) \), heavy-ball momentum (Polyak 1964, doi:10.1016/0041-5553(64)90137-5) steps \(
 * x_{k+1} = x_k + v_{k+1} \), and Nesterov's (1983) \( x_{k+1} = x_k + \mu v_{k+1} - \alpha g(x_k)
 * \), written in the points at which gradients are taken.
 *
 * <p>On a quadratic whose curvatures lie between m and L, with the condition number \( \kappa = L /
 * m \), the error shrinks per iteration by
 *
 * <ul>
 *   <li>\( (\kappa - 1) / (\kappa + 1) \) without momentum and \( \alpha = 2 / (L + m) \),
 *   <li>\( (\sqrt\kappa - 1) / (\sqrt\kappa + 1) \) with the heavy ball, \( \alpha = 4 / (\sqrt L +
 *       \sqrt m)^2 \) and \( \mu \) the square of that factor,
 *   <li>\( 1 - 1 / \sqrt\kappa \) with Nesterov's momentum, \( \alpha = 1 / L \) and \( \mu =
 *       (\sqrt\kappa - 1) / (\sqrt\kappa + 1) \),
 * </ul>
 *
 * <p>so it is for well-conditioned losses only; a rate above 2 / L diverges. Stops by {@link
 * StoppingRule#standard} unless told otherwise.
 */
public final class GradientDescent implements Minimizer {

  private static final String NAME = "GradientDescent";
  private static final String VELOCITY = "velocity";

  private final double rate;
  private final double momentum;
  private final boolean looksAhead;
  private final Controls controls;

  private GradientDescent(double rate, double momentum, boolean looksAhead, Controls controls) {
    this.rate = rate;
    this.momentum = momentum;
    this.looksAhead = looksAhead;
    this.controls = controls;
  }

  /**
   * Gradient descent without momentum.
   *
   * @param rate the factor \( \alpha \) from the gradient to the step, positive
   */
  public static GradientDescent of(double rate) {
    return new GradientDescent(Require.positive("rate", rate), 0, false, Controls.standard());
  }

  /**
   * The same with heavy-ball momentum.
   *
   * @param factor the part \( \mu \) of the last step that is kept, at least 0 and below 1
   */
  public GradientDescent withHeavyBall(double factor) {
    return new GradientDescent(
        rate, Require.inHalfOpenRange("factor", factor, 0, 1), false, controls);
  }

  /**
   * The same with Nesterov's momentum.
   *
   * @param factor the part \( \mu \) of the last step that is kept, at least 0 and below 1
   */
  public GradientDescent withNesterov(double factor) {
    return new GradientDescent(
        rate, Require.inHalfOpenRange("factor", factor, 0, 1), true, controls);
  }

  @Override
  public <A extends VectorValue<A>> Minimum<A> minimize(Differentiable<A, Scalar> loss, A start) {
    return new Descent<>(NAME, this::next, controls, loss, start).begin();
  }

  @Override
  public <A extends VectorValue<A>> Minimum<A> resume(
      Differentiable<A, Scalar> loss, A shape, OptimizerState state) {
    return new Descent<>(NAME, this::next, controls, loss, shape).resume(state);
  }

  @Override
  public GradientDescent withStopping(StoppingRule rule) {
    return new GradientDescent(rate, momentum, looksAhead, controls.withStopping(rule));
  }

  @Override
  public GradientDescent withMode(Mode mode) {
    return new GradientDescent(rate, momentum, looksAhead, controls.withMode(mode));
  }

  @Override
  public GradientDescent withProgress(IterationListener listener) {
    return new GradientDescent(rate, momentum, looksAhead, controls.withProgress(listener));
  }

  @Override
  public GradientDescent withCancellation(CancellationToken token) {
    return new GradientDescent(rate, momentum, looksAhead, controls.withCancellation(token));
  }

  @Override
  public String toString() {
    return NAME + "[rate " + rate + (looksAhead ? ", Nesterov " : ", heavy ball ") + momentum + "]";
  }

  private Descent.Advance next(int iteration, Descent.Position from, Objective<?> objective) {
    double[] gradient = from.here().gradient();
    double[] before = from.memory().getOrDefault(VELOCITY, new double[gradient.length]);
    double[] velocity = new double[gradient.length];
    double[] point = from.here().point().clone();
    for (int i = 0; i < point.length; i++) {
      double step = -rate * gradient[i];
      velocity[i] = momentum * before[i] + step;
      point[i] += looksAhead ? momentum * velocity[i] + step : velocity[i];
    }
    return Descent.Advance.to(objective.at(point), Map.of(VELOCITY, velocity));
  }
}
