// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/**
 * Follows the stars of one release until today, with the progenitor as body 0 if it attracts them.
 *
 * @param release its number, counted from the earliest
 * @param releases the number of releases
 * @param each the number of stars of a release
 * @param field whether the progenitor attracts stars
 */
record SprayRun(int release, int releases, int each, boolean field) {

  /**
   * The map to the stars today from the parameters, the places of the progenitor at all releases,
   * and all stars at their releases.
   */
  Differentiable<Pair<Pair<StreamParameters, Columns>, Columns>, Particles> map(
      Simulation simulation) {
    Simulation forward =
        simulation
            .withSelfGravity(field ? SelfGravity.testParticles(1) : SelfGravity.none())
            .withStepSize(steps(simulation.stepSize()))
            .withSaveAt(SaveAt.end());
    Differentiable<Pair<Pair<StreamParameters, Columns>, Columns>, SimulationInput> start =
        Maps.linear(this::bodies, this::transpose);
    Trajectory shape = Trajectory.ofStates(new double[1], List.of(Particles.zero(first() + each)));
    Differentiable<Trajectory, Particles> end =
        Maps.linear(
            trajectory -> trajectory.orThrow().last().range(first(), first() + each),
            cotangent -> {
              double[] blocks = Particles.zero(first()).concat(cotangent).toArray();
              double[] numbers = new double[1 + blocks.length];
              System.arraycopy(blocks, 0, numbers, 1, blocks.length);
              return shape.withArray(numbers);
            });
    return start.then(forward).then(end);
  }

  /** The share of the whole duration that has passed since the release. */
  double share() {
    return (double) (releases - release) / releases;
  }

  private int first() {
    return field ? 1 : 0;
  }

  /** As many of the steps of the whole duration as fall into this share. */
  private StepSize steps(StepSize whole) {
    return whole instanceof StepSize.Count count
        ? StepSize.count(Math.max(1, (int) Math.ceil(count.count() * share() - 1e-9)))
        : whole;
  }

  private SimulationInput bodies(Pair<Pair<StreamParameters, Columns>, Columns> at) {
    StreamParameters p = at.first().first();
    Particles stars = particles(at.second(), release * each, each, 0, 0);
    Particles bodies =
        field
            ? particles(
                    at.first().second(),
                    release,
                    1,
                    p.progenitor().mass(),
                    p.progenitor().scaleRadius())
                .concat(stars)
            : stars;
    return new SimulationInput(bodies, p.host(), p.duration() * share());
  }

  private Pair<Pair<StreamParameters, Columns>, Columns> transpose(SimulationInput cotangent) {
    Particles bodies = cotangent.particles();
    PlummerSphere progenitor =
        field ? new PlummerSphere(bodies.mass(0), bodies.softening(0)) : new PlummerSphere(0, 0);
    StreamParameters parameters =
        new StreamParameters(
            cotangent.endTime() * share(), progenitor, PhasePoint.ORIGIN, cotangent.field());
    Columns centers =
        columns(SprayFormulas.PROGENITOR, releases, bodies.range(0, first()), release);
    Columns stars =
        columns(
            SprayFormulas.STARS,
            releases * each,
            bodies.range(first(), first() + each),
            release * each);
    return Pair.of(Pair.of(parameters, centers), stars);
  }

  /** Rows of columns, of which the first six are phase space, as particles. */
  private static Particles particles(
      Columns columns, int from, int count, double mass, double softening) {
    double[] blocks = new double[8 * count];
    Arrays.fill(blocks, 0, count, mass);
    Arrays.fill(blocks, count, 2 * count, softening);
    for (int c = 0; c < 6; c++) {
      System.arraycopy(
          columns.column(columns.names().get(c)), from, blocks, (2 + c) * count, count);
    }
    return Particles.zero(count).withArray(blocks);
  }

  /** Columns that are zero but for some rows. */
  private static Columns columns(List<String> names, int rows, Particles some, int from) {
    double[][] columns = new double[names.size()][rows];
    double[] blocks = some.toArray();
    for (int c = 0; c < 6; c++) {
      System.arraycopy(blocks, (2 + c) * some.count(), columns[c], from, some.count());
    }
    return Columns.of(names, columns);
  }
}
