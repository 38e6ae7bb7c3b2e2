// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.odisseo.uncertainty.Direction;
import org.odisseo.uncertainty.FisherInformation;

/** What a fit says about which parameters can be told apart, and the corner plot. */
final class RecoveryReport {

  /** With fewer data sets their scatter is no covariance of four numbers. */
  private static final int LEAST_SAMPLES = 10;

  private static final double MYR_PER_GYR = 1000;

  /**
   * The published mean and covariance, from 974 estimates: t_end in Gyr, masses in solar masses.
   */
  private static final double[] PUBLISHED_MEAN = {3.2370, 12284.5, 4.8031e11, 5.7795e10};

  private static final double[][] PUBLISHED_COVARIANCE = {
    {0.1763355, 1089.735, 2.319676e10, -2.409855e9},
    {1089.735, 3.719862e7, 2.744213e14, -5.378888e13},
    {2.319676e10, 2.744213e14, 7.229555e21, -9.423355e20},
    {-2.409855e9, -5.378888e13, -9.423355e20, 3.858481e20}
  };

  private final Optional<FisherInformation> information;

  /**
   * A report.
   *
   * @param last the details of one data set, if there are any
   */
  RecoveryReport(Optional<GradientRecovery.Result> last) {
    this.information = last.map(result -> result.corrected().information());
  }

  /** The directions in the natural logs of the parameters, the least constrained first. */
  List<String> directions() {
    return information.stream()
        .flatMap(known -> known.directions().stream())
        .map(Direction::text)
        .toList();
  }

  /** The corner plot of our estimates beside the published distribution. */
  void pictures(Path output, EstimateFile file) {
    double[][] values = file.values(Gd1Recovery.OURS);
    double[] truth = RecoveryProblem.TRUE_VALUES.toArray();
    values[0] = Arrays.stream(values[0]).map(t -> t / MYR_PER_GYR).toArray();
    truth[0] /= MYR_PER_GYR;
    int sets = values[0].length;
    CornerPlot plot = CornerPlot.of("t_{end} [Gyr]", "M_P [M_☉]", "M_{NFW} [M_☉]", "M_{MN} [M_☉]");
    if (sets >= LEAST_SAMPLES) {
      RealMatrix rows = new Array2DRowRealMatrix(values).transpose();
      double[][] scatter = new Covariance(rows).getCovarianceMatrix().getData();
      plot = plot.withGaussian("ours, " + sets + " data sets", mean(values), scatter);
    } else if (information.isPresent()) {
      double[] mean = mean(values);
      plot = plot.withGaussian("ours, errors of one fit", mean, fisher(information.get(), mean));
    }
    plot =
        plot.withGaussian("published grid, 974 data sets", PUBLISHED_MEAN, PUBLISHED_COVARIANCE)
            .withPoints("our estimates", values)
            .withTruth(truth);
    plot.save(output.resolve("corner.png"));
    plot.save(output.resolve("corner.svg"));
  }

  private static double[] mean(double[][] values) {
    return Arrays.stream(values)
        .mapToDouble(row -> Arrays.stream(row).average().orElse(Double.NaN))
        .toArray();
  }

  /** The covariance of the parameters from that of their logs. */
  private static double[][] fisher(FisherInformation logs, double[] mean) {
    double[][] covariance = logs.covariance().toArray();
    for (int k = 0; k < mean.length; k++) {
      for (int l = 0; l < mean.length; l++) {
        covariance[k][l] *= mean[k] * mean[l];
      }
    }
    return covariance;
  }
}
