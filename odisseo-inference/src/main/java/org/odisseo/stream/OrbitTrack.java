// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.integrate.StepSize;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamFrame;
import org.odisseo.validation.Require;

/**
 * The orbit of the progenitor as a model of the track of its stream: for given phi1, where the
 * orbit is on the sky there and how it moves. Streams do not follow orbits exactly, but one orbit
 * costs far less than the orbits of all stars.
 *
 * <pre>{@code
 * Simulation simulation =
 *     Simulation.in(host).withIntegrator(Integrators.yoshida6()).withSteps(50);
 * OrbitTrack track =
 *     OrbitTrack.of(simulation, 200, Observer.standard(), StreamFrame.gd1(), -60, -40, -20);
 * Columns predicted = track.apply(new OrbitParameters(today, host.parameters()));
 * double[] phi2 = predicted.column("phi2");
 * }</pre>
 *
 * <p>The orbit is followed from today for the same duration into the past and into the future, and
 * each star is given the place \( t^* \) on it with \( \phi_1(t^*) = \phi_{1,\mathrm{star}} \): the
 * one reached from today, within 180 deg of phi1, before phi1 turns around (see {@link #branch}). A
 * star beyond that is not {@link #covers covered}, and given the end of the branch on its side,
 * which also moves smoothly with the parameters. The orbit between two steps is the polynomial of
 * degree seven through the positions and velocities of four steps; turning points are looked for
 * between steps, so a pair of them within one step is not seen.
 *
 * <p>The derivatives are those of the numbers as computed, including that of \( t^* \). They grow
 * without bound for a star just before a turning point. Reverse mode uses tangents, since a point
 * has few numbers. Immutable and safe for use by several threads.
 *
 * @error that of the integrator plus, in position, up to h^8/128000 times the eighth derivative of
 *     the orbit for steps of length h
 */
public final class OrbitTrack implements Differentiable<OrbitParameters, Columns> {

  private static final List<TrackCoordinate> STREAM_COORDINATES =
      Arrays.stream(TrackCoordinate.values()).filter(c -> !c.isEquatorial()).toList();

  private final Simulation simulation;
  private final double duration;
  private final Observer observer;
  private final StreamFrame frame;
  private final double[] phi1;
  private final SkyProjection projection;
  private final StreamAxes axes;
  private final StreamAxes.Plane[] meridians;
  private final Columns shape;

  private OrbitTrack(
      Simulation simulation,
      double duration,
      Observer observer,
      StreamFrame frame,
      double[] phi1,
      List<TrackCoordinate> coordinates) {
    this.simulation = simulation;
    this.duration = duration;
    this.observer = observer;
    this.frame = frame;
    this.phi1 = phi1;
    projection = new SkyProjection(observer, frame, coordinates);
    axes = StreamAxes.of(observer, frame);
    meridians = Arrays.stream(phi1).mapToObj(axes::meridian).toArray(StreamAxes.Plane[]::new);
    List<String> names = coordinates.stream().map(TrackCoordinate::column).toList();
    shape = Columns.of(names, new double[names.size()][phi1.length]);
  }

  /**
   * A track with the columns phi2, distance, pmPhi1CosPhi2, pmPhi2 and radialVelocity.
   *
   * @param simulation the host, the units, the method and its steps, which are those of one
   *     direction; no body attracts another and every step is saved, whatever it says
   * @param duration how far the orbit is followed in each direction [time], positive
   * @param observer who sees it; its units are replaced by those of the simulation
   * @param frame the frame of phi1
   * @param phi1 where along the stream the track is wanted, the stars [deg], at least one, from
   *     -180 to 180
   * @throws IllegalArgumentException if the host changes with time, the steps are not of fixed
   *     length, or a number is out of range
   */
  public static OrbitTrack of(
      Simulation simulation,
      double duration,
      Observer observer,
      StreamFrame frame,
      double... phi1) {
    if (simulation.field().isTimeDependent()) {
      throw new IllegalArgumentException(
          "simulation.field must not depend on the time t, since an orbit begins at time 0 in both"
              + " directions");
    }
    if (simulation.stepSize() instanceof StepSize.Adaptive) {
      throw new IllegalArgumentException(
          "simulation.stepSize must be a count or a length, since steps under error control jump"
              + " with the parameters, got "
              + simulation.stepSize());
    }
    Require.atLeast("the number of phi1", phi1.length, 1);
    return new OrbitTrack(
        simulation
            .withSelfGravity(SelfGravity.none())
            .withStartTime(0)
            .withSaveAt(SaveAt.everySteps(1).andStart()),
        Require.positive("duration", duration),
        observer.in(simulation.units()),
        Objects.requireNonNull(frame),
        requireOnTheSky(phi1.clone()),
        STREAM_COORDINATES);
  }

