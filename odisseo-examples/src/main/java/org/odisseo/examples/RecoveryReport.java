// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.nio.file.Path;
import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.uncertainty.Direction;
import org.odisseo.uncertainty.FisherInformation;

/** What a likelihood says about which parameters can be told apart, and the corner plot. */
final class RecoveryReport {

  private static final int LEAST_SAMPLES = 10;

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

  private final FisherInformation information;

  RecoveryReport(GradientRecovery.Result result) {
    this.information = inLogs(result);
  }

  /** The information about the natural logs of the parameters. */
  private static FisherInformation inLogs(GradientRecovery.Result result) {
    ParameterSet u = result.spray().point();
    double[][] matrix = result.spray().information();
    double range = Math.log(RecoveryProblem.HIGH / RecoveryProblem.LOW);
    double[] slope = new double[u.size()];
    for (int k = 0; k < slope.length; k++) {
      double part = 1 / (1 + Math.exp(-u.value(k)));
      slope[k] = 1 / (part * (1 - part) * range);
    }
    for (int k = 0; k < slope.length; k++) {
      for (int l = 0; l < slope.length; l++) {
        matrix[k][l] *= slope[k] * slope[l];
      }
    }
    List<String> names = u.names().stream().map(name -> "ln " + name).toList();
    ParameterSet values = RecoveryProblem.FREE.values(u);
    double[] logs = values.toArray();
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.log(logs[k]);
    }
    return FisherInformation.ofMatrix(ParameterSet.of(names, logs), matrix);
  }

  /** The directions of the likelihood, the least constrained first. */
  List<String> directions() {
    return information.directions().stream().map(Direction::text).toList();
  }

  /** Corner plots of the estimates beside the published distribution. */
  void pictures(Path output, EstimateFile file) {
    CornerPlot plot =
        CornerPlot.of("t_{end} [Gyr]", "M_P [M_☉]", "M_{NFW} [M_☉]", "M_{MN} [M_☉]")
            .withGaussian("published (grid)", PUBLISHED_MEAN, PUBLISHED_COVARIANCE);
    plot = with(plot, "ours", file.values(Gd1Recovery.OURS));
    double[] truth = RecoveryProblem.TRUE_VALUES.toArray();
    truth[0] /= 1e3;
    plot = plot.withTruth(truth);
    plot.save(output.resolve("corner.png"));
    plot.save(output.resolve("corner.svg"));
  }

  /** Samples if there are enough of them, else a Gaussian with the errors of one data set. */
  private CornerPlot with(CornerPlot plot, String name, double[][] values) {
    for (int i = 0; i < values[0].length; i++) {
      values[0][i] /= 1e3;
    }
    if (values[0].length >= LEAST_SAMPLES) {
      return plot.withSamples(name, values);
    }
    double[] mean = new double[values.length];
    for (int k = 0; k < mean.length; k++) {
      for (double value : values[k]) {
        mean[k] += value / values[k].length;
      }
    }
    double[][] covariance = information.covariance().toArray();
    for (int k = 0; k < mean.length; k++) {
      for (int l = 0; l < mean.length; l++) {
        covariance[k][l] *= mean[k] * mean[l];
      }
    }
    return plot.withGaussian(name + " (Fisher, one data set)", mean, covariance);
  }
}
