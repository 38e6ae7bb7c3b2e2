// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.odisseo.engine.Session;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.StepSize;
import org.odisseo.integrate.Steps;
import org.odisseo.integrate.Sweeps;

/** A run forward, block by block. */
final class ForwardRun {

  /**
   * What has come of the blocks. If one of them failed all end where it did.
   *
   * @param outcome of the whole run
   * @param steps the steps of each block
   * @param recordings the saved states of each block
   */
  record Result(Outcome outcome, List<Steps> steps, List<BlockRecording> recordings) {

    Result withOutcome(Outcome other) {
      return new Result(other, steps, recordings);
    }
  }

  private final RunPlan plan;
  private final RunMonitor monitor;

  ForwardRun(RunPlan plan, RunMonitor monitor) {
    this.plan = plan;
    this.monitor = monitor;
  }

  Result run() {
    List<BlockRecording> recordings = recordings(plan, monitor);
    Result result =
        CommonEnd.of(
            plan,
            endings(recordings),
            recordings,
            (k, steps, recording) -> inSteps(plan, k, steps, recording));
    if (result.outcome().isCompleted()) {
      monitor.finish();
    }
    return result;
  }

  private List<Ending> endings(List<BlockRecording> recordings) {
    IndependentRuns independent = new IndependentRuns(plan);
    return independent.isPossible()
        ? independent.run(recordings)
        : forEachBlock(plan, k -> block(plan, k, recordings.get(k)));
  }

  static List<BlockRecording> recordings(RunPlan plan, RunMonitor monitor) {
    List<BlockRecording> recordings = new ArrayList<>();
    for (int k = 0; k < plan.blocks().size(); k++) {
      recordings.add(new BlockRecording(k, monitor));
    }
    return recordings;
  }

  /** Does something for every block, on the threads of the engine. */
  static <T> List<T> forEachBlock(RunPlan plan, IntFunction<T> task) {
    int count = plan.blocks().size();
    List<T> results = new ArrayList<>();
    if (count == 1) {
      results.add(task.apply(0));
      return results;
    }
    Object[] made = new Object[count];
    plan.settings().engine().forEach(count, k -> made[k] = task.apply(k));
    for (Object result : made) {
      @SuppressWarnings("unchecked") // Only results of the task are in the array.
      T typed = (T) result;
      results.add(typed);
    }
    return results;
  }

  private static Ending block(RunPlan plan, int k, BlockRecording recording) {
    if (!(plan.settings().stepSize() instanceof StepSize.Adaptive control)) {
      return inSteps(plan, k, plan.grid(), recording);
    }
    Block block = plan.blocks().get(k);
    try (Session<?> session = plan.open(block)) {
      return Sweeps.adaptive(
          plan.settings().integrator(),
          control,
          plan.grid(),
          session,
          block.state(plan.columns()),
          recording);
    }
  }

  /** Runs a block in steps that are given. */
  static Ending inSteps(RunPlan plan, int k, Steps steps, BlockRecording recording) {
    Block block = plan.blocks().get(k);
    try (Session<?> session = plan.open(block)) {
      return Sweeps.forward(
          plan.settings().integrator(), steps, session, block.state(plan.columns()), recording);
    }
  }
}
