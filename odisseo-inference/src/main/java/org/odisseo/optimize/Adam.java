// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.validation.Require;

/**
 * Adam, gradient descent with a step of its own for each number (Kingma and Ba 2015,
 * arXiv:1412.6980, algorithm 1):
 *
 * <p>\[ m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1 - \beta_2)
 * g_t^2, \quad x_t = x_{t-1} - \alpha_t \frac{m_t / (1 - \beta_1^t)}{\sqrt{v_t / (1 - \beta_2^t)} +
 * \epsilon} . \]
 *
 * <p>No number moves by much more than the rate in one iteration, whatever its gradient, which
 * makes it robust for rough and noisy losses and for numbers of different weight. With a fixed rate
 * and noisy gradients, or with a short memory of their squares, it comes to move about the minimum
 * at a distance that grows with the rate; {@linkplain #withHalving let the rate fall} to come
 * closer, but not so fast that it stops short: the rates add up to 1.44 n times the first, for a
 * rate that halves in n iterations. Where it came closest is {@link Minimum#best}. Stops by {@link
 * StoppingRule#standard} unless told otherwise.
 */
public final class Adam implements Minimizer {

  private static final String NAME = "Adam";
  private static final String FIRST = "firstMoment";
  private static final String SECOND = "secondMoment";

  private final double rate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double halving;
  private final Controls controls;

  private Adam(
      double rate, double beta1, double beta2, double epsilon, double halving, Controls controls) {
    this.rate = rate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.halving = halving;
    this.controls = controls;
  }

  /**
   * Adam with the moments of the paper, \( \beta_1 = 0.9, \beta_2 = 0.999, \epsilon = 10^{-8} \).
   *
   * @param rate the step \( \alpha \) in the units of the numbers, positive; the paper's is 0.001
   */
  public static Adam of(double rate) {
    return new Adam(
        Require.positive("rate", rate),
        0.9,
        0.999,
        1e-8,
        Double.POSITIVE_INFINITY,
        Controls.standard());
  }

  /**
   * The same with other averages.
   *
   * @param newBeta1 of the gradient, at least 0 and below 1
   * @param newBeta2 of its square, at least 0 and below 1
   * @param newEpsilon added to the root of the mean square, positive
   */
  public Adam withMoments(double newBeta1, double newBeta2, double newEpsilon) {
    return new Adam(
        rate,
        Require.inHalfOpenRange("beta1", newBeta1, 0, 1),
        Require.inHalfOpenRange("beta2", newBeta2, 0, 1),
        Require.positive("epsilon", newEpsilon),
        halving,
        controls);
  }

  /**
   * The same with a rate that falls, \( \alpha_t = \alpha 2^{-(t - 1) / n} \) in iteration t.
   *
   * @param iterations the number n of iterations in which it falls to a half, positive
   */
  public Adam withHalving(double iterations) {
    return new Adam(
        rate, beta1, beta2, epsilon, Require.positive("iterations", iterations), controls);
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
  public Adam withStopping(StoppingRule rule) {
    return new Adam(rate, beta1, beta2, epsilon, halving, controls.withStopping(rule));
  }

  @Override
  public Adam withMode(Mode mode) {
    return new Adam(rate, beta1, beta2, epsilon, halving, controls.withMode(mode));
  }

  @Override
  public Adam withProgress(IterationListener listener) {
    return new Adam(rate, beta1, beta2, epsilon, halving, controls.withProgress(listener));
  }

  @Override
  public Adam withCancellation(CancellationToken token) {
    return new Adam(rate, beta1, beta2, epsilon, halving, controls.withCancellation(token));
  }

  @Override
  public String toString() {
    return NAME
        + "[rate "
        + rate
        + ", beta1 "
        + beta1
        + ", beta2 "
        + beta2
        + ", epsilon "
        + epsilon
        + ", halving "
        + halving
        + "]";
  }

  private Descent.Advance next(int iteration, Descent.Position from, Objective<?> objective) {
    double[] gradient = from.here().gradient();
    int n = gradient.length;
    double[] first = from.memory().getOrDefault(FIRST, new double[n]).clone();
    double[] second = from.memory().getOrDefault(SECOND, new double[n]).clone();
    double[] point = from.here().point().clone();
    double step = rate * Math.pow(2, -(iteration - 1) / halving);
    double bias1 = 1 - Math.pow(beta1, iteration);
    double bias2 = 1 - Math.pow(beta2, iteration);
    for (int i = 0; i < n; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
      second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
      point[i] -= step * (first[i] / bias1) / (Math.sqrt(second[i] / bias2) + epsilon);
    }
    Map<String, double[]> memory = new LinkedHashMap<>();
    memory.put(FIRST, first);
    memory.put(SECOND, second);
    return Descent.Advance.to(objective.at(point), memory);
  }
}
