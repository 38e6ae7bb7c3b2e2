// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamTable;

/**
 * Whether two streams are the same within their scatter: a polynomial track through the stars of
 * the first, and the mean offset of the stars of the second from it in units of the scatter of the
 * first.
 */
final class StreamAgreement {

  private static final int DEGREE = 5;
  private static final double FROM = -80;
  private static final double TO = 10;
  private static final Map<String, ToDoubleFunction<StreamCoordinates>> COORDINATES =
      new LinkedHashMap<>();

  static {
    COORDINATES.put("phi2", StreamCoordinates::phi2);
    COORDINATES.put("distance", StreamCoordinates::distance);
    COORDINATES.put("pmPhi1CosPhi2", StreamCoordinates::pmPhi1CosPhi2);
    COORDINATES.put("pmPhi2", StreamCoordinates::pmPhi2);
    COORDINATES.put("radialVelocity", StreamCoordinates::radialVelocity);
  }

  private StreamAgreement() {}

  /**
   * The offsets by coordinate; none if either stream has too few stars for a track. Stars of weight
   * 0 do not count.
   */
  static Map<String, Double> offsets(
      StreamTable first, double[] firstWeights, StreamTable second, double[] secondWeights) {
    List<StreamCoordinates> a = stars(first, firstWeights);
    List<StreamCoordinates> b = stars(second, secondWeights);
    Map<String, Double> offsets = new LinkedHashMap<>();
    if (Math.min(a.size(), b.size()) <= 2 * DEGREE) {
      return offsets;
    }
    COORDINATES.forEach((name, coordinate) -> offsets.put(name, offset(a, b, coordinate)));
    return offsets;
  }

  private static double offset(
      List<StreamCoordinates> a,
      List<StreamCoordinates> b,
      ToDoubleFunction<StreamCoordinates> coordinate) {
    WeightedObservedPoints points = new WeightedObservedPoints();
    a.forEach(star -> points.add(star.phi1(), coordinate.applyAsDouble(star)));
    PolynomialFunction track =
        new PolynomialFunction(PolynomialCurveFitter.create(DEGREE).fit(points.toList()));
    double variance =
        Arrays.stream(residuals(a, coordinate, track)).map(r -> r * r).sum()
            / (a.size() - DEGREE - 1);
    double mean = Arrays.stream(residuals(b, coordinate, track)).average().orElse(0);
    return mean / Math.sqrt(variance);
  }

  private static double[] residuals(
      List<StreamCoordinates> stars,
      ToDoubleFunction<StreamCoordinates> coordinate,
      PolynomialFunction track) {
    return stars.stream()
        .mapToDouble(star -> coordinate.applyAsDouble(star) - track.value(star.phi1()))
        .toArray();
  }

  private static List<StreamCoordinates> stars(StreamTable table, double[] weights) {
    return IntStream.range(0, table.count())
        .filter(i -> weights[i] > 0)
        .mapToObj(table::get)
        .filter(star -> star.phi1() > FROM && star.phi1() < TO)
        .toList();
  }
}
