// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrators;
import org.odisseo.optimize.LevenbergMarquardt;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.CompositePotential;
import org.odisseo.potential.LogarithmicHalo;
import org.odisseo.potential.MilkyWay;
import org.odisseo.potential.MiyamotoNagai;
import org.odisseo.potential.Nfw;
import org.odisseo.potential.Potential;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.GalactocentricCoordinates;
import org.odisseo.sky.Observer;
import org.odisseo.sky.SkyCoordinates;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.Sun;
import org.odisseo.stream.TrackBranch.End;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.units.UnitSystem;

class OrbitTrackTest {

  /** Every parameter of this host is felt by the orbit, so that every derivative is checked. */
  private static final Potential HOST =
      CompositePotential.of("halo", new Nfw(4e11, 16), "disk", new MiyamotoNagai(7e10, 3, 0.28));

  /** The progenitor of GD-1 today, in the frame with the Sun at negative x. */
  private static final PhasePoint TODAY = PhasePoint.of(-11.8, 0.79, 6.4, -0.112, -0.26, -0.092);

  private static final UnitSystem UNITS = UnitSystem.GALACTIC;

  private static OrbitParameters at() {
    return new OrbitParameters(TODAY, HOST.parameters());
  }

  private static Simulation simulation(Potential host, int steps) {
    return Simulation.in(host).withIntegrator(Integrators.dopri853()).withSteps(steps);
  }

  private static OrbitTrack track(int steps, double duration, double... phi1) {
    return OrbitTrack.of(
        simulation(HOST, steps), duration, Observer.standard(), StreamFrame.gd1(), phi1);
  }

  /** Stars on both sides of today, one on each side that the run does not reach. */
  @Nested
  class InTheFrameOfTheStream extends DifferentiableContract<OrbitParameters, Columns> {
    @Override
    protected Differentiable<OrbitParameters, Columns> map() {
      return track(8, 60, -130, -41.3, -30, -17.2, 13, 60);
    }

    @Override
    protected List<OrbitParameters> points() {
      boolean[] expected = {false, true, true, true, true, false};
      assertArrayEquals(expected, ((OrbitTrack) map()).covers(at()));
      return List.of(at());
    }
  }

  /** An orbit inside that of the Sun, which turns on both sides; the outer stars are beyond. */
  @Nested
  class BetweenTurningPoints extends DifferentiableContract<OrbitParameters, Columns> {
    @Override
    protected Differentiable<OrbitParameters, Columns> map() {
      return OrbitTrack.of(
              simulation(HOST, 20),
              150,
              Observer.standard(),
              StreamFrame.galactic(Observer.standard().orientation()),
              -60,
              -12,
              2,
              20,
              60)
          .withCoordinates(
              TrackCoordinate.PHI2,
              TrackCoordinate.PM_RA_COS_DEC,
              TrackCoordinate.PM_DEC,
              TrackCoordinate.RADIAL_VELOCITY);
    }

    @Override
    protected List<OrbitParameters> points() {
      OrbitParameters at =
          new OrbitParameters(PhasePoint.of(4, 0.4, 1, 0.02, -0.2, 0.05), HOST.parameters());
      OrbitTrack track = (OrbitTrack) map();
      assertArrayEquals(new boolean[] {false, true, true, true, false}, track.covers(at));
      assertEquals(End.TURNING_POINT, track.branch(at).forwardEnd());
      assertEquals(End.TURNING_POINT, track.branch(at).backwardEnd());
      return List.of(at);
    }
  }

  /** Stars of which some coordinates were not measured. */
  abstract static class Residuals extends DifferentiableContract<OrbitParameters, ParameterSet> {
    abstract UncoveredStars uncovered();

    @Override
    protected Differentiable<OrbitParameters, ParameterSet> map() {
      OrbitTrack track =
          track(8, 60, -41.3, -17.2, 60)
              .withCoordinates(TrackCoordinate.PHI2, TrackCoordinate.RADIAL_VELOCITY);
      List<String> names = List.of("radialVelocity", "phi2");
      Columns observed =
          Columns.of(names, new double[] {30, -80, Double.NaN}, new double[] {Double.NaN, 0, 1});
      Columns errors = Columns.of(names, new double[] {5, 4, 0}, new double[] {-1, 0.5, 0.25});
      return track.residuals(observed, errors).withUncovered(uncovered());
    }

