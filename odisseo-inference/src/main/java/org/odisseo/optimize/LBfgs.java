// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.validation.Require;

/**
 * The limited-memory BFGS method: quasi-Newton steps whose curvature comes from the last few steps
 * and gradients (Nocedal and Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5), each
 * with a line search for the strong Wolfe conditions (algorithms 3.5 and 3.6)
 *
 * <p>\[ f(x + \alpha d) \le f(x) + c_1 \alpha g^T d, \qquad |g(x + \alpha d)^T d| \le c_2 |g^T d|,
 * \qquad c_1 = 10^{-4}, c_2 = 0.9 . \]
 *
 * <p>Where the decrease is below the rounding error of the loss, the first condition is replaced by
 * \( g(x + \alpha d)^T d \le (2 c_1 - 1) g^T d \), which is the same for a quadratic and needs no
 * difference of values (Hager and Zhang 2005, doi:10.1137/030601880).
 *
 * <p>The method of choice for smooth losses of any number of parameters: near a minimum it gains
 * digits with every iteration, for little more than one evaluation each. A trial point where the
 * loss is infinite or NaN makes the step shorter, so a loss need not be defined everywhere. It
 * cannot bear noise or wrong gradients; those end as {@link FitStatus#NO_PROGRESS}.
 *
 * <p>Unless told otherwise it stops at a gradient of 1e-8 or a relative change of 1e-14, see {@link
 * StoppingRule}.
 */
public final class LBfgs implements Minimizer {

  private static final String NAME = "LBfgs";
  private static final String STEP = "step";
  private static final String CHANGE = "change";

  /** Pairs that are nearly orthogonal tell nothing about the curvature. */
  private static final double LEAST_COSINE = 1e-12;

  private final int history;
  private final double firstStep;
  private final Controls controls;

  private LBfgs(int history, double firstStep, Controls controls) {
    this.history = history;
    this.firstStep = firstStep;
    this.controls = controls;
  }

  /**
   * The method with the last ten steps and a first trial step of length one, in the magnitudes of
   * {@link StoppingRule}.
   */
  public static LBfgs create() {
    return new LBfgs(
        10,
        1,
        Controls.standard().withStopping(StoppingRule.standard().withChangeTolerance(1e-14)));
  }

  /**
   * The same with another number of steps to remember.
   *
   * @param steps one or more; 5 to 20 are usual, and up to the number of parameters can help
   */
  public LBfgs withHistory(int steps) {
    return new LBfgs(Require.atLeast("steps", steps, 1), firstStep, controls);
  }

