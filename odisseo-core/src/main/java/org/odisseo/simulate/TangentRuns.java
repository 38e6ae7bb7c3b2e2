// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.Steps;

/**
 * A run forward with its derivatives along any number of tangents of the input, as many at a time
 * as the engine follows at once. All end at the same time with the same states.
 */
final class TangentRuns {

  private final RunPlan plan;
  private final List<TangentRun> batches = new ArrayList<>();
  private final List<ForwardRun.Result> results = new ArrayList<>();

  /**
   * A run.
   *
   * @param most how many tangents to follow at once
   */
  TangentRuns(RunPlan plan, List<SimulationInput> tangents, int most) {
    this.plan = plan;
    for (int from = 0; from < tangents.size(); from += most) {
      int to = Math.min(tangents.size(), from + most);
      batches.add(new TangentRun(plan, tangents.subList(from, to)));
    }
  }

  WithTangents<Trajectory> run() {
    ForwardRun.Result first = forward();
    List<Trajectory> images = new ArrayList<>();
    for (int b = 0; b < batches.size(); b++) {
      images.addAll(batches.get(b).images(results.get(b)));
    }
    Trajectory value = Assembly.trajectory(plan, first.outcome(), first.recordings());
    return new WithTangents<>(value, images);
  }

  /** Runs all; gives what has come of the first few tangents. */
  ForwardRun.Result forward() {
    int passes = batches.size() + (plan.adaptive() ? 1 : 0);
    RunMonitor monitor = RunMonitor.of(plan, passes);
    if (plan.adaptive()) {
      // The steps are not known before: values first, then both in those steps.
      ForwardRun.Result values = new ForwardRun(plan, monitor).run();
      if (values.outcome() instanceof Outcome.Cancelled) {
        cancelledBefore(values);
      } else {
        inSteps(values.steps(), values.outcome(), monitor);
      }
    } else {
      List<Steps> steps = Collections.nCopies(plan.blocks().size(), plan.grid());
      inSteps(steps, null, monitor);
    }
    return results.get(0);
  }

  /**
   * Runs all batches.
   *
   * @param outcome of the run, or null if it is that of the batches
   */
  private void inSteps(List<Steps> steps, @Nullable Outcome outcome, RunMonitor monitor) {
    while (results.size() < batches.size()) {
      ForwardRun.Result result = batches.get(results.size()).run(steps, monitor);
      if (result.outcome() instanceof Outcome.Cancelled) {
        results.add(result);
        cancelled();
        return;
      }
      if (!result.outcome().isCompleted()) {
        // Values beside other tangents may differ by rounding: then all once more in fewer steps.
        boolean laterBatch = !results.isEmpty();
        results.clear();
        inSteps(result.steps(), result.outcome(), laterBatch ? RunMonitor.silent() : monitor);
        return;
      }
      results.add(result.withOutcome(outcome == null ? result.outcome() : outcome));
    }
  }

  /** Ends all batches with the last of the states that all have. */
  private void cancelled() {
    List<BlockRecording> all = results.stream().flatMap(r -> r.recordings().stream()).toList();
    int common = results.size() < batches.size() ? 0 : CommonEnd.common(all);
    if (common == 0) {
      allAtStart();
    } else {
      results.replaceAll(r -> CommonEnd.cancelledWith(common, r.steps(), r.recordings()));
    }
  }

  private void allAtStart() {
    results.clear();
    batches.forEach(batch -> results.add(CommonEnd.atStart(plan, batch::block)));
  }

  /** One batch is run up to where the values were cancelled; more would take too long. */
  private void cancelledBefore(ForwardRun.Result values) {
    if (batches.size() > 1) {
      allAtStart();
    } else {
      inSteps(values.steps(), values.outcome(), RunMonitor.silent());
    }
  }
}
