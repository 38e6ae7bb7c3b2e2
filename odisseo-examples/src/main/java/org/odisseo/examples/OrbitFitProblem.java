// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.Starts;
import org.odisseo.validation.Require;

/**
 * A fit of an orbit to stars: what is free, and how far the stars are from an orbit.
 *
 * <p>The free numbers have two sets of coordinates. Fits and samplers use the unbounded coordinates
 * of {@link #bounded}, in which no step leaves the prior; the Gaussian approximation is made in
 * those of {@link #natural}, the logs of masses and lengths.
 *
 * @param reference the numbers that are not free, and the truth where that is known
 * @param numbers the free numbers
 * @param residuals the residuals of the stars in units of their errors
 * @param <A> what an orbit depends on
 */
record OrbitFitProblem<A extends VectorValue<A>>(
    A reference, List<FreeNumber> numbers, Differentiable<A, ParameterSet> residuals) {

  /** Copies the list. */
  OrbitFitProblem {
    numbers = List.copyOf(numbers);
    Require.atLeast("the number of free numbers", numbers.size(), 1);
  }

  /** The names of the free numbers. */
  List<String> names() {
    return numbers.stream().map(FreeNumber::name).toList();
  }

  /** The free numbers as coordinates that do not leave the prior. */
  FreeParameters<A> bounded() {
    FreeParameters<A> free = FreeParameters.of(reference);
    for (FreeNumber number : numbers) {
      free = number.bounded(free);
    }
    return free;
  }

  /** The free numbers as logs, or as they are. */
  FreeParameters<A> natural() {
    FreeParameters<A> free = FreeParameters.of(reference);
    for (FreeNumber number : numbers) {
      free = number.unbounded(free);
    }
    return free;
  }

  /** chi^2 of a point. */
  double chiSquared(A point) {
    return residuals.then(Maps.<ParameterSet>sumOfSquares()).apply(point).value();
  }

  /** The log of likelihood times prior, up to a constant, in the bounded coordinates. */
  Differentiable<ParameterSet, Scalar> logPosterior() {
    Differentiable<ParameterSet, Scalar> logLikelihood =
        bounded()
            .restrict(residuals)
            .then(Maps.<ParameterSet>sumOfSquares())
            .then(Maps.scale(-0.5));
    return Maps.sum(logLikelihood, bounded().logJacobian());
  }

  /** Where fits begin, as bounded coordinates. */
  List<ParameterSet> starts(int count, long seed) {
    Starts box = numbers.get(0).box();
    for (FreeNumber number : numbers.subList(1, numbers.size())) {
      box = number.and(box);
    }
    FreeParameters<A> bounded = bounded();
    return box.latinHypercube(count, seed).stream().map(bounded::coordinatesOfValues).toList();
  }
}