    @Override
    protected List<OrbitParameters> points() {
      return List.of(at());
    }
  }

  @Nested
  class ResidualsAtTheEnd extends Residuals {
    @Override
    UncoveredStars uncovered() {
      return UncoveredStars.END_OF_BRANCH;
    }
  }

  @Nested
  class ResidualsThatVanish extends Residuals {
    @Override
    UncoveredStars uncovered() {
      return UncoveredStars.ZERO_RESIDUAL;
    }
  }

  @Test
  void residualsAreThoseOfTheMeasurementsAlone() {
    OrbitTrack track = track(8, 60, -41.3, -17.2, 60);
    Columns model = track.apply(at());
    double none = Double.NaN;
    List<String> names = model.names();
    Columns observed =
        Columns.of(
            names,
            new double[] {none, 0.5, 1},
            new double[] {none, none, none},
            new double[] {none, none, none},
            new double[] {-4, none, none},
            new double[] {none, none, none});
    double[] unused = {1, 2, 4};
    Columns errors = Columns.of(names, unused, unused, unused, unused, unused);
    OrbitResiduals residuals = track.residuals(observed, errors);
    ParameterSet r = residuals.apply(at());
    assertEquals(List.of("phi2[1]", "phi2[2]", "pmPhi2[0]"), r.names());
    assertEquals(3, residuals.count());
    assertEquals((model.value("phi2", 1) - 0.5) / 2, r.value("phi2[1]"), 1e-14);
    assertEquals((model.value("phi2", 2) - 1) / 4, r.value("phi2[2]"), 1e-14);
    assertEquals(model.value("pmPhi2", 0) + 4, r.value("pmPhi2[0]"), 1e-14);
    // Star 2 is beyond the end of the orbit.
    ParameterSet without = residuals.withUncovered(UncoveredStars.ZERO_RESIDUAL).apply(at());
    assertEquals(r.with("phi2[2]", 0), without);
  }

  /** Of three measurements one is of a star beyond the end of the orbit. */
  @Test
  void residualsThatVanishAreNoDegreesOfFreedom() {
    OrbitTrack track = track(8, 60, -41.3, -17.2, 60).withCoordinates(TrackCoordinate.PHI2);
    Columns observed = Columns.of(List.of("phi2"), new double[] {-1, 0.5, 1});
    Columns errors = Columns.of(List.of("phi2"), new double[] {1, 1, 1});
    OrbitResiduals residuals = track.residuals(observed, errors);
    assertArrayEquals(new boolean[] {true, true, false}, track.covers(at()));
    LevenbergMarquardt one = LevenbergMarquardt.create().withMaxEvaluations(1);
    var atTheEnd = one.fit(residuals, at());
    var zero = one.fit(residuals.withUncovered(UncoveredStars.ZERO_RESIDUAL), at());
    assertEquals(3, atTheEnd.count());
    assertEquals(2, zero.count());
    assertEquals(3 - at().size(), atTheEnd.degreesOfFreedom());
    assertEquals(2 - at().size(), zero.degreesOfFreedom());
  }

