// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.FiniteDifferences;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.sky.StreamTable;
import org.odisseo.stream.StreamParameters;
import org.odisseo.stream.TrackChiSquared;

/**
 * The misfit of a stream as a function of four parameters, and its gradient three ways: reverse
 * mode, forward mode and central differences.
 *
 * <p>Only stars that have left the progenitor make the track. Of those, a few lingered at the edge
 * of the cluster for a long time, on chaotic orbits: a change of a parameter by one part in a
 * million moves them by parsecs and more. Their derivatives are exact, but they tell nothing about
 * the track at any finite change, and no difference quotient can follow them. They are found by
 * their tangents and left out; which stars count is fixed at the parameters given, so the misfit
 * that is differentiated is one smooth function.
 */
final class Gd1Gradient {

  /** The parameters of the experiment and their labels in {@link StreamParameters}. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("t_end", "duration"),
          List.of("M_progenitor", "progenitor.mass"),
          List.of("M_halo", "host.halo.mass"),
          List.of("M_disk", "host.disk.mass"));

  /** Farther than this from the progenitor, about twice its tidal radius, a star has left [kpc]. */
  private static final double LEFT = 0.1;

  /**
   * A star that moves by more than this per unit of the logarithm of a parameter is chaotic [kpc].
   */
  private static final double CHAOTIC = 500;

  /**
   * Step of the differences, as a part of the parameter. It moves the most sensitive star by 1 pc
   * at most, an eighth of the cluster's radius, so that the five-point formula errs by less than
   * one part in a thousand for that star and by far less for the others; rounding is amplified to
   * parts in a million.
   */
  private static final double RELATIVE_STEP = 1e-6;

  private final Differentiable<StreamParameters, Particles> model;
  private final Differentiable<Particles, StreamTable> sky;
  private final TrackChiSquared chiSquared;
  private final StreamParameters at;
  private final List<WithTangent<Particles>> tangents = new ArrayList<>();
  private final double[] weights;
  private int left;

  /** A derivative of chi^2 with respect to one parameter. */
  record Entry(String name, double reverse, double forward, double difference) {}

  Gd1Gradient(
      Differentiable<StreamParameters, Particles> model,
      Differentiable<Particles, StreamTable> sky,
      TrackChiSquared chiSquared,
      StreamParameters at) {
    this.model = model;
    this.sky = sky;
    this.at = at;
    for (List<String> name : NAMES) {
      tangents.add(model.jvp(at, at.unit(index(name))));
    }
    weights = weights();
    this.chiSquared = chiSquared.withWeights(weights);
  }

  /** Weight 1 for stars that have left the progenitor, 0 for the others. */
  static double[] leftBehind(Particles stars, PhasePoint progenitor) {
    double[] weights = new double[stars.count()];
    Arrays.setAll(weights, i -> stars.phasePoint(i).minus(progenitor).radius() > LEFT ? 1 : 0);
    return weights;
  }

  private double[] weights() {
    double[] chosen = leftBehind(tangents.get(0).value(), at.today());
    left = (int) Arrays.stream(chosen).sum();
    for (int k = 0; k < NAMES.size(); k++) {
      double parameter = at.toArray()[index(NAMES.get(k))];
      for (int i = 0; i < chosen.length; i++) {
        double moved = parameter * tangents.get(k).tangent().phasePoint(i).radius();
        chosen[i] = moved < CHAOTIC ? chosen[i] : 0;
      }
    }
    return chosen;
  }

  /** Stars that have left the progenitor. */
  int starsThatLeft() {
    return left;
  }

  /** Stars that have left the progenitor and are not chaotic: those that count. */
  int starsThatCount() {
    return (int) Arrays.stream(weights).sum();
  }

  /** The misfit of the stars that count. */
  double value() {
    return chiSquared.apply(stars()).value();
  }

  /** The number of points of the observed track that the stars cover. */
  double points() {
    return chiSquared.points(stars());
  }

  private StreamTable stars() {
    return sky.apply(tangents.get(0).value());
  }

  /** The gradient by all three ways. */
  List<Entry> entries() {
    Differentiable<StreamParameters, Scalar> loss = model.then(sky).then(chiSquared);
    StreamParameters reverse = Gradient.of(loss, at);
    Differentiable<Particles, Scalar> misfit = sky.then(chiSquared);
    List<Entry> entries = new ArrayList<>();
    for (int k = 0; k < NAMES.size(); k++) {
      int index = index(NAMES.get(k));
      WithTangent<Particles> stars = tangents.get(k);
      double forward = misfit.jvp(stars.value(), stars.tangent()).tangent().value();
      double step = RELATIVE_STEP * at.toArray()[index];
      double difference = FiniteDifferences.central(loss::apply, at, at.unit(index), step).value();
      entries.add(new Entry(NAMES.get(k).get(0), reverse.toArray()[index], forward, difference));
    }
    return entries;
  }

  /** The gradient by reverse mode alone of a model whose stars all count that have left. */
  static List<Entry> reverse(Differentiable<StreamParameters, Scalar> loss, StreamParameters at) {
    double[] gradient = Gradient.of(loss, at).toArray();
    return NAMES.stream()
        .map(
            name ->
                new Entry(
                    name.get(0),
                    gradient[at.labels().indexOf(name.get(1))],
                    Double.NaN,
                    Double.NaN))
        .toList();
  }

  private int index(List<String> name) {
    return at.labels().indexOf(name.get(1));
  }
}
