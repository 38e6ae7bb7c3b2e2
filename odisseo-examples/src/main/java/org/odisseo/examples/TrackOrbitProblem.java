// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.integrate.Integrators;
import org.odisseo.potential.CompositePotential;
import org.odisseo.potential.MilkyWay;
import org.odisseo.potential.MiyamotoNagai;
import org.odisseo.potential.Potential;
import org.odisseo.potential.PowerLawCutoff;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.ObservedTrack;
import org.odisseo.stream.OrbitTrack;
import org.odisseo.units.UnitSystem;

/**
 * An orbit fitted to the observed track of GD-1: the mass of the halo, the flattening of its
 * potential, and where the orbit is at phi1 = -40 deg and how it moves there are free. Disk and
 * bulge are held, since the mass of the disk cannot be told from that of the halo by this stream.
 *
 * <p>The track is a polynomial of degree seven, so that neighbouring points say the same; every
 * third one is used. The errors are not those of the polynomial, which are not published, but the
 * spread of the stream or the error of a star, whichever is larger, so that they also cover the
 * offset of a stream from an orbit.
 */
final class TrackOrbitProblem {

  /** Errors of a point [deg, kpc, mas/yr, mas/yr, km/s]. */
  static final ParameterSet ERRORS =
      ParameterSet.of(
          List.of("phi2", "distance", "pmPhi1CosPhi2", "pmPhi2", "radialVelocity"),
          0.15,
          0.25,
          0.1,
          0.1,
          5);

  static final Observer OBSERVER = Observer.standard().in(UnitSystem.GALACTIC);

  private static final int STRIDE = 3;
  private static final double FIRST_PHI1 = -40;

  /** Beyond these the track of a few stars is extrapolated [deg]. */
  private static final double LOW = -81;

  private static final double HIGH = -9;

  /** How far the orbit is followed in each direction [Myr], and in how many steps. */
  private static final double ORBIT = 200;

  private static final int STEPS = 25;

  private TrackOrbitProblem() {}

  /** The points that are used, with all coordinates. */
  static Columns points() {
    List<StreamCoordinates> all = ObservedTrack.gd1().points();
    List<StreamCoordinates> used =
        IntStream.range(0, all.size())
            .filter(i -> i % STRIDE == 0)
            .mapToObj(all::get)
            .filter(p -> p.phi1() > LOW && p.phi1() < HIGH)
            .toList();
    return Columns.of(
        List.of("phi1", "phi2", "distance", "pmPhi1CosPhi2", "pmPhi2", "radialVelocity"),
        used.stream().mapToDouble(StreamCoordinates::phi1).toArray(),
        used.stream().mapToDouble(StreamCoordinates::phi2).toArray(),
        used.stream().mapToDouble(StreamCoordinates::distance).toArray(),
        used.stream().mapToDouble(StreamCoordinates::pmPhi1CosPhi2).toArray(),
        used.stream().mapToDouble(StreamCoordinates::pmPhi2).toArray(),
        used.stream().mapToDouble(StreamCoordinates::radialVelocity).toArray());
  }

  /** The same points, their radial velocities not measured. */
  static Columns withoutVelocities(Columns points) {
    double[] missing = new double[points.count()];
    Arrays.fill(missing, Double.NaN);
    return points
        .select("phi1", "phi2", "distance", "pmPhi1CosPhi2", "pmPhi2")
        .and(Columns.of(List.of("radialVelocity"), missing));
  }

  /** The track of an orbit at some phi1. */
  static OrbitTrack track(double... phi1) {
    Simulation orbit =
        Simulation.in(host())
            .withUnits(UnitSystem.GALACTIC)
            .withIntegrator(Integrators.yoshida6())
            .withSteps(STEPS);
    return OrbitTrack.of(orbit, ORBIT, OBSERVER, StreamFrame.gd1(), phi1);
  }

  /**
   * The fit.
   *
   * @param points with phi1 and the columns of {@link #ERRORS}; NaN is not measured
   */
  static OrbitFitProblem<OrbitThroughStar> of(Columns points) {
    ParameterSet host = host().parameters();
    StreamCoordinates first = first();
    return new OrbitFitProblem<>(
        new OrbitThroughStar(first, host),
        List.of(
            FreeNumber.within("host.halo.mass", "M_NFW", "M_{NFW}", "M_☉", 2, 3),
            FreeNumber.within("host.halo.q", "q", "q", "", 1.4, 2),
            FreeNumber.around("star.phi2", "phi2", "φ_2", "deg", 0.3, 1),
            FreeNumber.around("star.distance", "distance", "D", "kpc", 0.5, 2),
            FreeNumber.around("star.pmPhi1CosPhi2", "pmPhi1CosPhi2", "μ_{φ1}", "mas/yr", 0.3, 1),
            FreeNumber.around("star.pmPhi2", "pmPhi2", "μ_{φ2}", "mas/yr", 0.3, 1),
            FreeNumber.around("star.radialVelocity", "radialVelocity", "v_r", "km/s", 20, 100)),
        OrbitThroughStar.toOrbit(OBSERVER, StreamFrame.gd1(), host)
            .then(
                track(points.column("phi1")).residuals(points, MockStream.errors(points, ERRORS))));
  }

  /** The Milky Way of Bovy 2015 with a halo whose potential is flattened by q. */
  static Potential host() {
    ParameterSet known = MilkyWay.bovy2014().parameters();
    Potential halo =
        Potential.of(
            "-G*mass/scaleRadius*log_ratio(sqrt(x^2+y^2+(z/q)^2)/scaleRadius)",
            ParameterSet.of(
                "mass", known.value("halo.mass"),
                "scaleRadius", known.value("halo.scaleRadius"),
                "q", 1));
    return CompositePotential.of(
        "halo", halo,
        "disk",
            new MiyamotoNagai(
                known.value("disk.mass"),
                known.value("disk.scaleLength"),
                known.value("disk.scaleHeight")),
        "bulge",
            new PowerLawCutoff(
                known.value("bulge.mass"),
                known.value("bulge.exponent"),
                known.value("bulge.cutoffRadius")));
  }

  /** The point of the track at which orbits begin. */
  private static StreamCoordinates first() {
    return ObservedTrack.gd1().points().stream()
        .min(Comparator.comparingDouble(p -> Math.abs(p.phi1() - FIRST_PHI1)))
        .orElseThrow();
  }
}