  /**
   * Against another integrator (that of Commons Math under error control), with the time of each
   * star by bisection, every trial a new integration from today. The interpolation is of degree
   * seven in steps of 5 Myr; the errors asked for are 1e-8 of the size of each coordinate.
   */
  @Test
  void agreesWithBruteForceIntegration() {
    Potential host = MilkyWay.bovy2014();
    double[] phi1 = {-100, -45.7, -26.6, 15, 70};
    StreamFrame frame = StreamFrame.gd1();
    Observer observer = Observer.standard();
    OrbitTrack track = OrbitTrack.of(simulation(host, 80), 200, observer, frame, phi1);
    OrbitTrack sky = track.withCoordinates(TrackCoordinate.PM_RA_COS_DEC, TrackCoordinate.PM_DEC);
    OrbitParameters at = new OrbitParameters(TODAY, host.parameters());
    Columns model = track.apply(at).and(sky.apply(at));
    TrackBranch branch = track.branch(at);
    for (int i = 0; i < phi1.length; i++) {
      double early = branch.backwardTime();
      double late = branch.forwardTime();
      // To 400 Myr / 2^37 = 3e-9 Myr, in which nothing moves by more than 3e-9 units.
      for (int k = 0; k < 37; k++) {
        double middle = (early + late) / 2;
        double found = observer.stream(reference(host, middle), frame).phi1();
        // Phi1 falls with time; what is wrapped to more than 120 deg is in the future.
        if (found > 120 || found < phi1[i]) {
          late = middle;
        } else {
          early = middle;
        }
      }
      GalactocentricCoordinates there = reference(host, (early + late) / 2);
      StreamCoordinates stream = observer.stream(there, frame);
      SkyCoordinates icrs = observer.sky(there);
      assertEquals(stream.phi2(), model.value("phi2", i), 1e-8 * 10);
      assertEquals(stream.distance(), model.value("distance", i), 1e-8 * 10);
      assertEquals(stream.pmPhi1CosPhi2(), model.value("pmPhi1CosPhi2", i), 1e-8 * 10);
      assertEquals(stream.pmPhi2(), model.value("pmPhi2", i), 1e-8 * 10);
      assertEquals(stream.radialVelocity(), model.value("radialVelocity", i), 1e-8 * 200);
      assertEquals(icrs.pmRaCosDec(), model.value("pmRaCosDec", i), 1e-8 * 10);
      assertEquals(icrs.pmDec(), model.value("pmDec", i), 1e-8 * 10);
    }
  }

  /** TODAY after a time, in kpc and km/s. */
  private static GalactocentricCoordinates reference(Potential host, double time) {
    double[] y = TODAY.toArray();
    FirstOrderDifferentialEquations equations =
        new FirstOrderDifferentialEquations() {
          @Override
          public int getDimension() {
            return 6;
          }

          @Override
          public void computeDerivatives(double t, double[] state, double[] rates) {
            double[] a = host.acceleration().at(state[0], state[1], state[2]);
            for (int c = 0; c < 3; c++) {
              rates[c] = state[3 + c];
              rates[3 + c] = a[c];
            }
          }
        };
    if (Math.abs(time) > 1e-9) {
      new DormandPrince853Integrator(1e-12, 100, 1e-12, 1e-12).integrate(equations, 0, y, time, y);
    }
    return GalactocentricCoordinates.of(PhasePoint.of(y[0], y[1], y[2], y[3], y[4], y[5]), UNITS);
  }

  /** The Sun in the plane and moving, so that nothing cancels. */
  private static final Sun SUN = Sun.of(-8, 0, 0, 11, 240, 7);

  private static final double SPEED_KMS = 220;
  private static final double SPEED = UNITS.velocityFromKilometersPerSecond(SPEED_KMS);
  private static final Potential FLAT = new LogarithmicHalo(SPEED, 1, 0);

  /** A circular orbit in the plane of the Sun, seen in Galactic longitude, which is phi1. */
  private static OrbitTrack circular(int steps, double duration, double... longitudes) {
    Observer observer = Observer.standard().withSun(SUN);
    return OrbitTrack.of(
        simulation(FLAT, steps),
        duration,
        observer,
        StreamFrame.galactic(observer.orientation()),
        longitudes);
  }

  private static OrbitParameters onCircle(double radius, double angle, int sense) {
    double x = radius * Math.cos(angle);
    double y = radius * Math.sin(angle);
    double v = sense * SPEED;
    return new OrbitParameters(
        PhasePoint.of(x, y, 0, -v * y / radius, v * x / radius, 0), FLAT.parameters());
  }

  private static void assertOnCircle(
      Columns model, int row, double longitude, double distance, int sense) {
    double l = Math.toRadians(longitude);
    double x = -8 + distance * Math.cos(l);
    double y = distance * Math.sin(l);
    double radius = Math.hypot(x, y);
    double vx = -sense * SPEED_KMS * y / radius - 11;
    double vy = sense * SPEED_KMS * x / radius - 240;
    assertEquals(0, model.value("phi2", row), 1e-12);
    assertEquals(distance, model.value("distance", row), 1e-8);
    assertEquals(vx * Math.cos(l) + vy * Math.sin(l), model.value("radialVelocity", row), 1e-6);
    // 4.740470446 km/s for 1 mas/yr at 1 kpc: 1 au per Julian year.
    double k = 4.740470463533349 * distance;
    assertEquals(
        (vy * Math.cos(l) - vx * Math.sin(l)) / k, model.value("pmPhi1CosPhi2", row), 1e-8);
    assertEquals(-7 / k, model.value("pmPhi2", row), 1e-8);
  }

