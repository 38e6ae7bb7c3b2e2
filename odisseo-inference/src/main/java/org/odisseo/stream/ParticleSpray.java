// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.validation.Require;

/**
 * A stellar stream as a spray of stars from a progenitor that loses them steadily: the progenitor
 * is followed back in time; at equal distances of time stars are put near its tidal radius, as a
 * {@link SprayRecipe} says, and followed until today as test particles in the host and, unless told
 * otherwise, in the field of the progenitor.
 *
 * <pre>{@code
 * ParticleSpray spray =
 *     ParticleSpray.of(simulation, SprayRecipe.chen2024(), new SplittableRandom(1), 100, 10);
 * Particles stars = spray.apply(parameters);
 * }</pre>
 *
 * <p>The noise belongs to the model: the same parameters give the same stars, and stars move
 * smoothly with the parameters. The derivatives are exact, those of the tidal radius included. The
 * progenitor keeps its mass; stars alternate between the trailing tail (even numbers) and the
 * leading one.
 *
 * <p>Each release is a run of its own, from its time until today, with the share of the steps that
 * falls into it. So a spray costs half of a run of all stars over the whole duration; many stars
 * per release are cheaper than many releases.
 */
public final class ParticleSpray implements Differentiable<StreamParameters, Particles> {

  private final Simulation simulation;
  private final SprayRelease release;
  private final int releases;
  private final int each;
  private final Differentiable<StreamParameters, Pair<Pair<StreamParameters, Columns>, Columns>>
      released;
  private final Differentiable<StreamParameters, Particles> map;

  private ParticleSpray(
      Simulation simulation, SprayRelease release, int releases, int each, boolean field) {
    this.simulation = simulation;
    this.release = release;
    this.releases = releases;
    this.each = each;
    Differentiable<StreamParameters, Pair<StreamParameters, Columns>> centers =
        Maps.both(Differentiable.<StreamParameters>identity(), centers());
    released =
        centers.then(
            Maps.both(Differentiable.<Pair<StreamParameters, Columns>>identity(), release));
    map =
        released.then(
            new Concatenated<>(
                IntStream.range(0, releases)
                    .mapToObj(k -> new SprayRun(k, releases, each, field).map(simulation))
                    .toList()));
  }

  /**
   * A spray.
   *
   * @param simulation the host, the units, the engine, the method, and its steps, which are those
   *     of the whole duration; its treatment of self-gravity and its saved states are replaced
   * @param recipe how stars leave the progenitor
   * @param random source of the noise, which is drawn now
   * @param releases how many times stars are released, the first time at the beginning and then at
   *     equal distances of time; at least one
   * @param starsPerRelease how many each time, at least one
   * @throws IllegalArgumentException if the host changes with time, or a number is too small
   */
  public static ParticleSpray of(
      Simulation simulation,
      SprayRecipe recipe,
      RandomGenerator random,
      int releases,
      int starsPerRelease) {
    if (simulation.field().isTimeDependent()) {
      throw new IllegalArgumentException(
          "simulation.field must not depend on the time t, since the run of each release begins at"
              + " time 0");
    }
    Require.atLeast("releases", releases, 1);
    Require.atLeast("starsPerRelease", starsPerRelease, 1);
    Simulation fromNow = simulation.withStartTime(0);
    return new ParticleSpray(
        fromNow,
        SprayRelease.of(fromNow, recipe, random, releases, starsPerRelease),
        releases,
        starsPerRelease,
        true);
  }

  /**
   * The same without the field of the progenitor in the motion of the stars; its mass then counts
   * at the releases alone, and its radius not at all.
   */
  public ParticleSpray withoutProgenitorField() {
    return new ParticleSpray(simulation, release, releases, each, false);
  }

  /** The number of stars. */
  public int count() {
    return releases * each;
  }

  /** Whether a star belongs to the leading tail. */
  public boolean isLeading(int star) {
    return Require.index("star", star, count()) % 2 == 1;
  }

  /**
   * How long ago each star was released [time].
   *
   * @param duration of the stream, positive
   */
  public double[] ages(double duration) {
    Require.positive("duration", duration);
    double[] ages = new double[count()];
    Arrays.setAll(ages, i -> duration * new SprayRun(i / each, releases, each, false).share());
    return ages;
  }

  /** The stars where they were released, each at its own time. */
  public Particles released(StreamParameters at) {
    Columns stars = released.apply(at.requireDuration()).second();
    double[] none = new double[count()];
    return Particles.displacement(
        none,
        none,
        stars.column("x"),
        stars.column("y"),
        stars.column("z"),
        stars.column("vx"),
        stars.column("vy"),
        stars.column("vz"));
  }

  /** The tidal radius of the progenitor when each star was released [length]. */
  public double[] tidalRadii(StreamParameters at) {
    return released.apply(at.requireDuration()).second().column(SprayFormulas.TIDAL_RADIUS);
  }

  /**
   * The stars today.
   *
   * @throws IllegalArgumentException if the duration is not positive, or if at a release the
   *     progenitor has no angular momentum, or no tidal radius: its mass is not positive, or it is
   *     where the host has no tides
   * @throws org.odisseo.simulate.FailedRunException with advice if a run did not come to its end
   */
  @Override
  public Particles apply(StreamParameters at) {
    return map.apply(at.requireDuration());
  }

  @Override
  public WithPullback<StreamParameters, Particles> vjp(StreamParameters at) {
    return map.vjp(at.requireDuration());
  }

  @Override
  public WithTangent<Particles> jvp(StreamParameters at, StreamParameters tangent) {
    return map.jvp(at.requireDuration(), tangent);
  }

  @Override
  public WithTangents<Particles> jvps(StreamParameters at, List<StreamParameters> tangents) {
    return map.jvps(at.requireDuration(), tangents);
  }

  /** The places of the progenitor at the releases, the earliest first. */
  private Differentiable<StreamParameters, Columns> centers() {
    Simulation back =
        simulation.withSelfGravity(SelfGravity.none()).withSaveAt(SaveAt.evenly(releases));
    Differentiable<StreamParameters, SimulationInput> today =
        Maps.linear(
            p -> new SimulationInput(Particles.zero(1).shifted(p.today()), p.host(), -p.duration()),
            c ->
                new StreamParameters(
                    -c.endTime(), new PlummerSphere(0, 0), c.particles().phasePoint(0), c.field()));
    Trajectory shape =
        Trajectory.ofStates(new double[releases], Collections.nCopies(releases, Particles.zero(1)));
    Differentiable<Trajectory, Columns> states =
        Maps.linear(t -> states(t.orThrow()), c -> transpose(shape, c));
    return today.then(back).then(states);
  }

  /** The states of the one body, of which the last is the earliest. */
  private Columns states(Trajectory t) {
    double[][] columns = {t.x(0), t.y(0), t.z(0), t.vx(0), t.vy(0), t.vz(0)};
    double[][] reversed = new double[6][releases];
    for (int c = 0; c < 6; c++) {
      for (int k = 0; k < releases; k++) {
        reversed[c][k] = columns[c][releases - 1 - k];
      }
    }
    return Columns.of(SprayFormulas.PROGENITOR, reversed);
  }

  private Trajectory transpose(Trajectory shape, Columns cotangent) {
    double[] numbers = new double[shape.size()];
    int states = releases + 2;
    for (int c = 0; c < 6; c++) {
      double[] column = cotangent.column(SprayFormulas.PROGENITOR.get(c));
      for (int k = 0; k < releases; k++) {
        numbers[states + 6 * (releases - 1 - k) + c] = column[k];
      }
    }
    return shape.withArray(numbers);
  }
}
