// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.ButcherTableau;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.SplittingScheme;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;

/** The examples in the descriptions of the packages. */
final class PackageExampleTest {

  @Test
  void orbitGradientAndWayBack() {
    ExternalField halo =
        ExternalField.of("-G*mass/sqrt(x^2+y^2+z^2+a^2)", ParameterSet.of("mass", 5e11, "a", 15));
    Particles star = Particles.single(1, PhasePoint.of(8, 0, 0, 0, 0.2, 0.05));
    Simulation simulation = Simulation.in(halo).withSteps(500);
    Particles end = simulation.run(star, 1000).orThrow().last();

    Differentiable<SimulationInput, Scalar> finalX =
        simulation.then(Trajectory.toLast()).then(Maps.weighted(end.unit("x[0]")));
    SimulationInput gradient = Gradient.of(finalX, simulation.input(star, 1000));
    double mass = 5e11;
    double change = 1e-4 * mass;
    double difference =
        finalX
                .apply(
                    simulation
                        .input(star, 1000)
                        .withField(ParameterSet.of("mass", mass + change, "a", 15)))
                .value()
            - finalX
                .apply(
                    simulation
                        .input(star, 1000)
                        .withField(ParameterSet.of("mass", mass - change, "a", 15)))
                .value();
    assertEquals(
        difference / (2 * change),
        gradient.field().value("mass"),
        1e-5 * Math.abs(gradient.field().value("mass")));
    // Of the discrete orbit, whose velocity is only as good as its step of 2 Myr.
    assertEquals(end.vx(0), gradient.endTime(), 1e-3 * Math.abs(end.vx(0)));

    Particles start = simulation.withStartTime(1000).run(end, 0).orThrow().last();
    assertEquals(0, start.minus(star).norm(), 1e-12);
  }

  @Test
  void ownIntegrators() {
    double w1 = 1 / (2 - Math.cbrt(2));
    double w0 = 1 - 2 * w1;
    Integrator forestRuth =
        Integrator.of(SplittingScheme.ofLeapfrogs("Forest-Ruth", 4, w1, w0, w1));
    Integrator heun =
        Integrator.of(
            ButcherTableau.of("Heun", 2, new double[][] {{}, {1}}, new double[] {0.5, 0.5}));
    assertEquals("Forest-Ruth (order 4, 3 forces per step)", forestRuth.toString());
    assertEquals("Heun (order 2, 2 forces per step)", heun.toString());
  }
}
