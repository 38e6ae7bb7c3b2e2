// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.List;
import java.util.stream.IntStream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.OrbitParameters;
import org.odisseo.stream.OrbitTrack;
import org.odisseo.stream.StreamParameters;
import org.odisseo.stream.TrackCoordinate;
import org.odisseo.units.UnitSystem;

/**
 * An orbit fitted to the stars of a mock stream, in the host that made it: five parameters of halo
 * and disk are free, the progenitor is known to be where it is.
 *
 * <p>The cluster has 10^4.5 solar masses and a scale radius of 20 pc. With 8 pc it would keep
 * nearly all of its stars for 3 Gyr, once its dynamics are resolved, and there would be no stream.
 */
final class MockOrbitProblem {

  /** Errors of phi2 [deg], proper motions [mas/yr] and radial velocity [km/s] of a star. */
  static final ParameterSet ERRORS =
      ParameterSet.of("phi2", 0.5, "pmRaCosDec", 2, "pmDec", 2, "radialVelocity", 10);

  private static final double DURATION = 3000;
  private static final double CLUSTER_MASS = Math.pow(10, 4.5);
  private static final double CLUSTER_RADIUS = 0.02;

  /** The stars that are seen [deg]. */
  private static final double LOW = -90;

  private static final double HIGH = 10;

  /** Stars nearer to the cluster than this may still belong to it [deg]. */
  private static final double GAP = 2;

  /** How far the orbit is followed in each direction [Myr], and in how many steps. */
  private static final double ORBIT = 200;

  private static final int STEPS = 25;

  private static final double START_FACTOR = 2;
  private static final double PRIOR_FACTOR = 3;

  private MockOrbitProblem() {}

  /** Where the progenitor is and the true host. */
  static OrbitParameters truth() {
    return new OrbitParameters(Gd1Setup.today(), Gd1Setup.HOST.parameters());
  }

  /**
   * The stars of a cluster of so many bodies that have left it, exactly as they are.
   *
   * @param most if there are more stars than this, as many of them
   */
  static Columns stream(int bodies, int most, long seed) {
    StreamParameters cluster =
        new StreamParameters(
            DURATION,
            PlummerSphere.of(CLUSTER_MASS, CLUSTER_RADIUS),
            Gd1Setup.today(),
            Gd1Setup.HOST.parameters());
    Columns all = MockStream.of(cluster, bodies, seed).stars();
    int[] left = MockStream.leftBehind(all.column("phi1"), LOW, HIGH, GAP);
    int used = Math.min(most, left.length);
    return MockStream.rows(
        all,
        IntStream.range(0, used).map(i -> left[(int) ((long) i * left.length / used)]).toArray());
  }

  /** Stars at the same phi1, on the orbit of the progenitor. */
  static Columns onOrbit(Columns stars) {
    Columns phi1 = Columns.of(List.of("phi1"), stars.column("phi1"));
    return phi1.and(track(stars).apply(truth()));
  }

  /** The track of the orbit at the stars. */
  static OrbitTrack track(Columns stars) {
    Simulation orbit =
        Simulation.in(Gd1Setup.HOST)
            .withUnits(UnitSystem.GALACTIC)
            .withIntegrator(Integrators.yoshida6())
            .withSteps(STEPS);
    return OrbitTrack.of(orbit, ORBIT, Gd1Setup.OBSERVER, StreamFrame.gd1(), stars.column("phi1"))
        .withCoordinates(
            TrackCoordinate.PHI2,
            TrackCoordinate.PM_RA_COS_DEC,
            TrackCoordinate.PM_DEC,
            TrackCoordinate.RADIAL_VELOCITY);
  }

  /**
   * The fit.
   *
   * @param stars with phi1 and the columns of {@link #ERRORS}
   */
  static OrbitFitProblem<OrbitParameters> of(Columns stars) {
    return new OrbitFitProblem<>(
        truth(),
        List.of(
            free("halo.mass", "M_NFW", "M_{NFW}", "M_☉"),
            free("halo.scaleRadius", "r_s", "r_s", "kpc"),
            free("disk.mass", "M_MN", "M_{MN}", "M_☉"),
            free("disk.scaleLength", "a", "a", "kpc"),
            free("disk.scaleHeight", "b", "b", "kpc")),
        track(stars).residuals(stars, MockStream.errors(stars, ERRORS)));
  }

  /** The host of an orbit alone. */
  static Differentiable<OrbitParameters, ParameterSet> toHost() {
    return Maps.linear(
        OrbitParameters::host, c -> new OrbitParameters(PhasePoint.of(0, 0, 0, 0, 0, 0), c));
  }

  private static FreeNumber free(String parameter, String name, String axis, String unit) {
    return FreeNumber.within("host." + parameter, name, axis, unit, START_FACTOR, PRIOR_FACTOR);
  }
}
