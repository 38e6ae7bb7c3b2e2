// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * How far stars are from an orbit, in units of their errors: what a least-squares fit takes. One
 * residual (model - observed)/error for each number that was measured, labelled {@code phi2[3]} for
 * the phi2 of star 3. Made by {@link OrbitTrack#residuals}; immutable.
 */
public final class OrbitResiduals implements Differentiable<OrbitParameters, ParameterSet> {

  private final OrbitTrack track;
  private final UncoveredStars uncovered;

  /** Where among the numbers of the track each residual is. */
  private final int[] measured;

  private final double[] observed;
  private final double[] errors;
  private final ParameterSet shape;

  private OrbitResiduals(
      OrbitTrack track,
      UncoveredStars uncovered,
      int[] measured,
      double[] observed,
      double[] errors,
      ParameterSet shape) {
    this.track = track;
    this.uncovered = uncovered;
    this.measured = measured;
    this.observed = observed;
    this.errors = errors;
    this.shape = shape;
  }

  static OrbitResiduals of(OrbitTrack track, Columns observed, Columns errors) {
    Columns shape = track.shape();
    int n = shape.count();
    Require.length("observed", observed.count(), n, "one row for each phi1 of the track");
    Require.length("errors", errors.count(), n, "one row for each phi1 of the track");
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int c = 0; c < shape.names().size(); c++) {
      String name = shape.names().get(c);
      double[] values = column("observed", observed, name);
      double[] sigmas = column("errors", errors, name);
      for (int i = 0; i < n; i++) {
        if (!Double.isNaN(values[i])) {
          String label = name + "[" + i + "]";
          Require.finite("observed " + label, values[i]);
          Require.positive("errors " + label, sigmas[i]);
          names.add(label);
          rows.add(new double[] {c * n + i, values[i], sigmas[i]});
        }
      }
    }
    Require.atLeast("the number of measurements in observed", rows.size(), 1);
    return new OrbitResiduals(
        track,
        UncoveredStars.END_OF_BRANCH,
        rows.stream().mapToInt(row -> (int) row[0]).toArray(),
        rows.stream().mapToDouble(row -> row[1]).toArray(),
        rows.stream().mapToDouble(row -> row[2]).toArray(),
        ParameterSet.of(names, new double[names.size()]));
  }

  /** The same with another treatment of stars that the orbit does not reach. */
  public OrbitResiduals withUncovered(UncoveredStars other) {
    return new OrbitResiduals(track, other, measured, observed, errors, shape);
  }

  /** The track. */
  public OrbitTrack track() {
    return track;
  }

  /** The number of residuals, those of stars that the orbit does not reach included. */
  public int count() {
    return measured.length;
  }

  @Override
  public ParameterSet apply(OrbitParameters at) {
    return value(track.evaluate(at, List.of()));
  }

  @Override
  public WithPullback<OrbitParameters, ParameterSet> vjp(OrbitParameters at) {
    return TangentPullback.of(this, at);
  }

  @Override
  public WithTangent<ParameterSet> jvp(OrbitParameters at, OrbitParameters tangent) {
    WithTangents<ParameterSet> one = jvps(at, List.of(tangent));
    return new WithTangent<>(one.value(), one.tangents().get(0));
  }

  @Override
  public WithTangents<ParameterSet> jvps(OrbitParameters at, List<OrbitParameters> tangents) {
    Require.atLeast("the number of tangents", tangents.size(), 1);
    OrbitTrack.Evaluation evaluation = track.evaluate(at, tangents);
    List<ParameterSet> images = new ArrayList<>();
    for (double[] tangent : evaluation.tangents()) {
      images.add(residuals(tangent, new double[measured.length], evaluation.covered()));
    }
    return new WithTangents<>(value(evaluation), images);
  }

  private ParameterSet value(OrbitTrack.Evaluation evaluation) {
    return residuals(evaluation.value(), observed, evaluation.covered());
  }

  private ParameterSet residuals(double[] numbers, double[] zero, boolean[] covered) {
    double[] residuals = new double[measured.length];
    for (int j = 0; j < residuals.length; j++) {
      if (uncovered == UncoveredStars.END_OF_BRANCH || covered[measured[j] % covered.length]) {
        residuals[j] = (numbers[measured[j]] - zero[j]) / errors[j];
      }
    }
    return shape.withArray(residuals);
  }

  private static double[] column(String argument, Columns columns, String name) {
    if (!columns.has(name)) {
      throw Names.unknown("column of " + argument, name, columns.names());
    }
    return columns.column(name);
  }
}
