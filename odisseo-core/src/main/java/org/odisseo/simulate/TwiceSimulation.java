// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.validation.Require;

/**
 * A simulation of bodies that do not attract each other, whose pullback can be differentiated too:
 * reverse mode over dual numbers.
 *
 * @param simulation the simulation
 * @param settings its settings
 */
record TwiceSimulation(Simulation simulation, Settings settings)
    implements TwiceDifferentiable<SimulationInput, Trajectory> {

  @Override
  public Trajectory apply(SimulationInput at) {
    return simulation.apply(at);
  }

  @Override
  public WithPullback<SimulationInput, Trajectory> vjp(SimulationInput at) {
    return simulation.vjp(at);
  }

  @Override
  public WithTangent<Trajectory> jvp(SimulationInput at, SimulationInput tangent) {
    return simulation.jvp(at, tangent);
  }

  @Override
  public WithTangents<Trajectory> jvps(SimulationInput at, List<SimulationInput> tangents) {
    return simulation.jvps(at, tangents);
  }

  @Override
  public WithDualPullback<SimulationInput, Trajectory> vjpAlong(
      SimulationInput at, SimulationInput direction) {
    RunPlan plan = RunPlan.of(settings, at);
    InputChecks.checkTangent(at, direction);
    ReverseRun run = new ReverseRun(plan, direction);
    ForwardRun.Result result = run.forward();
    Trajectory value = Assembly.trajectory(plan, result.outcome(), result.recordings());
    Trajectory tangent =
        Assembly.tangent(
            plan,
            result.outcome(),
            result.steps().get(0),
            result.recordings(),
            0,
            RunPlan.columns(direction.particles()),
            direction.endTime());
    return new WithDualPullback<>(
        new WithTangent<>(value, tangent),
        cotangent -> {
          Require.length(
              "cotangent", cotangent.value().size(), value.size(), "the size of the trajectory");
          List<SimulationInput> pulled = run.pull(List.of(cotangent.value(), cotangent.tangent()));
          return new WithTangent<>(pulled.get(0), pulled.get(1));
        });
  }
}
