// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.engine.Engine;
import org.odisseo.engine.IndependentBodies;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.StepSize;
import org.odisseo.integrate.Sweeps;

/**
 * The forward run of a plan whose blocks are single bodies under error control: groups of them go
 * side by side. Which bodies are in a group does not change any number.
 *
 * @param plan the plan
 */
record IndependentRuns(RunPlan plan) {

  /** Bodies under way at a time: their registers stay in the nearest caches. */
  private static final int LANES = 64;

  /** Enough for the lanes to be full most of the time, few enough to share out among threads. */
  private static final int GROUP = 256;

  /** Whether the plan and its engine allow it. */
  boolean isPossible() {
    return plan.adaptive()
        && plan.blocks().size() > 1
        && plan.blocks().stream().allMatch(block -> block.count() == 1)
        && engine().independentBodies(plan.model(plan.blocks().get(0)), 1).isPresent();
  }

  private Engine engine() {
    return plan.settings().engine();
  }

  /** Runs all bodies, each with its recording. */
  List<Ending> run(List<BlockRecording> recordings) {
    int bodies = plan.blocks().size();
    int share = (bodies + engine().threads() - 1) / engine().threads();
    int size = Math.min(GROUP, share);
    int groups = (bodies + size - 1) / size;
    List<List<Ending>> endings = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      endings.add(List.of());
    }
    engine()
        .forEach(
            groups,
            group -> {
              int from = group * size;
              int to = Math.min(bodies, from + size);
              endings.set(group, run(from, to, recordings.subList(from, to)));
            });
    return endings.stream().flatMap(List::stream).toList();
  }

  private List<Ending> run(int from, int to, List<BlockRecording> recordings) {
    List<HostState> starts = new ArrayList<>();
    for (int k = from; k < to; k++) {
      starts.add(plan.blocks().get(k).state(plan.columns()));
    }
    IndependentBodies bodies =
        engine().independentBodies(plan.model(plan.blocks().get(from)), LANES).orElseThrow();
    return Sweeps.independent(
        plan.settings().integrator(),
        (StepSize.Adaptive) plan.settings().stepSize(),
        plan.grid(),
        bodies,
        starts,
        recordings,
        LANES);
  }
}
