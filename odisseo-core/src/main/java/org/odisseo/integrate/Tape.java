// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Session;
import org.odisseo.engine.Store;

/**
 * A run that can be gone back through: the forward sweep leaves records and checkpoints within a
 * bound on memory, the backward sweep takes cotangents of the saved states to those of the start.
 * Whatever the bound, the numbers are the same to the last bit.
 *
 * <p>With tangents everything is done on dual numbers, and the backward sweep also gives the
 * tangent of its result.
 *
 * @param <V> the engine's vectors
 */
public final class Tape<V> {

  /**
   * What a backward sweep gives. Lists have one element, or two in a run with tangents: the
   * cotangent and its tangent. The rest is in the session.
   *
   * @param state cotangents of position and velocity at the start
   * @param endTime cotangents of the end time, as far as it moves the steps
   */
  public record Pulled(List<HostState> state, double[] endTime) {}

  /** For actions that ask for no cotangents. */
  private static final StateSource NOTHING =
      (number, part) -> {
        throw new IllegalStateException("no cotangent of state " + number);
      };

  private final Registers<V> registers;
  private final SweepMachine<V> backMachine;
  private final Sweep<V> sweep;
  private final Sweep<V> back;
  private final Steps steps;
  private final Approach<V> approach;
  private final int stateSize;
  private final int recordSize;
  private final int horizon;
  private final CheckpointSchedule schedule;
  private final Store<V> records;
  private final Store<V> checkpoints;

  /** The number of the next action. */
  private int next;

  /** The step whose record is the first in the store. */
  private int recorded;

  Tape(
      Integrator integrator,
      Steps steps,
      SweepMachine<V> machine,
      SweepMachine<V> backMachine,
      List<HostState> start,
      int horizon,
      long memoryLimit) {
    this.registers = machine.registers();
    this.backMachine = backMachine;
    this.steps = steps;
    Store<V> prologue = Sweep.prologue(integrator, registers);
    this.sweep = new Sweep<>(integrator, steps, machine, prologue);
    this.back = new Sweep<>(integrator, steps, backMachine, prologue);
    this.approach = new Approach<>(integrator, steps, machine, sweep, start, horizon);
    this.stateSize = integrator.scheme().size();
    this.horizon = horizon;
    this.recordSize = Sweep.recordSize(integrator, registers.parts());
    Session<V> session = registers.session;
    int checkpointSize = stateSize * registers.parts();
    this.schedule =
        CheckpointSchedule.of(
            horizon,
            steps.count(),
            recordSize * session.vectorBytes(),
            checkpointSize * session.vectorBytes(),
            memoryLimit);
    this.records = session.store(Math.multiplyExact(recordSize, schedule.recordedSteps()));
    this.checkpoints = session.store(checkpointSize * schedule.checkpoints());
  }

  /** Memory for the whole record of a run, which is what avoids making any step twice. */
  public static long fullBytes(Integrator integrator, int steps, long vectorBytes, int parts) {
    return vectorBytes * Sweep.recordSize(integrator, parts) * steps;
  }

  /** The least memory with which a run can be gone back through, in bytes. */
  public static long leastBytes(Integrator integrator, int steps, long vectorBytes, int parts) {
    long record = vectorBytes * Sweep.recordSize(integrator, parts);
    long checkpoint = vectorBytes * parts * integrator.scheme().size();
    return Math.min(record * steps, record + checkpoint);
  }

  /** Memory that records and checkpoints take, in bytes. */
  public long bytes() {
    long vectors =
        (long) recordSize * schedule.recordedSteps()
            + (long) stateSize * registers.parts() * schedule.checkpoints();
    return vectors * registers.session.vectorBytes();
  }

  /** The number of steps that the backward sweep makes once more. */
  public long extraSteps() {
    return schedule.extraSteps();
  }

  /** The forward sweep. */
  public Ending forward(SweepObserver observer) {
    GuardedAdvance<V> guarded = new GuardedAdvance<>(registers, steps, stateSize, observer);
    Outcome outcome = approach.run(guarded);
    if (outcome == null) {
      outcome = playForward(guarded);
    }
    if (outcome == null) {
      return Ending.completed(steps);
    }
    return new Ending(outcome, steps.first(outcome.steps()));
  }

  /** Plays the schedule up to the first reversal. */
  private @Nullable Outcome playForward(GuardedAdvance<V> guarded) {
    for (next = 0; ; next++) {
      CheckpointSchedule.Action action = schedule.actions().get(next);
      Outcome outcome = null;
      switch (action.kind()) {
        case ADVANCE -> outcome = guarded.advance(action.from(), action.to(), sweep::advance);
        case RECORD -> {
          recorded = action.from();
          outcome = guarded.advance(action.from(), action.to(), this::record);
        }
        case SAVE -> registers.save(stateSize, checkpoints, slot(action));
        default -> {
          return null;
        }
      }
      if (outcome != null) {
        return outcome;
      }
    }
  }

  /** The backward sweep. May be called again; what is not on record any more is made again. */
  public Pulled pull(StateSource cotangents) {
    if (next != firstReversal()) {
      replay();
    }
    back.beginReverse();
    for (; next < schedule.actions().size(); next++) {
      play(schedule.actions().get(next), cotangents);
    }
    if (horizon > 0) {
      back.reverseRefresh(horizon);
    } else {
      back.reverseBegin(cotangents);
    }
    if (firstReversal() == schedule.actions().size() - 1) {
      next = firstReversal();
    }
    return pulled();
  }

  private void play(CheckpointSchedule.Action action, StateSource cotangents) {
    switch (action.kind()) {
      case ADVANCE -> sweep.advance(action.from(), action.to());
      case RECORD -> {
        recorded = action.from();
        record(action.from(), action.to());
      }
      case REVERSE -> back.reverse(action.from(), action.to(), records, cotangents);
      case SAVE -> registers.save(stateSize, checkpoints, slot(action));
      case RESTORE -> registers.restore(stateSize, checkpoints, slot(action));
    }
  }

  /** The forward sweep once more, with nobody watching. */
  private void replay() {
    approach.rerun();
    for (next = 0; next < firstReversal(); next++) {
      play(schedule.actions().get(next), NOTHING);
    }
  }

  private int firstReversal() {
    int first = 0;
    while (schedule.actions().get(first).kind() != CheckpointSchedule.Kind.REVERSE) {
      first++;
    }
    return first;
  }

  private void record(int from, int to) {
    sweep.record(from, to, records, (from - recorded) * recordSize);
  }

  private int slot(CheckpointSchedule.Action action) {
    return action.slot() * stateSize * registers.parts();
  }

  private Pulled pulled() {
    Registers<V> cotangents = backMachine.registers();
    HostState[] state = new HostState[cotangents.parts()];
    for (int part = 0; part < state.length; part++) {
      state[part] = HostState.zero(cotangents.session.bodies());
      cotangents.read(0, part, state[part].position());
      cotangents.read(1, part, state[part].velocity());
    }
    return new Pulled(List.of(state), cotangents.session.endTime());
  }
}
