// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.engine.Session;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.Steps;
import org.odisseo.integrate.Sweeps;

/** A run in given steps with its derivatives along a few tangents of the input. */
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

  /**
   * Runs all blocks.
   *
   * @param steps those of each block
   */
  ForwardRun.Result run(List<Steps> steps, RunMonitor monitor) {
    List<BlockRecording> recordings = ForwardRun.recordings(plan, monitor);
    List<Ending> endings =
        ForwardRun.forEachBlock(plan, k -> block(k, steps.get(k), recordings.get(k)));
    ForwardRun.Result result = CommonEnd.of(plan, endings, recordings, this::block);
    if (result.outcome().isCompleted()) {
      monitor.finish();
    }
    return result;
  }

  /** Runs a block. */
  Ending block(int k, Steps steps, BlockRecording recording) {
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

  /** The tangents of the trajectory that has come of a run. */
  List<Trajectory> images(ForwardRun.Result result) {
    List<Trajectory> images = new ArrayList<>();
    for (int k = 0; k < tangents.size(); k++) {
      images.add(
          Assembly.tangent(
              plan,
              result.outcome(),
              result.steps().get(0),
              result.recordings(),
              k,
              columns.get(k),
              endTimes[k]));
    }
    return images;
  }
}
