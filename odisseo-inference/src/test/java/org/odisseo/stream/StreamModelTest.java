// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.field.ExternalField;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.CompositePotential;
import org.odisseo.potential.MiyamotoNagai;
import org.odisseo.potential.Nfw;
import org.odisseo.potential.Potential;
import org.odisseo.simulate.Simulation;
import org.odisseo.testkit.DerivativeCheck;
import org.odisseo.testkit.DifferentiableContract;

class StreamModelTest {

  /**
   * Every parameter of this host is felt by the stream, so that every derivative can be checked.
   */
  private static final Potential HOST =
      CompositePotential.of("halo", new Nfw(4e11, 16), "disk", new MiyamotoNagai(7e10, 3, 0.28));

  /**
   * The cluster of 10 pc is 12 kpc away, which costs differences three digits of their usual 1e-8.
   */
  private static final double DIFFERENCES = 8e-6;

  private static final PhasePoint TODAY = PhasePoint.of(-11.8, 0.79, 6.4, -0.112, -0.26, -0.092);

  private static StreamModel model(int count, int steps, ClusterGravity gravity) {
    Simulation simulation = Simulation.in(HOST).withSteps(steps);
    return StreamModel.of(simulation, PlummerSampler.of(new SplittableRandom(4), count), gravity);
  }

  private static StreamParameters at(double duration) {
    return new StreamParameters(duration, PlummerSphere.of(1e4, 0.01), TODAY, HOST.parameters());
  }

  @Nested
  class Collisionless extends DifferentiableContract<StreamParameters, Particles> {
    @Override
    protected Differentiable<StreamParameters, Particles> map() {
      return model(3, 40, ClusterGravity.collisionless());
    }

    @Override
    protected DerivativeCheck<StreamParameters, Particles> check(
        Differentiable<StreamParameters, Particles> map, StreamParameters at) {
      return DerivativeCheck.of(map, at).withDifferenceTolerance(DIFFERENCES);
    }

    @Override
    protected List<StreamParameters> points() {
      return List.of(at(20));
    }
  }

  @Nested
  class NBody extends DifferentiableContract<StreamParameters, Particles> {
    @Override
    protected Differentiable<StreamParameters, Particles> map() {
      return model(3, 40, ClusterGravity.nBody(0.002));
    }

    @Override
    protected DerivativeCheck<StreamParameters, Particles> check(
        Differentiable<StreamParameters, Particles> map, StreamParameters at) {
      return DerivativeCheck.of(map, at).withDifferenceTolerance(DIFFERENCES);
    }

    @Override
    protected List<StreamParameters> points() {
      return List.of(at(20));
    }
  }

  /**
   * Leapfrog runs backward as it runs forward, so a cluster without extent ends where it should.
   */
  @Test
  void aClusterOfOneBodyReturnsToToday() {
    StreamModel model = model(1, 500, ClusterGravity.collisionless());
    // One tracer, centred, sits in the middle of its progenitor.
    Particles star = model.apply(at(1000));
    double[] off = star.phasePoint(0).minus(TODAY).toArray();
    for (double value : off) {
      assertEquals(0, value, 1e-11);
    }
  }

  /** A stream begins at time 0, whatever the time at which the simulation would begin. */
  @Test
  void theStartTimeOfTheSimulationDoesNotMatter() {
    PlummerSampler sampler = PlummerSampler.of(new SplittableRandom(4), 3);
    Simulation now = Simulation.in(HOST).withSteps(500);
    for (ClusterGravity gravity :
        List.of(ClusterGravity.collisionless(), ClusterGravity.nBody(0.002))) {
      StreamModel expected = StreamModel.of(now, sampler, gravity);
      for (double start : new double[] {400, -30}) {
        StreamModel model = StreamModel.of(now.withStartTime(start), sampler, gravity);
        assertEquals(expected.beginning(at(1000)), model.beginning(at(1000)));
        assertEquals(expected.apply(at(1000)), model.apply(at(1000)));
        assertEquals(0, model.forward().startTime());
      }
    }
  }

  @Test
  void bothTreatmentsBeginWithTheSameStars() {
    Particles tracers =
        model(8, 10, ClusterGravity.collisionless()).start(at(100)).particles().range(1, 9);
    Particles bodies = model(8, 10, ClusterGravity.nBody(0.001)).start(at(100)).particles();
    for (int i = 0; i < 8; i++) {
      assertEquals(bodies.phasePoint(i), tracers.phasePoint(i));
      assertEquals(0, tracers.mass(i));
      assertEquals(1e4 / 8, bodies.mass(i), 1e-9);
    }
  }

  @Test
  void theCutGradientIsADifferentOneOfTheSameStream() {
    StreamModel exact = model(4, 200, ClusterGravity.nBody(0.002));
    StreamModel cut = model(4, 200, ClusterGravity.nBodyWithCutGradient(0.002));
    assertEquals(exact.apply(at(60)), cut.apply(at(60)));
    double a = massGradient(exact);
    double b = massGradient(cut);
    assertTrue(Math.abs(a - b) > 0.01 * Math.abs(a), () -> a + " and " + b);
  }

  private static double massGradient(StreamModel model) {
    Particles stars = model.apply(at(60));
    Particles offsets = stars.shifted(TODAY.times(-1)).withMasses(0, 0, 0, 0);
    Differentiable<StreamParameters, Scalar> spread = model.then(Maps.weighted(offsets));
    return Gradient.of(spread, at(60)).progenitor().mass();
  }

  @Test
  void aStreamNeedsTimeToForm() {
    StreamModel model = model(2, 10, ClusterGravity.collisionless());
    for (double wrong : new double[] {0, -1, Double.NaN}) {
      StreamParameters never = at(wrong);
      List<Executable> calls =
          List.of(
              () -> model.apply(never),
              () -> model.vjp(never),
              () -> model.jvp(never, never.unit(0)),
              () -> model.jvps(never, List.of(never.unit(0))),
              () -> model.beginning(never),
              () -> model.start(never));
      for (Executable call : calls) {
        assertMessage("duration must be > 0 and finite, got " + wrong, call);
      }
    }
  }

  @Test
  void aRunThatFailsSaysWhatHelps() {
    StreamModel model =
        StreamModel.of(
            Simulation.in(HalfSpace.HOST).withSteps(50),
            PlummerSampler.of(new SplittableRandom(4), 2),
            ClusterGravity.collisionless());
    StreamParameters at = HalfSpace.BEYOND;
    List<Executable> calls =
        List.of(
            () -> model.apply(at),
            () -> model.jvps(at, List.of(at.unit(0), at.unit(1))),
            () -> model.vjp(at).pull(Particles.zero(2)));
    HalfSpace.assertSaysWhatHelps(calls);
  }

  @Test
  void aChangingHostIsRejected() {
    ExternalField changing =
        ExternalField.of("-G*M*(1+t)/sqrt(x^2+y^2+z^2+1)", ParameterSet.of("M", 1e10));
    PlummerSampler sampler = PlummerSampler.of(new SplittableRandom(4), 2);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    StreamModel.of(
                        Simulation.in(changing), sampler, ClusterGravity.collisionless()))
            .getMessage();
    assertTrue(message.contains("time"), message);
  }
}
