// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/** Refuses input with which a run cannot begin. */
final class InputChecks {

  private InputChecks() {}

  static void check(Settings settings, SimulationInput input) {
    Require.atLeast("the number of particles", input.particles().count(), 1);
    input.particles().validated();
    checkParameters(settings.field().parameters(), input.field());
    Require.finite("end time", input.endTime());
    if (settings.stepSize() instanceof StepSize.Adaptive
        && !settings.integrator().hasErrorEstimate()) {
      throw new IllegalArgumentException(
          "integrator must estimate its error for adaptive steps (Dopri5, Tsit5, Dopri853 do), got "
              + settings.integrator().name());
    }
    checkDistinct(input.particles(), settings.selfGravity().sources(input.particles().count()));
  }

  static void checkTangent(SimulationInput input, SimulationInput tangent) {
    Require.length(
        "tangent.particles",
        tangent.particles().count(),
        input.particles().count(),
        "as many as in the input");
    input.field().requireSameNames(tangent.field());
  }

  private static void checkParameters(ParameterSet expected, ParameterSet given) {
    List<String> known = expected.names();
    for (String name : given.names()) {
      if (!expected.has(name)) {
        throw Names.unknown("parameter of the external field", name, known);
      }
    }
    for (String name : known) {
      if (!given.has(name)) {
        throw new IllegalArgumentException(
            "parameters of the external field must hold \""
                + name
                + "\", got only "
                + Names.list(given.names()));
      }
    }
    expected.requireSameNames(given);
    given.forEach((name, value) -> Require.finite("parameter \"" + name + "\"", value));
  }

  /** Two bodies at one place, neither softened, attract each other without bound. */
  private static void checkDistinct(Particles particles, int sources) {
    if (sources > 0) {
      DirectSummation.of(1, particles.masses(), particles.softenings(), sources)
          .coincidence(new double[][] {particles.x(), particles.y(), particles.z()})
          .ifPresent(
              coincidence -> {
                throw new IllegalArgumentException(coincidence.message());
              });
    }
  }
}
