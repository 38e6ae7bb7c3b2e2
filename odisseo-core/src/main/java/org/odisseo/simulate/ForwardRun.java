// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.odisseo.engine.Session;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.HostState;
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
  record Result(Outcome outcome, List<Steps> steps, List<BlockRecording> recordings) {}

  private final RunPlan plan;
  private final RunMonitor monitor;

  ForwardRun(RunPlan plan, RunMonitor monitor) {
    this.plan = plan;
    this.monitor = monitor;
  }

  Result run() {
    List<BlockRecording> recordings = recordings(plan, monitor);
    List<Ending> endings = endings(recordings);
    int failed = firstFailed(plan, endings);
    if (failed < 0) {
      monitor.finish();
    }
    if (failed < 0 || endings.size() == 1) {
      return new Result(
          endings.get(Math.max(0, failed)).outcome(),
          endings.stream().map(Ending::steps).toList(),
          recordings);
    }
    Outcome outcome = endings.get(failed).outcome();
    return outcome instanceof Outcome.Cancelled ? cancelled(endings, recordings) : upTo(outcome);
  }

  private List<Ending> endings(List<BlockRecording> recordings) {
    IndependentRuns independent = new IndependentRuns(plan);
    return independent.isPossible()
        ? independent.run(recordings)
        : forEachBlock(plan, k -> block(plan, k, plan.grid(), recordings.get(k)));
  }

  /** The number of the block that came least far, or a negative number if all came to the end. */
  static int firstFailed(RunPlan plan, List<Ending> endings) {
    double start = plan.settings().startTime();
    int failed = -1;
    for (int k = 0; k < endings.size(); k++) {
      Outcome outcome = endings.get(k).outcome();
      boolean earlier =
          failed < 0
              || Math.abs(outcome.time() - start)
                  < Math.abs(endings.get(failed).outcome().time() - start);
      if (!outcome.isCompleted() && earlier) {
        failed = k;
      }
    }
    return failed;
  }

  /** The states that all blocks have saved, without computing any more. */
  private Result cancelled(List<Ending> endings, List<BlockRecording> recordings) {
    List<Steps> steps = endings.stream().map(Ending::steps).toList();
    int common = 0;
    while (sameTime(recordings, common)) {
      common++;
    }
    if (common == 0) {
      return upTo(new Outcome.Cancelled(0, plan.settings().startTime()));
    }
    double time = recordings.get(0).time(common - 1);
    int least = steps.stream().mapToInt(Steps::count).min().orElse(0);
    for (BlockRecording recording : recordings) {
      recording.keep(common);
    }
    return new Result(new Outcome.Cancelled(least, time), steps, recordings);
  }

  private static boolean sameTime(List<BlockRecording> recordings, int number) {
    return recordings.stream()
        .allMatch(r -> r.saves() > number && r.time(number) == recordings.get(0).time(number));
  }

  /** All blocks once more, to where one of them failed. */
  private Result upTo(Outcome outcome) {
    RunPlan cut = plan.adaptive() ? plan.until(outcome.time()) : plan;
    Steps steps = plan.adaptive() ? cut.grid() : plan.grid().first(outcome.steps());
    List<BlockRecording> recordings = recordings(plan, RunMonitor.silent());
    List<Ending> endings = forEachBlock(cut, k -> block(cut, k, steps, recordings.get(k)));
    return new Result(outcome, endings.stream().map(Ending::steps).toList(), recordings);
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

  private static Ending block(RunPlan plan, int k, Steps steps, BlockRecording recording) {
    Block block = plan.blocks().get(k);
    try (Session<?> session = plan.open(block)) {
      return sweep(plan, session, block.state(plan.columns()), steps, recording);
    }
  }

  private static <V> Ending sweep(
      RunPlan plan, Session<V> session, HostState start, Steps steps, BlockRecording recording) {
    Settings settings = plan.settings();
    return settings.stepSize() instanceof StepSize.Adaptive control
        ? Sweeps.adaptive(settings.integrator(), control, plan.grid(), session, start, recording)
        : Sweeps.forward(settings.integrator(), steps, session, start, recording);
  }
}
