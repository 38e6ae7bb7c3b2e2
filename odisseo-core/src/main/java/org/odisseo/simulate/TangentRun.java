// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.Collections;
import java.util.List;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.engine.Session;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.Steps;
import org.odisseo.integrate.Sweeps;

/** A run forward with its derivative along a tangent of the input. */
final class TangentRun {

  private final RunPlan plan;
  private final SimulationInput tangent;
  private final double[][] tangentColumns;

  TangentRun(RunPlan plan, SimulationInput tangent) {
    this.plan = plan;
    this.tangent = tangent;
    this.tangentColumns = RunPlan.columns(tangent.particles());
  }

  WithTangent<Trajectory> run() {
    RunMonitor monitor = RunMonitor.of(plan.settings(), plan.blocks().size());
    if (!plan.adaptive()) {
      List<Steps> steps = Collections.nCopies(plan.blocks().size(), plan.grid());
      List<BlockRecording> recordings = ForwardRun.recordings(plan, monitor, true);
      List<Ending> endings = run(steps, recordings);
      int failed = ForwardRun.firstFailed(plan, endings);
      if (failed < 0 || endings.size() == 1) {
        Ending ending = endings.get(Math.max(0, failed));
        return result(ending.outcome(), ending.steps(), recordings);
      }
    }
    // The steps are not known before, or must end earlier: values first, then both in those steps.
    ForwardRun.Result values = new ForwardRun(plan, monitor).run();
    List<BlockRecording> recordings = ForwardRun.recordings(plan, RunMonitor.silent(), true);
    run(values.steps(), recordings);
    return result(values.outcome(), values.steps().get(0), recordings);
  }

  private WithTangent<Trajectory> result(
      Outcome outcome, Steps steps, List<BlockRecording> recordings) {
    return new WithTangent<>(
        Assembly.trajectory(plan, outcome, recordings),
        Assembly.tangent(plan, outcome, steps, recordings, tangentColumns, tangent.endTime()));
  }

  private List<Ending> run(List<Steps> steps, List<BlockRecording> recordings) {
    return ForwardRun.forEachBlock(plan, k -> block(k, steps.get(k), recordings.get(k)));
  }

  private Ending block(int k, Steps steps, BlockRecording recording) {
    Block block = plan.blocks().get(k);
    List<HostState> start = List.of(block.state(plan.columns()), block.state(tangentColumns));
    try (Session<?> session = plan.open(block, tangent, tangentColumns)) {
      return Sweeps.tangent(
          plan.settings().integrator(),
          steps,
          session,
          start,
          tangent.endTime(),
          plan.firstFollowed(steps.count()),
          recording);
    }
  }
}