  /**
   * Where a line of sight meets a circle of 15 kpc about the center. Today the body is near the
   * anticenter, so that its orbit goes over the wrap at 180 deg.
   */
  @Test
  void circularOrbitOutsideTheSunIsInClosedForm() {
    double[] longitudes = {120, 170, 179.999, -179.999, -165, -90};
    for (int sense : new int[] {1, -1}) {
      OrbitTrack track = circular(60, 200, longitudes);
      OrbitParameters at = onCircle(15, Math.PI - 0.1, sense);
      Columns model = track.apply(at);
      for (int i = 0; i < longitudes.length; i++) {
        double l = Math.toRadians(longitudes[i]);
        double distance = 8 * Math.cos(l) + Math.sqrt(225 - 64 * Math.sin(l) * Math.sin(l));
        assertTrue(track.covers(at)[i]);
        assertOnCircle(model, i, longitudes[i], distance, sense);
      }
    }
  }

  /**
   * A circle of 4 kpc is seen up to asin(4/8) = 30 deg from the center, from where a right triangle
   * leads to the Sun. A body that is now beyond the center is there after a third of a turn.
   */
  @Test
  void circularOrbitInsideTheSunTurnsAtTheTangentPoint() {
    double[] longitudes = {-29.9, 10, 29.9, 31, -60};
    double tangent = 8 * Math.cos(Math.toRadians(30));
    OrbitTrack track = circular(60, 100, longitudes);
    OrbitParameters at = onCircle(4, 0, 1);
    TrackBranch branch = track.branch(at);
    double third = 2 * Math.PI / 3 * 4 / SPEED;
    assertEquals(third, branch.forwardTime(), 1e-6);
    assertEquals(-third, branch.backwardTime(), 1e-6);
    assertEquals(30, branch.forwardPhi1(), 1e-7);
    assertEquals(-30, branch.backwardPhi1(), 1e-7);
    assertEquals(End.TURNING_POINT, branch.forwardEnd());
    assertEquals(End.TURNING_POINT, branch.backwardEnd());
    assertArrayEquals(new boolean[] {true, true, true, false, false}, track.covers(at));
    Columns model = track.apply(at);
    for (int i = 0; i < 3; i++) {
      double l = Math.toRadians(longitudes[i]);
      double distance = 8 * Math.cos(l) + Math.sqrt(16 - 64 * Math.sin(l) * Math.sin(l));
      // Close to the turning point a distance is the root of a small number.
      assertEquals(distance, model.value("distance", i), 1e-7);
    }
    assertOnCircle(model, 3, 30, tangent, 1);
    assertOnCircle(model, 4, -30, tangent, 1);
  }

  /** Positions do not know in which sense an orbit is run through. */
  @Test
  void reversedMotionHasTheSameTrack() {
    PhasePoint reversed =
        PhasePoint.of(TODAY.x(), TODAY.y(), TODAY.z(), -TODAY.vx(), -TODAY.vy(), -TODAY.vz());
    OrbitTrack track = track(20, 60, -130, -41.3, -17.2, 60);
    Columns forward = track.apply(at());
    Columns backward = track.apply(at().withToday(reversed));
    assertArrayEquals(forward.column("phi2"), backward.column("phi2"), 1e-11);
    assertArrayEquals(forward.column("distance"), backward.column("distance"), 1e-11);
    TrackBranch one = track.branch(at());
    TrackBranch other = track.branch(at().withToday(reversed));
    assertEquals(one.forwardPhi1(), other.backwardPhi1(), 1e-11);
    assertEquals(one.forwardTime(), -other.backwardTime());
  }

