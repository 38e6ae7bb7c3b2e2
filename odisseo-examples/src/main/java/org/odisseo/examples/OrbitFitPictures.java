// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.sample.Draws;
import org.odisseo.uncertainty.Covariance;
import org.odisseo.uncertainty.FisherInformation;

/** Pictures of a fit of an orbit and of the draws around it. */
final class OrbitFitPictures {

  private OrbitFitPictures() {}

  /**
   * The corner plot and the traces.
   *
   * @param name the beginning of the names of the files
   * @param truth marked by lines, if it is known
   */
  static <A extends VectorValue<A>> void draws(
      Path directory,
      String name,
      OrbitFit<A> fit,
      OrbitPosterior<A> posterior,
      Optional<A> truth) {
    List<FreeNumber> numbers = fit.problem().numbers();
    String[] axes = numbers.stream().map(FreeNumber::shownName).toArray(String[]::new);
    double[][] draws =
        numbers.stream()
            .map(number -> posterior.values(number, number::shown))
            .toArray(double[][]::new);
    CornerPlot corner =
        CornerPlot.of(axes)
            .withSamples("NUTS", draws)
            .withGaussian("Gaussian at the best", shown(fit, fit.point()), covariance(fit));
    if (truth.isPresent()) {
      corner = corner.withTruth(shown(fit, truth.get()));
    }
    corner
        .save(directory.resolve(name + "-corner.png"))
        .save(directory.resolve(name + "-corner.svg"));
    TracePlot trace = TracePlot.of(axes);
    int chain = 1;
    for (Draws one : posterior.chains().comparable()) {
      trace = trace.withChain("chain " + chain++, traces(numbers, one));
    }
    if (truth.isPresent()) {
      trace = trace.withTruth(shown(fit, truth.get()));
    }
    trace.save(directory.resolve(name + "-trace.png"));
  }

  private static double[][] traces(List<FreeNumber> numbers, Draws draws) {
    double[][] rows = new double[numbers.size()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = draws.values(numbers.get(k).name());
      for (int i = 0; i < rows[k].length; i++) {
        rows[k][i] = numbers.get(k).shown(rows[k][i]);
      }
    }
    return rows;
  }

  private static <A extends VectorValue<A>> double[] shown(OrbitFit<A> fit, A point) {
    double[] all = point.toArray();
    return fit.problem().numbers().stream()
        .mapToDouble(number -> number.shown(all[point.indexOf(number.label())]))
        .toArray();
  }

  private static <A extends VectorValue<A>> double[][] covariance(OrbitFit<A> fit) {
    FisherInformation gaussian = fit.gaussian();
    Covariance covariance = gaussian.covariance();
    List<FreeNumber> numbers = fit.problem().numbers();
    double[][] matrix = new double[numbers.size()][numbers.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        FreeNumber first = numbers.get(i);
        FreeNumber second = numbers.get(j);
        matrix[i][j] =
            covariance.entry(first.coordinate(), second.coordinate())
                * first.shownPerCoordinate()
                * second.shownPerCoordinate();
      }
    }
    return matrix;
  }
}