  /**
   * The same with another first step: before anything is known about the curvature, the first trial
   * goes against the gradient by this length, or by the gradient itself if that is shorter.
   *
   * @param length in the magnitudes of {@link StoppingRule}, positive
   */
  public LBfgs withFirstStep(double length) {
    return new LBfgs(history, Require.positive("length", length), controls);
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
  public LBfgs withStopping(StoppingRule rule) {
    return new LBfgs(history, firstStep, controls.withStopping(rule));
  }

  @Override
  public LBfgs withMode(Mode mode) {
    return new LBfgs(history, firstStep, controls.withMode(mode));
  }

  @Override
  public LBfgs withProgress(IterationListener listener) {
    return new LBfgs(history, firstStep, controls.withProgress(listener));
  }

  @Override
  public LBfgs withCancellation(CancellationToken token) {
    return new LBfgs(history, firstStep, controls.withCancellation(token));
  }

  @Override
  public String toString() {
    return NAME + "[history " + history + ", first step " + firstStep + "]";
  }

  /** A step and the change of the gradient over it. */
  private record Curvature(double[] step, double[] change) {}

  private Descent.Advance next(int iteration, Descent.Position from, Objective<?> objective) {
    Evaluation here = from.here();
    List<Curvature> pairs = pairs(from.memory());
    double[] magnitudes = objective.magnitudes();
    double[] direction = direction(here.gradient(), pairs, magnitudes);
    double slope = Vectors.dot(direction, here.gradient());
    if (!pairs.isEmpty() && !(slope < 0)) {
      // Rounding has spoilt the model: begin anew.
      pairs = List.of();
      direction = direction(here.gradient(), pairs, magnitudes);
      slope = Vectors.dot(direction, here.gradient());
    }
    LineSearch.Result found = search(here, direction, pairs, objective);
    if (found.status() == FitStatus.NO_PROGRESS && !pairs.isEmpty()) {
      if (controls.stopping().isSmallChange(here.value(), here.value() + 0.5 * slope)) {
        // What is left to gain is smaller than what the rule asks for.
        return Descent.Advance.ended(FitStatus.CONVERGED);
      }
      pairs = List.of();
      found = search(here, direction(here.gradient(), pairs, magnitudes), pairs, objective);
    }
    if (found.status() != FitStatus.CONVERGED) {
      return Descent.Advance.ended(found.status());
    }
    Descent.Position next =
        new Descent.Position(found.point(), memory(pairs, here, found.point(), magnitudes));
    return new Descent.Advance(
        Optional.of(next),
        found.atWall() ? FitStatus.NO_PROGRESS : FitStatus.CONVERGED,
        !pairs.isEmpty());
  }

  private LineSearch.Result search(
      Evaluation here, double[] direction, List<Curvature> pairs, Objective<?> objective) {
    double[] step = Vectors.over(direction, objective.magnitudes());
    double length = pairs.isEmpty() ? Math.min(1, firstStep / Vectors.norm(step)) : 1;
    return new LineSearch(objective, here, direction).run(length);
  }

  /**
   * The two loops over the pairs, newest first and back (algorithm 7.4), from a diagonal of the
   * squares of the magnitudes.
   */
  private static double[] direction(double[] gradient, List<Curvature> pairs, double[] magnitudes) {
    double[] q = Vectors.plus(new double[gradient.length], -1, gradient);
    double[] factors = new double[pairs.size()];
    for (int k = pairs.size() - 1; k >= 0; k--) {
      Curvature pair = pairs.get(k);
      factors[k] = Vectors.dot(pair.step(), q) / Vectors.dot(pair.step(), pair.change());
      q = Vectors.plus(q, -factors[k], pair.change());
    }
    if (!pairs.isEmpty()) {
      Curvature newest = pairs.get(pairs.size() - 1);
      double[] change = Vectors.times(newest.change(), magnitudes);
      double scale = Vectors.dot(newest.step(), newest.change()) / Vectors.dot(change, change);
      q = Vectors.plus(new double[q.length], scale, q);
    }
    q = Vectors.times(Vectors.times(q, magnitudes), magnitudes);
    for (int k = 0; k < pairs.size(); k++) {
      Curvature pair = pairs.get(k);
      double back = Vectors.dot(pair.change(), q) / Vectors.dot(pair.step(), pair.change());
      q = Vectors.plus(q, factors[k] - back, pair.step());
    }
    return q;
  }

  private Map<String, double[]> memory(
      List<Curvature> pairs, Evaluation from, Evaluation to, double[] magnitudes) {
    List<Curvature> kept = new ArrayList<>(pairs);
    double[] step = Vectors.minus(to.point(), from.point());
    double[] change = Vectors.minus(to.gradient(), from.gradient());
    double curvature = Vectors.dot(step, change);
    double length = Vectors.norm(Vectors.over(step, magnitudes));
    if (curvature > LEAST_COSINE * length * Vectors.norm(Vectors.times(change, magnitudes))) {
      kept.add(new Curvature(step, change));
    }
    List<Curvature> newest = kept.subList(Math.max(0, kept.size() - history), kept.size());
    Map<String, double[]> memory = new LinkedHashMap<>();
    for (int k = 0; k < newest.size(); k++) {
      memory.put(STEP + (k + 1), newest.get(k).step());
      memory.put(CHANGE + (k + 1), newest.get(k).change());
    }
    return memory;
  }

  private static List<Curvature> pairs(Map<String, double[]> memory) {
    List<Curvature> pairs = new ArrayList<>();
    for (int k = 1; memory.containsKey(STEP + k); k++) {
      pairs.add(new Curvature(array(memory, STEP + k), array(memory, CHANGE + k)));
    }
    return pairs;
  }

  private static double[] array(Map<String, double[]> memory, String name) {
    double[] found = memory.get(name);
    if (found == null) {
      throw new IllegalArgumentException("state must have the column \"" + name + "\"");
    }
    return found;
  }
}
