// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a machine to the first step that is to be followed by derivatives, the horizon. Before it
 * values alone are computed; there the tangents begin as those of the forces alone.
 */
final class Approach<V> {

  private final Integrator integrator;
  private final Steps steps;
  private final SweepMachine<V> machine;
  private final Sweep<V> sweep;
  private final List<HostState> start;
  private final int horizon;

  /**
   * An approach.
   *
   * @param machine brought to the horizon
   * @param sweep runs on that machine
   * @param start the state at the start and, for a machine with tangents, its tangent
   * @param horizon the first step that is followed
   */
  Approach(
      Integrator integrator,
      Steps steps,
      SweepMachine<V> machine,
      Sweep<V> sweep,
      List<HostState> start,
      int horizon) {
    this.integrator = integrator;
    this.steps = steps;
    this.machine = machine;
    this.sweep = sweep;
    this.start = start;
    this.horizon = horizon;
  }

  /** Goes to the horizon under the eyes of an observer; gives the outcome if the run ended. */
  @Nullable Outcome run(GuardedAdvance<V> guarded) {
    Clock clock = new Clock();
    steps.at(0, clock);
    if (horizon == 0) {
      write(machine.registers());
      guarded.begin(machine.registers(), clock.time);
      sweep.begin();
      return null;
    }
    Before before = new Before();
    guarded.begin(before.values, clock.time);
    before.sweep.begin();
    Outcome outcome = guarded.advance(0, horizon, before.sweep::advance);
    arrive(before);
    guarded.watch(machine.registers());
    return outcome;
  }

  /** Goes to the horizon once more, unobserved. */
  void rerun() {
    if (horizon == 0) {
      write(machine.registers());
      sweep.begin();
    } else {
      Before before = new Before();
      before.sweep.begin();
      before.sweep.advance(0, horizon);
      arrive(before);
    }
  }

  private void write(Registers<V> registers) {
    registers.write(0, 0, start.get(0).position());
    registers.write(1, 0, start.get(0).velocity());
    for (int k = 0; k < registers.directions(); k++) {
      registers.writeTangent(0, k, start.get(k + 1).position());
      registers.writeTangent(1, k, start.get(k + 1).velocity());
    }
  }

  private void arrive(Before before) {
    Registers<V> registers = machine.registers();
    int size = integrator.scheme().size();
    registers.copyValues(size, before.values);
    if (registers.directions() > 0) {
      registers.clear(0, size, 1);
    }
    sweep.refresh(horizon);
  }

  /** The run before the horizon, with the start in its registers. */
  private final class Before {
    final Registers<V> values;
    final Sweep<V> sweep;

    Before() {
      PrimalMachine<V> primal = new PrimalMachine<>(machine.registers().session, integrator);
      values = primal.registers();
      sweep = new Sweep<>(integrator, steps, primal, Sweep.prologue(integrator, values));
      write(values);
    }
  }
}
