// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.Session;
import org.odisseo.integrate.Ending;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.Steps;
import org.odisseo.integrate.SweepObserver;
import org.odisseo.integrate.Sweeps;
import org.odisseo.integrate.Tape;

/**
 * A run that can be gone back through, block by block. Blocks whose records fit into the memory
 * limit all together keep them from the forward run on; else each block is run once more when its
 * turn comes. With a direction everything is done on dual numbers.
 */
final class ReverseRun {

  private final RunPlan plan;
  private final @Nullable SimulationInput direction;
  private final double[][] directionColumns;
  private final int parts;
  private final List<@Nullable Taped<?>> kept = new ArrayList<>();
  private ForwardRun.@Nullable Result result;

  ReverseRun(RunPlan plan, @Nullable SimulationInput direction) {
    this.plan = plan;
    this.direction = direction;
    this.directionColumns =
        direction == null ? new double[0][] : RunPlan.columns(direction.particles());
    this.parts = direction == null ? 1 : 2;
  }

  /** A block that can be gone back through, with its session. */
  private record Taped<V>(Session<V> session, Tape<V> tape) {

    BlockGradient pull(BlockCotangents cotangents) {
      Tape.Pulled pulled = tape.pull(cotangents);
      return new BlockGradient(pulled, List.of(session.cotangent(), session.cotangentTangent()));
    }
  }

  /** What going back through a block gives. */
  record BlockGradient(Tape.Pulled pulled, List<ForceCotangent> forces) {}

  /** The forward run. */
  ForwardRun.Result forward() {
    if (!plan.adaptive()) {
      requireMemory(plan.grid().count());
    }
    result = null;
    try {
      result = keepsTapes() ? recorded() : plain();
    } finally {
      if (result == null || !result.outcome().isCompleted()) {
        drop();
      }
    }
    return result;
  }

  /** The forward run without records. */
  private ForwardRun.Result plain() {
    return direction == null
        ? new ForwardRun(plan, monitor()).run()
        : new TangentRuns(plan, List.of(direction), 1).forward();
  }

  private RunMonitor monitor() {
    return RunMonitor.of(plan, 1);
  }

  /** Forgets the records. */
  private void drop() {
    for (Taped<?> taped : kept) {
      if (taped != null) {
        taped.session().close();
      }
    }
    kept.clear();
  }

  /** The least memory for the largest block. */
  private long leastMemory(int steps) {
    int bodies = plan.blocks().stream().mapToInt(Block::count).max().orElse(1);
    int followed = steps - plan.firstFollowed(steps);
    return Tape.leastBytes(
        plan.settings().integrator(), followed, 3L * Double.BYTES * bodies, parts);
  }

  private void requireMemory(int steps) {
    long limit = plan.settings().memoryLimit();
    long least = leastMemory(steps);
    if (limit < least) {
      throw new IllegalArgumentException(
          "memory limit must be >= " + least + " bytes for a gradient of this run, got " + limit);
    }
  }

  private boolean keepsTapes() {
    if (plan.adaptive()) {
      return false;
    }
    long numbers = 0;
    for (Block block : plan.blocks()) {
      numbers += block.count();
    }
    int steps = plan.grid().count() - plan.firstFollowed(plan.grid().count());
    long bytes =
        Tape.fullBytes(plan.settings().integrator(), steps, 3L * Double.BYTES * numbers, parts);
    return plan.blocks().size() == 1 || bytes <= plan.settings().memoryLimit();
  }

  /** The forward run with records. */
  private ForwardRun.Result recorded() {
    RunMonitor monitor = monitor();
    List<BlockRecording> recordings = ForwardRun.recordings(plan, monitor);
    long limit = plan.settings().memoryLimit();
    plan.blocks().forEach(block -> kept.add(null));
    ForwardRun.forEachBlock(plan, k -> kept.set(k, taped(k, plan.grid(), limit)));
    List<Ending> endings =
        ForwardRun.forEachBlock(plan, k -> tape(k).tape().forward(recordings.get(k)));
    ForwardRun.Result made = CommonEnd.of(plan, endings, recordings, again());
    if (made.outcome().isCompleted()) {
      monitor.finish();
    }
    return made;
  }

