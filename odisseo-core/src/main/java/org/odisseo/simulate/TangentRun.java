// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.engine.Session;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.Steps;
import org.odisseo.integrate.Sweeps;

/** A run forward with its derivatives along tangents of the input. */
final class TangentRun {

  private final RunPlan plan;
  private final List<SimulationInput> tangents;
  private final List<double[][]> columns;
  private final double[] endTimes;

  /**
   * A run.
   *
   * @param tangents as many as the engine can follow at once, or fewer
   */
  TangentRun(RunPlan plan, List<SimulationInput> tangents) {
    this.plan = plan;
    this.tangents = tangents;
    this.columns = tangents.stream().map(t -> RunPlan.columns(t.particles())).toList();
    this.endTimes = tangents.stream().mapToDouble(SimulationInput::endTime).toArray();
  }

  WithTangents<Trajectory> run() {
    RunMonitor monitor = RunMonitor.of(plan.settings(), plan.blocks().size());
    if (!plan.adaptive()) {
      List<Steps> steps = Collections.nCopies(plan.blocks().size(), plan.grid());
      List<BlockRecording> recordings = ForwardRun.recordings(plan, monitor);
      List<Ending> endings = run(steps, recordings);
      int failed = ForwardRun.firstFailed(plan, endings);
      if (failed < 0 || endings.size() == 1) {
        Ending ending = endings.get(Math.max(0, failed));
        return result(ending.outcome(), ending.steps(), recordings);
      }
    }
    // The steps are not known before, or must end earlier: values first, then both in those steps.
    ForwardRun.Result values = new ForwardRun(plan, monitor).run();
    List<BlockRecording> recordings = ForwardRun.recordings(plan, RunMonitor.silent());
    run(values.steps(), recordings);
    return result(values.outcome(), values.steps().get(0), recordings);
  }

  private WithTangents<Trajectory> result(
      Outcome outcome, Steps steps, List<BlockRecording> recordings) {
    List<Trajectory> images = new ArrayList<>();
    for (int k = 0; k < tangents.size(); k++) {
      images.add(
          Assembly.tangent(plan, outcome, steps, recordings, k, columns.get(k), endTimes[k]));
    }
    return new WithTangents<>(Assembly.trajectory(plan, outcome, recordings), images);
  }

  private List<Ending> run(List<Steps> steps, List<BlockRecording> recordings) {
    return ForwardRun.forEachBlock(plan, k -> block(k, steps.get(k), recordings.get(k)));
  }

  private Ending block(int k, Steps steps, BlockRecording recording) {
    Block block = plan.blocks().get(k);
    List<HostState> start = new ArrayList<>(List.of(block.state(plan.columns())));
    columns.forEach(tangent -> start.add(block.state(tangent)));
    try (Session<?> session = plan.open(block, tangents, columns)) {
      return Sweeps.tangent(
          plan.settings().integrator(),
          steps,
          session,
          start,
          endTimes,
          plan.firstFollowed(steps.count()),
          recording);
    }
  }
}
