// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.Steps;

/** Brings the blocks of a run, not all of which came to its end, to one time. */
final class CommonEnd {

  /** Runs one block in steps that are given. */
  @FunctionalInterface
  interface BlockRun {
    Ending run(int block, Steps steps, BlockRecording recording);
  }

  private final RunPlan plan;
  private final BlockRun again;
  private List<Ending> endings;
  private List<BlockRecording> recordings;

  private CommonEnd(
      RunPlan plan, List<Ending> endings, List<BlockRecording> recordings, BlockRun again) {
    this.plan = plan;
    this.endings = endings;
    this.recordings = recordings;
    this.again = again;
  }

  /**
   * What has come of the blocks. If one of them failed all end where it did; if the run was
   * cancelled they end with the last of the states that all have.
   *
   * @param again runs a block once more, to where another one failed
   */
  static ForwardRun.Result of(
      RunPlan plan, List<Ending> endings, List<BlockRecording> recordings, BlockRun again) {
    return new CommonEnd(plan, endings, recordings, again).result();
  }

  private ForwardRun.Result result() {
    while (true) {
      int failed = firstFailed();
      Outcome outcome = endings.get(Math.max(0, failed)).outcome();
      if (failed >= 0 && endings.size() > 1 && outcome instanceof Outcome.Cancelled) {
        return cancelled();
      }
      if (failed < 0 || !bringTo(failed)) {
        return new ForwardRun.Result(
            outcome, endings.stream().map(Ending::steps).toList(), recordings);
      }
    }
  }

  /** The number of the block that came least far, or a negative number if all came to the end. */
  private int firstFailed() {
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

  /** Runs all blocks once more that went further than one; whether there were any. */
  private boolean bringTo(int failed) {
    List<BlockRecording> fresh = ForwardRun.recordings(plan, RunMonitor.silent());
    boolean[] stays = new boolean[fresh.size()];
    boolean any = false;
    for (int k = 0; k < stays.length; k++) {
      stays[k] = isAt(k, failed);
      any |= !stays[k];
      if (stays[k]) {
        fresh.set(k, recordings.get(k));
      }
    }
    if (any) {
      endings =
          ForwardRun.forEachBlock(
              plan, k -> stays[k] ? endings.get(k) : again.run(k, upTo(k, failed), fresh.get(k)));
      recordings = fresh;
    }
    return any;
  }

  private boolean isAt(int k, int failed) {
    Ending end = endings.get(failed);
    return plan.adaptive()
        ? endings.get(k).outcome().time() == end.outcome().time()
            && recordings.get(k).saves() == recordings.get(failed).saves()
        : endings.get(k).steps().count() == end.steps().count();
  }

  /** The steps of a block up to where another one failed: under error control each has its own. */
  private Steps upTo(int k, int failed) {
    Steps steps = endings.get(k).steps();
    Outcome outcome = endings.get(failed).outcome();
    return plan.adaptive()
        ? steps.until(outcome.time(), recordings.get(failed).saves())
        : steps.first(outcome.steps());
  }

  /** The states that all blocks have saved, without computing any more. */
  private ForwardRun.Result cancelled() {
    List<Steps> steps = endings.stream().map(Ending::steps).toList();
    int common = common(recordings);
    if (common == 0) {
      return atStart(plan, again);
    }
    return cancelledWith(common, steps, recordings);
  }

  /** A cancelled run that ends with a number of saved states. */
  static ForwardRun.Result cancelledWith(
      int saves, List<Steps> steps, List<BlockRecording> recordings) {
    recordings.forEach(recording -> recording.keep(saves));
    List<Steps> made = steps.stream().map(each -> each.withSaves(saves)).toList();
    double time = recordings.get(0).time(saves - 1);
    return new ForwardRun.Result(
        new Outcome.Cancelled(made.get(0).count(), time), made, recordings);
  }

  /** A run that was cancelled before there was anything that all blocks have. */
  static ForwardRun.Result atStart(RunPlan plan, BlockRun run) {
    Steps none = plan.grid().first(0);
    List<BlockRecording> recordings = ForwardRun.recordings(plan, RunMonitor.silent());
    List<Ending> endings = ForwardRun.forEachBlock(plan, k -> run.run(k, none, recordings.get(k)));
    return new ForwardRun.Result(
        new Outcome.Cancelled(0, plan.settings().startTime()),
        endings.stream().map(Ending::steps).toList(),
        recordings);
  }

  /** How many states, from the first on, all blocks have saved. */
  static int common(List<BlockRecording> recordings) {
    BlockRecording first = recordings.get(0);
    int common = 0;
    while (true) {
      int number = common;
      if (!recordings.stream()
          .allMatch(each -> each.saves() > number && each.time(number) == first.time(number))) {
        return common;
      }
      common++;
    }
  }
}