  /**
   * The same track with the columns of other coordinates.
   *
   * @param coordinates at least one, all different
   */
  public OrbitTrack withCoordinates(TrackCoordinate... coordinates) {
    Require.atLeast("the number of coordinates", coordinates.length, 1);
    return new OrbitTrack(simulation, duration, observer, frame, phi1, List.of(coordinates));
  }

  private static double[] requireOnTheSky(double[] phi1) {
    for (int i = 0; i < phi1.length; i++) {
      if (!(phi1[i] >= -180 && phi1[i] <= 180)) {
        throw new IllegalArgumentException(
            "phi1 must be >= -180 and <= 180, got " + phi1[i] + " at index " + i);
      }
    }
    return phi1;
  }

  /** The phi1 of the stars [deg]; a new array. */
  public double[] phi1() {
    return phi1.clone();
  }

  /** The part of the orbit on which stars are looked for. */
  public TrackBranch branch(OrbitParameters at) {
    return new OrbitBranch(run(at, List.of()), axes).describe();
  }

  /** For each star, whether the branch reaches its phi1. */
  public boolean[] covers(OrbitParameters at) {
    return evaluate(at, List.of()).covered();
  }

  /**
   * The residuals (model - observed)/error of stars at the phi1 of this track.
   *
   * @param observed the columns of this track's coordinates, in any order and among others; NaN
   *     where a coordinate was not measured, which then has no residual
   * @param errors the standard errors, in the same columns and the same units; positive wherever
   *     there is a measurement
   * @throws IllegalArgumentException if a column is missing, the lengths differ, an error is not
   *     positive and finite, or nothing is observed
   */
  public OrbitResiduals residuals(Columns observed, Columns errors) {
    return OrbitResiduals.of(this, observed, errors);
  }

  @Override
  public Columns apply(OrbitParameters at) {
    return shape.withArray(evaluate(at, List.of()).value());
  }

  @Override
  public WithPullback<OrbitParameters, Columns> vjp(OrbitParameters at) {
    return TangentPullback.of(this, at);
  }

  @Override
  public WithTangent<Columns> jvp(OrbitParameters at, OrbitParameters tangent) {
    WithTangents<Columns> one = jvps(at, List.of(tangent));
    return new WithTangent<>(one.value(), one.tangents().get(0));
  }

  @Override
  public WithTangents<Columns> jvps(OrbitParameters at, List<OrbitParameters> tangents) {
    Require.atLeast("the number of tangents", tangents.size(), 1);
    Evaluation evaluation = evaluate(at, tangents);
    return new WithTangents<>(
        shape.withArray(evaluation.value()),
        evaluation.tangents().stream().map(shape::withArray).toList());
  }

  /** The columns of this track, whatever their numbers. */
  Columns shape() {
    return shape;
  }

  /**
   * The numbers of the columns, their tangents, and which stars are covered.
   *
   * @param covered one for each star
   */
  record Evaluation(double[] value, List<double[]> tangents, boolean[] covered) {}

  Evaluation evaluate(OrbitParameters at, List<OrbitParameters> tangents) {
    OrbitNodes nodes = run(at, tangents);
    OrbitBranch branch = new OrbitBranch(nodes, axes);
    int n = phi1.length;
    boolean[] covered = new boolean[n];
    double[][] states = new double[n][];
    double[][][] displacements = new double[tangents.size()][n][];
    HermitePiece[][] pieces = new HermitePiece[nodes.times().length][];
    for (int i = 0; i < n; i++) {
      BranchPlace place = branch.find(phi1[i], meridians[i]);
      covered[i] = place.isCovered();
      double[] state = branch.piece(place.interval()).at(place.time());
      states[i] = state;
      if (pieces[place.interval()] == null) {
        pieces[place.interval()] = nodes.tangentPieces(place.interval());
      }
      for (int k = 0; k < displacements.length; k++) {
        double[] d = pieces[place.interval()][k].at(place.time());
        double shift = branch.timeTangent(place, meridians[i], state, d);
        for (int c = 0; c < 6; c++) {
          d[c] += shift * state[3 + c];
        }
        displacements[k][i] = d;
      }
    }
    SkyProjection.Image image = projection.project(states, displacements);
    return new Evaluation(image.value(), image.tangents(), covered);
  }

  private OrbitNodes run(OrbitParameters at, List<OrbitParameters> tangents) {
    return OrbitNodes.run(simulation, duration, at, tangents);
  }
}
