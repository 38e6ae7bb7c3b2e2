// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.Starts;
import org.odisseo.validation.Require;

/**
 * A fit of an orbit to stars: what is free, what was known of it before, and how far the stars are
 * from an orbit.
 *
 * <p>Fits, samplers and the Gaussian approximation all use the coordinates of {@link FreeNumber},
 * and the prior is Gaussian in them: a prior with edges would put the best fit on an edge wherever
 * the stars do not say enough, and there the second derivatives mean nothing.
 *
 * @param reference the numbers that are not free, the centre of the prior, and the truth where that
 *     is known
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

  /** The free numbers as coordinates. */
  FreeParameters<A> free() {
    FreeParameters<A> free = FreeParameters.of(reference);
    for (FreeNumber number : numbers) {
      free = number.and(free);
    }
    return free;
  }

  /** The free numbers in their own units, under their own names. */
  ParameterSet values(ParameterSet u) {
    return ParameterSet.of(names(), free().values(u).toArray());
  }

  /** chi^2 of the stars at a point. */
  double chiSquared(A point) {
    return residuals.then(Maps.<ParameterSet>sumOfSquares()).apply(point).value();
  }

  /** The residuals of the stars, and beside them the coordinates in units of the prior. */
  Differentiable<ParameterSet, Pair<ParameterSet, ParameterSet>> pulls() {
    ParameterSet shape = free().start();
    double[][] inverse = new double[shape.size()][shape.size()];
    for (int k = 0; k < inverse.length; k++) {
      inverse[k][k] = 1 / numbers.get(k).prior();
    }
    return Maps.both(free().restrict(residuals), Maps.matrix(inverse, shape, shape));
  }

  /** Where fits begin. */
  List<ParameterSet> starts(int count, long seed) {
    FreeNumber first = numbers.get(0);
    Starts box = Starts.box(first.coordinate(), -first.start(), first.start());
    for (FreeNumber number : numbers.subList(1, numbers.size())) {
      box = box.and(number.coordinate(), -number.start(), number.start());
    }
    return box.latinHypercube(count, seed);
  }
}
