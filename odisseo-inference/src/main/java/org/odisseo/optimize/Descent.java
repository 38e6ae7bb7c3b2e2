// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;

/** The loop that all minimisers share: one iteration after another until a rule ends it. */
final class Descent<A extends VectorValue<A>> {

  /**
   * How a method makes its next iteration. It keeps nothing itself: what it remembers goes in and
   * out as named arrays, which is what makes runs resumable.
   */
  interface Method {

    /**
     * The next point and what to remember there.
     *
     * @param iteration the number of the iteration, from 1
     */
    Advance next(int iteration, Position from, Objective<?> objective);
  }

  /** Where a run is: a point and what its method remembers. */
  record Position(Evaluation here, Map<String, double[]> memory) {}

  /**
   * What an iteration led to.
   *
   * @param next the next position, if there is one
   * @param status how the run ends if there is none, or if the loss has hardly changed
   * @param knowsCurvature whether the length of the step came from the curvature of the loss, so
   *     that even a very short one may lead to the minimum
   */
  record Advance(Optional<Position> next, FitStatus status, boolean knowsCurvature) {

    /** To a point with a step whose length is a rate times something. */
    static Advance to(Evaluation here, Map<String, double[]> memory) {
      return here.isFinite()
          ? new Advance(Optional.of(new Position(here, memory)), FitStatus.CONVERGED, false)
          : ended(
              here.value() == Double.NEGATIVE_INFINITY
                  ? FitStatus.UNBOUNDED
                  : FitStatus.NON_FINITE);
    }

    static Advance ended(FitStatus why) {
      return new Advance(Optional.empty(), why, false);
    }
  }

  /**
   * A step that is this part of the magnitudes, or less, leaves any loss as it is; that tells
   * nothing about a minimum.
   */
  private static final double NEGLIGIBLE = 1e-14;

  private final String name;
  private final Method method;
  private final Controls controls;
  private final A shape;
  private final Objective<A> objective;
  private final List<Iteration> history = new ArrayList<>();
  private int iterations;
  private int earlierEvaluations;
  private @Nullable BestPoint<A> best;

  Descent(String name, Method method, Controls controls, Differentiable<A, Scalar> loss, A shape) {
    this.name = name;
    this.method = method;
    this.controls = controls;
    this.shape = shape;
    this.objective = new Objective<>(loss, shape, controls);
  }

  Minimum<A> begin() {
    return from(new Position(objective.at(shape.toArray()), Map.of()));
  }

  private Minimum<A> from(Position start) {
    record(start, 0);
    if (start.here().isFinite()) {
      return run(start);
    }
    return result(
        start, objective.isCancelled() ? FitStatus.CANCELLED : FitStatus.NON_FINITE_START);
  }

  Minimum<A> resume(OptimizerState state) {
    if (!state.method().equals(name)) {
      throw new IllegalArgumentException(
          "state must be of the method " + name + ", got " + state.method());
    }
    if (!state.labels().equals(shape.labels())) {
      throw new IllegalArgumentException(
          "state must have the labels " + shape.labels() + ", got " + state.labels());
    }
    Map<String, double[]> memory = new LinkedHashMap<>();
    Columns vectors = state.vectors();
    vectors.names().forEach(column -> memory.put(column, vectors.column(column)));
    double[] point = vectors.column(OptimizerState.POINT);
    double[] gradient = vectors.column(OptimizerState.GRADIENT);
    memory.remove(OptimizerState.POINT);
    memory.remove(OptimizerState.GRADIENT);
    double[] magnitudes = memory.remove(OptimizerState.MAGNITUDE);
    objective.measureIn(magnitudes == null ? objective.magnitudesAt(point) : magnitudes);
    iterations = state.iterations();
    earlierEvaluations = state.evaluations();
    Evaluation kept = new Evaluation(point, state.value(), gradient);
    // A fit that was cancelled in its first evaluation has kept no value.
    return from(new Position(kept.isFinite() ? kept : objective.at(point), memory));
  }

  private Minimum<A> run(Position start) {
    StoppingRule rule = controls.stopping();
    Position position = start;
    int last = (int) Math.min(Integer.MAX_VALUE, (long) iterations + rule.maxIterations());
    while (true) {
      Evaluation here = position.here();
      if (rule.isShort(Vectors.norm(Vectors.times(here.gradient(), objective.magnitudes())))) {
        return result(position, FitStatus.CONVERGED);
      }
      if (iterations >= last) {
        return result(position, FitStatus.ITERATION_LIMIT);
      }
      Optional<FitStatus> end = objective.end();
      if (end.isPresent()) {
        return result(position, end.get());
      }
      Advance advance = method.next(iterations + 1, position, objective);
      if (advance.next().isEmpty()) {
        boolean cancelled = objective.isCancelled();
        return result(position, cancelled ? FitStatus.CANCELLED : advance.status());
      }
      Position next = advance.next().get();
      iterations++;
      double[] step = Vectors.minus(next.here().point(), here.point());
      record(next, Vectors.norm(step));
      position = next;
      boolean tells =
          advance.knowsCurvature()
              || !advance.status().isConverged()
              || Vectors.norm(Vectors.over(step, objective.magnitudes())) > NEGLIGIBLE;
      if (tells && rule.isSmallChange(here.value(), next.here().value())) {
        return result(position, advance.status());
      }
    }
  }

  private void record(Position position, double stepLength) {
    Evaluation here = position.here();
    if (best == null || Double.isNaN(best.value()) || here.value() <= best.value()) {
      best = new BestPoint<>(shape.withArray(here.point()), here.value(), iterations);
    }
    Iteration line =
        new Iteration(
            iterations,
            here.value(),
            here.gradientNorm(),
            stepLength,
            earlierEvaluations + objective.evaluations());
    history.add(line);
    controls.listener().progress(line);
  }

  private Minimum<A> result(Position position, FitStatus status) {
    Evaluation here = position.here();
    int evaluations = earlierEvaluations + objective.evaluations();
    List<String> names = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    names.addAll(List.of(OptimizerState.POINT, OptimizerState.GRADIENT, OptimizerState.MAGNITUDE));
    columns.addAll(List.of(here.point(), here.gradient(), objective.magnitudes()));
    position
        .memory()
        .forEach(
            (column, numbers) -> {
              names.add(column);
              columns.add(numbers);
            });
    return new Minimum<>(
        shape.withArray(here.point()),
        here.value(),
        shape.withArray(here.gradient()),
        status,
        iterations,
        evaluations,
        history,
        Objects.requireNonNull(best),
        new OptimizerState(
            name,
            iterations,
            evaluations,
            here.value(),
            shape.labels(),
            Columns.of(names, columns.toArray(double[][]::new))),
        objective.failedRun());
  }
}
