// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.Simulation;

/**
 * The stars at their releases, from the places of the progenitor at the releases: columns of phase
 * space and tidal radii. Star i belongs to release i divided by the number of stars per release,
 * and to the leading tail if i is odd. Refuses points at which there is no orbital plane or no
 * tidal radius.
 */
final class SprayRelease implements Differentiable<Pair<StreamParameters, Columns>, Columns> {

  /** Below this sine of the angle between place and velocity the plane of an orbit is rounding. */
  private static final double LEAST_SINE = 1e-12;

  private final int starsPerRelease;
  private final ParameterSet hostShape;
  private final Differentiable<Pair<StreamParameters, Columns>, Columns> map;

  private SprayRelease(Simulation simulation, boolean inOrbitalSpeeds, int each, double[][] draws) {
    starsPerRelease = each;
    ParameterSet host = simulation.field().parameters();
    hostShape = host.withArray(new double[host.size()]);
    Columns offsets = Columns.of(SprayFormulas.OFFSETS, draws);
    Columns noFrames =
        Columns.of(SprayFormulas.FRAME, new double[SprayFormulas.FRAME.size()][offsets.count()]);
    Differentiable<Pair<StreamParameters, Columns>, Pair<Columns, ParameterSet>> arrange =
        Maps.linear(
            at ->
                Pair.of(
                    at.second(),
                    at.first().host().and(SprayFormulas.MASS, at.first().progenitor().mass())),
            this::disarrange);
    Differentiable<Columns, Columns> spread =
        Maps.linear(frames -> spread(frames).and(offsets.times(0)), this::collect);
    map =
        arrange
            .then(
                SprayFormulas.frame(
                    simulation.field(),
                    simulation.units().gravitationalConstant(),
                    inOrbitalSpeeds))
            .then(spread)
            .then(Maps.translate(noFrames.and(offsets)))
            .then(SprayFormulas.release().with(ParameterSet.of()));
  }

  static SprayRelease of(
      Simulation simulation, SprayRecipe recipe, RandomGenerator random, int releases, int each) {
    double[][] draws = new double[SprayFormulas.OFFSETS.size()][releases * each];
    for (int i = 0; i < releases * each; i++) {
      double[] draw = recipe.draw(random, i % 2 == 1);
      for (int c = 0; c < draw.length; c++) {
        draws[c][i] = draw[c];
      }
    }
    return new SprayRelease(simulation, recipe.isInOrbitalSpeeds(), each, draws);
  }

  @Override
  public Columns apply(Pair<StreamParameters, Columns> at) {
    requirePlane(at.second());
    return checked(map.apply(at));
  }

  @Override
  public WithPullback<Pair<StreamParameters, Columns>, Columns> vjp(
      Pair<StreamParameters, Columns> at) {
    requirePlane(at.second());
    WithPullback<Pair<StreamParameters, Columns>, Columns> result = map.vjp(at);
    checked(result.value());
    return result;
  }

  @Override
  public WithTangent<Columns> jvp(
      Pair<StreamParameters, Columns> at, Pair<StreamParameters, Columns> tangent) {
    requirePlane(at.second());
    WithTangent<Columns> result = map.jvp(at, tangent);
    checked(result.value());
    return result;
  }

  @Override
  public WithTangents<Columns> jvps(
      Pair<StreamParameters, Columns> at, List<Pair<StreamParameters, Columns>> tangents) {
    requirePlane(at.second());
    WithTangents<Columns> result = map.jvps(at, tangents);
    checked(result.value());
    return result;
  }

  /** The axes of a release are those of the orbital plane. */
  private static void requirePlane(Columns progenitor) {
    for (int k = 0; k < progenitor.count(); k++) {
      double[] w = progenitor.row(k).toArray();
      double spin =
          norm(w[1] * w[5] - w[2] * w[4], w[2] * w[3] - w[0] * w[5], w[0] * w[4] - w[1] * w[3]);
      if (!(spin > LEAST_SINE * norm(w[0], w[1], w[2]) * norm(w[3], w[4], w[5]))) {
        throw new IllegalArgumentException(
            "the progenitor must have an angular momentum |x cross v| > 0, which sets the plane of"
                + " its orbit, at every release; got the place "
                + Arrays.toString(Arrays.copyOfRange(w, 0, 3))
                + " and the velocity "
                + Arrays.toString(Arrays.copyOfRange(w, 3, 6))
                + " at release "
                + k);
      }
    }
  }

  private static double norm(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }

  private Columns checked(Columns stars) {
    double[] radii = stars.column(SprayFormulas.TIDAL_RADIUS);
    for (int i = 0; i < radii.length; i++) {
      if (!(radii[i] > 0) || !Double.isFinite(stars.value("vx", i))) {
        throw new IllegalArgumentException(
            "progenitor.mass must be > 0, and the progenitor where the host has tides (Omega^2 >"
                + " d2Phi/dr2), at every release; got the tidal radius "
                + radii[i]
                + " at release "
                + i / starsPerRelease);
      }
    }
    return stars;
  }

  /** The frame of the progenitor for each star. */
  private Columns spread(Columns frames) {
    double[][] columns = new double[frames.names().size()][frames.count() * starsPerRelease];
    for (int c = 0; c < columns.length; c++) {
      double[] frame = frames.column(frames.names().get(c));
      Arrays.setAll(columns[c], i -> frame[i / starsPerRelease]);
    }
    return Columns.of(frames.names(), columns);
  }

  private Columns collect(Columns cotangent) {
    double[][] columns =
        new double[SprayFormulas.FRAME.size()][cotangent.count() / starsPerRelease];
    for (int c = 0; c < columns.length; c++) {
      double[] column = cotangent.column(SprayFormulas.FRAME.get(c));
      for (int i = 0; i < column.length; i++) {
        columns[c][i / starsPerRelease] += column[i];
      }
    }
    return Columns.of(SprayFormulas.FRAME, columns);
  }

  private Pair<StreamParameters, Columns> disarrange(Pair<Columns, ParameterSet> cotangent) {
    StreamParameters parameters =
        new StreamParameters(
            0,
            new PlummerSphere(cotangent.second().value(SprayFormulas.MASS), 0),
            PhasePoint.ORIGIN,
            cotangent.second().select(hostShape.names()));
    return Pair.of(parameters, cotangent.first());
  }
}
