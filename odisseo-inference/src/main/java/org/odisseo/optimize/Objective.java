// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.ValueAndGradient;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.simulate.FailedRunException;

/** A loss over plain arrays that counts its evaluations and knows when there may be no more. */
final class Objective<A extends VectorValue<A>> {

  /** As many directions share a run of the loss. */
  private static final int AT_ONCE = 8;

  private final Differentiable<A, Scalar> loss;
  private final A shape;
  private final Controls controls;
  private double[] magnitudes;
  private int evaluations;
  private @Nullable FailedRunException failedRun;

  Objective(Differentiable<A, Scalar> loss, A shape, Controls controls) {
    this.loss = loss;
    this.shape = shape;
    this.controls = controls;
    this.magnitudes = magnitudes(shape);
  }

  /**
   * What the numbers of a point are measured in: their typical magnitudes, but one where these are
   * smaller, since a number that happens to be near zero is not small by nature.
   */
  private static double[] magnitudes(VectorValue<?> start) {
    double[] magnitudes = start.typicalMagnitudes();
    for (int i = 0; i < magnitudes.length; i++) {
      boolean large = magnitudes[i] > 1 && magnitudes[i] < Double.POSITIVE_INFINITY;
      magnitudes[i] = large ? magnitudes[i] : 1;
    }
    return magnitudes;
  }

  /** What numbers are measured in, those of the start of the whole run; not to be changed. */
  double[] magnitudes() {
    return magnitudes;
  }

  /** Measures in other magnitudes: a resumed run in those that it began with. */
  void measureIn(double[] others) {
    magnitudes = others;
  }

  /** The magnitudes of a point that is not the one that was given. */
  double[] magnitudesAt(double[] point) {
    return magnitudes(shape.withArray(point));
  }

  /** Why there may be no more evaluations in this call, if so. */
  Optional<FitStatus> end() {
    if (isCancelled()) {
      return Optional.of(FitStatus.CANCELLED);
    }
    return evaluations >= controls.stopping().maxEvaluations()
        ? Optional.of(FitStatus.EVALUATION_LIMIT)
        : Optional.empty();
  }

  /** Whether the fit was cancelled, or a run in the loss by a token of its own. */
  boolean isCancelled() {
    return (failedRun != null && failedRun.isCancelled())
        || (controls.cancellation().isPresent() && controls.cancellation().get().isCancelled());
  }

  int evaluations() {
    return evaluations;
  }

  /** The last run in the loss that did not come to its end. */
  Optional<FailedRunException> failedRun() {
    return Optional.ofNullable(failedRun);
  }

  /** The loss and its gradient; NaN where a run in it fails. */
  Evaluation at(double[] point) {
    evaluations++;
    A at = shape.withArray(point);
    try {
      return controls.mode() == Mode.FORWARD && point.length > 0
          ? forward(point, at)
          : reverse(point, at);
    } catch (FailedRunException failed) {
      failedRun = failed;
      double[] unknown = new double[point.length];
      Arrays.fill(unknown, Double.NaN);
      return new Evaluation(point, Double.NaN, unknown);
    }
  }

  private Evaluation reverse(double[] point, A at) {
    ValueAndGradient<A> both = Gradient.withValue(loss, at);
    return new Evaluation(point, both.value(), both.gradient().toArray());
  }

  private Evaluation forward(double[] point, A at) {
    double[] gradient = new double[point.length];
    double value = Double.NaN;
    for (int from = 0; from < point.length; from += AT_ONCE) {
      List<A> units = new ArrayList<>();
      for (int j = from; j < Math.min(point.length, from + AT_ONCE); j++) {
        units.add(shape.unit(j));
      }
      WithTangents<Scalar> slopes = loss.jvps(at, units);
      value = slopes.value().value();
      for (int k = 0; k < units.size(); k++) {
        gradient[from + k] = slopes.tangents().get(k).value();
      }
    }
    return new Evaluation(point, value, gradient);
  }
}