  @Test
  void uncoveredStarsGetTheEndOfTheRun() {
    Simulation simulation = simulation(HOST, 8);
    OrbitTrack track = track(8, 60, -130, 60);
    Columns model = track.apply(at());
    for (int i = 0; i < 2; i++) {
      double time = i == 0 ? 60 : -60;
      PhasePoint end =
          simulation.run(Particles.single(0, TODAY), time).orThrow().last().phasePoint(0);
      StreamCoordinates expected =
          Observer.standard().stream(GalactocentricCoordinates.of(end, UNITS), StreamFrame.gd1());
      assertEquals(expected.phi2(), model.value("phi2", i), 1e-10);
      assertEquals(expected.radialVelocity(), model.value("radialVelocity", i), 1e-8);
      TrackBranch branch = track.branch(at());
      double phi1 = i == 0 ? branch.forwardPhi1() : branch.backwardPhi1();
      assertEquals(expected.phi1(), phi1, 1e-10);
    }
  }

  /** Where the field has no value, at negative x, the branch ends and says so. */
  @Test
  void aFailedRunEndsTheBranch() {
    ExternalField half = ExternalField.of("a*sqrt(x)", ParameterSet.of("a", 1e-4));
    Simulation simulation = Simulation.in(half).withSteps(50);
    OrbitTrack track =
        OrbitTrack.of(simulation, 1000, Observer.standard(), StreamFrame.gd1(), -100, 0, 100);
    OrbitParameters at =
        new OrbitParameters(PhasePoint.of(3, 10, 1, 0.02, 0.01, 0.02), half.parameters());
    TrackBranch branch = track.branch(at);
    assertEquals(End.FAILED_RUN, branch.forwardEnd());
    assertTrue(branch.forwardTime() < 1000);
    for (double value : track.apply(at).toArray()) {
      assertTrue(Double.isFinite(value));
    }
  }

  @Test
  void badInputIsRefused() {
    ExternalField changing =
        ExternalField.of("-G*M*(1+t)/sqrt(x^2+y^2+z^2+1)", ParameterSet.of("M", 1e10));
    Observer observer = Observer.standard();
    StreamFrame frame = StreamFrame.gd1();
    Simulation good = simulation(HOST, 8);
    refused("time", () -> OrbitTrack.of(Simulation.in(changing), 10, observer, frame, 0));
    refused("stepSize", () -> OrbitTrack.of(good.withTolerance(1e-8), 10, observer, frame, 0));
    refused("duration", () -> OrbitTrack.of(good, -10, observer, frame, 0));
    refused("phi1", () -> OrbitTrack.of(good, 10, observer, frame));
    refused("phi1", () -> OrbitTrack.of(good, 10, observer, frame, Double.NaN));
    assertMessage(
        "phi1 must be >= -180 and <= 180, got 320.0 at index 1",
        () -> OrbitTrack.of(good, 10, observer, frame, -40, 320));
    assertMessage(
        "phi1 must be >= -180 and <= 180, got -180.1 at index 0",
        () -> OrbitTrack.of(good, 10, observer, frame, -180.1));
    assertEquals(2, OrbitTrack.of(good, 10, observer, frame, -180, 180).phi1().length);
    OrbitTrack track = track(8, 10, -20, -30);
    refused("coordinates", track::withCoordinates);
    refused("names", () -> track.withCoordinates(TrackCoordinate.PHI2, TrackCoordinate.PHI2));
    OrbitTrack phi2 = track.withCoordinates(TrackCoordinate.PHI2);
    Columns two = Columns.of(List.of("phi2"), new double[] {1, 2});
    Columns one = Columns.of(List.of("phi2"), new double[] {1});
    Columns bad = Columns.of(List.of("phi2"), new double[] {1, 0});
    Columns none = Columns.of(List.of("phi2"), new double[] {Double.NaN, Double.NaN});
    Columns other = Columns.of(List.of("phi3"), new double[] {1, 2});
    assertFalse(phi2.residuals(two, two).apply(at()).names().isEmpty());
    refused("observed", () -> phi2.residuals(one, two));
    refused("errors", () -> phi2.residuals(two, one));
    refused("errors phi2[1]", () -> phi2.residuals(two, bad));
    refused("measurements", () -> phi2.residuals(none, two));
    refused("phi2", () -> phi2.residuals(other, two));
    refused("phi2", () -> phi2.residuals(two, other));
  }

  private static void refused(String named, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(named), message);
  }
}
