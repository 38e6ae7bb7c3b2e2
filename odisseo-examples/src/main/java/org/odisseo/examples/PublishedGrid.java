// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.ValueAndGradient;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.loss.MaximumMeanDiscrepancy;
import org.odisseo.loss.PointColumns;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.Ensemble;
import org.odisseo.simulate.Member;
import org.odisseo.simulate.ProgressListener;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.ClusterGravity;
import org.odisseo.stream.StreamModel;
import org.odisseo.stream.StreamParameters;
import org.odisseo.units.UnitSystem;

/**
 * The inference of the ODISSEO paper: the best of a grid of simulations by maximum mean
 * discrepancy, then ten steps of gradient descent in the decimal logs of the parameters with the
 * rate 1e-5. The cluster has the paper's numerics: a softening of 0.1 pc and a thousand steps,
 * whatever the duration, which do not resolve it; derivatives do not follow the positions in the
 * mutual forces. Every simulation has its own random numbers.
 */
final class PublishedGrid {

  static final int STEPS = 1000;
  static final double SOFTENING = 1e-4;
  static final int DESCENT_STEPS = 10;
  static final double RATE = 1e-5;

  /** With fewer observable stars a simulation is not compared. */
  private static final int LEAST_STARS = 10;

  private final int perAxis;
  private final int bodies;
  private final long seed;
  private final List<Simulated> simulations = new ArrayList<>();

  /** A node of the grid and its observable stars with errors. */
  private record Simulated(ParameterSet values, Columns stars) {}

  /** The best of a search. */
  record Best(ParameterSet values, double discrepancy) {}

  /**
   * A grid that is not simulated yet.
   *
   * @param perAxis nodes per parameter, evenly from a quarter of the truth to twice the truth
   * @param bodies of a cluster
   */
  PublishedGrid(int perAxis, int bodies, long seed) {
    this.perAxis = perAxis;
    this.bodies = bodies;
    this.seed = seed;
  }

  int nodes() {
    return perAxis * perAxis * perAxis * perAxis;
  }

  /** Runs all simulations. */
  void simulate(ProgressListener progress) {
    Stream<Integer> numbers = IntStream.range(0, nodes()).boxed();
    Ensemble<Integer, Simulated> ensemble =
        Ensemble.<Integer, Simulated>of(this::simulate)
            .withProgress((done, total) -> progress.progress((double) done / nodes()));
    try (Stream<Member<Integer, Simulated>> members = ensemble.run(numbers)) {
      members.filter(Member::isCompleted).forEach(member -> simulations.add(member.orThrow()));
    }
  }

  private Simulated simulate(int number) {
    double[] values = RecoveryProblem.TRUE_VALUES.toArray();
    int rest = number;
    for (int k = 0; k < values.length; k++) {
      double part = (double) (rest % perAxis) / (perAxis - 1);
      values[k] *= RecoveryProblem.LOW + part * (RecoveryProblem.HIGH - RecoveryProblem.LOW);
      rest /= perAxis;
    }
    ParameterSet at = RecoveryProblem.TRUE_VALUES.withArray(values);
    return new Simulated(at, stars(at, seed + number));
  }

  private Columns stars(ParameterSet values, long noise) {
    StreamParameters at = RecoveryProblem.point(values);
    Particles bodiesToday = model(ClusterGravity.nBody(SOFTENING), noise).apply(at);
    return MockStream.scattered(
        RecoveryProblem.observable(MockStream.of(bodiesToday)), RecoveryProblem.ERRORS, noise);
  }

  private StreamModel model(ClusterGravity gravity, long noise) {
    return StreamModel.of(
        Simulation.in(Gd1Setup.HOST).withUnits(UnitSystem.GALACTIC).withSteps(STEPS),
        PlummerSampler.of(new SplittableRandom(noise), bodies),
        gravity);
  }

  /** The stars of the node with these values, with errors. */
  Columns stars(ParameterSet values) {
    return simulations.stream()
        .filter(node -> node.values().equals(values))
        .findFirst()
        .orElseThrow()
        .stars();
  }

  /** The node whose stars are closest to the data. */
  Best search(Columns data) {
    MaximumMeanDiscrepancy loss = MaximumMeanDiscrepancy.percentiles(data);
    Ensemble<Simulated, Double> ensemble =
        Ensemble.of(
            node ->
                node.stars().count() < LEAST_STARS
                    ? Double.POSITIVE_INFINITY
                    : loss.apply(node.stars()).value());
    Best best = new Best(RecoveryProblem.TRUE_VALUES, Double.POSITIVE_INFINITY);
    try (Stream<Member<Simulated, Double>> members = ensemble.run(simulations)) {
      for (Member<Simulated, Double> member :
          (Iterable<Member<Simulated, Double>>) members::iterator) {
        if (member.isCompleted() && member.orThrow() < best.discrepancy()) {
          best = new Best(member.input().values(), member.orThrow());
        }
      }
    }
    return best;
  }

  /** The best of ten steps downhill from there. */
  Best descend(Columns data, Best from, long noise) {
    MaximumMeanDiscrepancy loss = MaximumMeanDiscrepancy.percentiles(data);
    Best best = from;
    ParameterSet values = from.values();
    for (int step = 0; step < DESCENT_STEPS; step++) {
      ValueAndGradient<ParameterSet> there = slope(loss, values, noise + step);
      if (there.value() < best.discrepancy()) {
        best = new Best(values, there.value());
      }
      double[] moved = values.toArray();
      for (int k = 0; k < moved.length; k++) {
        double perDecade = Math.log(10) * there.gradient().value(k);
        moved[k] *= Math.pow(10, -RATE * perDecade);
      }
      values = values.withArray(moved);
    }
    return best;
  }

  /** The discrepancy, and its derivatives with respect to the natural logs of the parameters. */
  private ValueAndGradient<ParameterSet> slope(
      MaximumMeanDiscrepancy loss, ParameterSet values, long noise) {
    FreeParameters<StreamParameters> logs = RecoveryProblem.FREE;
    StreamParameters at = RecoveryProblem.point(values);
    ParameterSet u = logs.coordinatesOfValues(values);
    Differentiable<StreamParameters, Columns> stream =
        model(ClusterGravity.nBodyWithCutGradient(SOFTENING), noise)
            .then(Gd1Setup.OBSERVER.particlesToStream(StreamFrame.gd1()))
            .then(PointColumns.ofStream(RecoveryProblem.COLUMNS));
    int[] rows = RecoveryProblem.observableRows(stream.apply(at).column("phi1"));
    Differentiable<Columns, Columns> observable =
        Maps.linear(all -> MockStream.rows(all, rows), some -> spread(some, rows, bodies));
    Differentiable<ParameterSet, Scalar> discrepancy =
        logs.restrict(
            stream
                .then(observable)
                .then(
                    PointColumns.blur(
                        RecoveryProblem.ERRORS, rows.length, new SplittableRandom(noise)))
                .then(loss));
    return new ValueAndGradient<>(
        discrepancy.apply(u).value(), Gradient.of(discrepancy, u, Mode.FORWARD));
  }

  private static Columns spread(Columns some, int[] rows, int count) {
    double[][] columns = new double[some.names().size()][count];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < rows.length; i++) {
        columns[c][rows[i]] = some.value(some.names().get(c), i);
      }
    }
    return Columns.of(some.names(), columns);
  }
}