  /** How a block is run once more without records. */
  private CommonEnd.BlockRun again() {
    return direction == null
        ? (k, steps, recording) -> ForwardRun.inSteps(plan, k, steps, recording)
        : new TangentRun(plan, List.of(direction))::block;
  }

  private Taped<?> tape(int k) {
    Taped<?> taped = kept.get(k);
    if (taped == null) {
      throw new IllegalStateException("block " + k + " has no tape");
    }
    return taped;
  }

  private Taped<?> taped(int k, Steps steps, long limit) {
    Block block = plan.blocks().get(k);
    Session<?> session =
        direction == null ? plan.open(block) : plan.open(block, direction, directionColumns);
    try {
      return taped(session, block, steps, limit);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private <V> Taped<V> taped(Session<V> session, Block block, Steps steps, long limit) {
    int first = plan.firstFollowed(steps.count());
    HostState start = block.state(plan.columns());
    SimulationInput along = direction;
    Tape<V> tape =
        along == null
            ? Sweeps.tape(plan.settings().integrator(), steps, session, start, first, limit)
            : Sweeps.dualTape(
                plan.settings().integrator(),
                steps,
                session,
                List.of(start, block.state(directionColumns)),
                along.endTime(),
                first,
                limit);
    return new Taped<>(session, tape);
  }

  /**
   * Goes back through all blocks with cotangents of the trajectory and, in a run with a direction,
   * their tangents.
   */
  synchronized List<SimulationInput> pull(List<Trajectory> cotangents) {
    ForwardRun.Result forward = result;
    if (forward == null) {
      throw new IllegalStateException("no forward run");
    }
    if (!forward.outcome().isCompleted()) {
      throw FailedRunException.noGradient(forward.outcome());
    }
    List<BlockGradient> gradients = pullBlocks(forward.steps(), cotangents);
    return new GradientAssembly(plan, forward.steps().get(0)).gradient(gradients, cotangents);
  }

  /** Side by side if the memory limit is enough for as many blocks as there are threads. */
  private List<BlockGradient> pullBlocks(List<Steps> steps, List<Trajectory> cotangents) {
    long limit = plan.settings().memoryLimit();
    int most = steps.stream().mapToInt(Steps::count).max().orElse(1);
    requireMemory(most);
    int beside = Math.min(plan.blocks().size(), plan.settings().engine().threads());
    if (!kept.isEmpty() || limit / beside >= leastMemory(most)) {
      return ForwardRun.forEachBlock(plan, k -> pull(k, steps.get(k), cotangents, limit / beside));
    }
    List<BlockGradient> gradients = new ArrayList<>();
    for (int k = 0; k < plan.blocks().size(); k++) {
      gradients.add(pull(k, steps.get(k), cotangents, limit));
    }
    return gradients;
  }

  private BlockGradient pull(int k, Steps steps, List<Trajectory> cotangents, long limit) {
    BlockCotangents source = new BlockCotangents(plan.blocks().get(k), cotangents);
    if (!kept.isEmpty() && kept.get(k) != null) {
      try {
        return tape(k).pull(source);
      } finally {
        if (plan.settings().engine().holdsNativeMemory()) {
          tape(k).session().close();
          kept.set(k, null);
        }
      }
    }
    Taped<?> taped = taped(k, steps, limit);
    try (Session<?> session = taped.session()) {
      taped.tape().forward(NOBODY);
      return taped.pull(source);
    }
  }

  private static final SweepObserver NOBODY =
      new SweepObserver() {
        @Override
        public void save(int number, double time, HostState state, List<HostState> tangents) {}

        @Override
        public boolean proceed(double fraction) {
          return true;
        }
      };
}
