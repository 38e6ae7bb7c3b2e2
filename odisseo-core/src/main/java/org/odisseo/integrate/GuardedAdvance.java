// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Store;

/**
 * Makes steps while watching over them: saves what is to be saved, asks whether to go on, and looks
 * every few steps whether the state is finite. If it is not, it goes back to the last look and
 * finds the last finite state.
 */
final class GuardedAdvance<V> {

  /** Makes steps from one up to another. */
  @FunctionalInterface
  interface Advance {
    void make(int from, int to);
  }

  private Registers<V> registers;
  private final Steps steps;
  private final SweepObserver observer;
  private final int stateSize;
  private final int stride;
  private final Store<V> guard;
  private final HostState state;
  private final List<HostState> tangents;
  private int saved;

  GuardedAdvance(Registers<V> registers, Steps steps, int stateSize, SweepObserver observer) {
    this.registers = registers;
    this.steps = steps;
    this.observer = observer;
    this.stateSize = stateSize;
    int bodies = registers.session.bodies();
    this.stride = registers.session.stepsBetweenLooks();
    this.guard = registers.session.store(registers.parts() * stateSize);
    this.state = HostState.zero(bodies);
    this.tangents = zeros(registers);
  }

  private static List<HostState> zeros(Registers<?> registers) {
    List<HostState> zeros = new ArrayList<>();
    for (int k = 0; k < registers.directions(); k++) {
      zeros.add(HostState.zero(registers.session.bodies()));
    }
    return zeros;
  }

  /** Turns to other registers of the same run. Where these have no tangents they count as zero. */
  void watch(Registers<V> others) {
    registers = others;
  }

  /** Begins with some registers and saves the state before the first step if it is to be saved. */
  void begin(Registers<V> first, double time) {
    watch(first);
    if (steps.savesStart()) {
      save(time);
    }
  }

  /** Makes steps; gives the outcome if the run ended with them early. */
  @Nullable Outcome advance(int from, int to, Advance advance) {
    int i = from;
    while (i < to) {
      if (!observer.proceed((double) i / steps.count())) {
        return stop(i, new Outcome.Cancelled(i, timeBefore(i)));
      }
      int stop = nextStop(i, to);
      registers.save(stateSize, guard, 0);
      advance.make(i, stop);
      if (!registers.isFinite()) {
        return stopBeforeNonFinite(i, advance);
      }
      if (steps.savedAfter(stop - 1) >= 0) {
        save(steps.timeAfter(stop - 1));
      }
      i = stop;
    }
    return null;
  }

  private int nextStop(int from, int to) {
    int bound = Math.min(to, from + stride);
    int stop = from + 1;
    while (stop < bound && steps.savedAfter(stop - 1) < 0) {
      stop++;
    }
    return stop;
  }

  private Outcome stopBeforeNonFinite(int from, Advance advance) {
    registers.restore(stateSize, guard, 0);
    int i = from;
    while (true) {
      advance.make(i, i + 1);
      if (!registers.isFinite()) {
        registers.restore(stateSize, guard, 0);
        return stop(i, new Outcome.NonFinite(i, timeBefore(i)));
      }
      registers.save(stateSize, guard, 0);
      i++;
    }
  }

  /** Saves the last good state unless that was done when it was made. */
  private Outcome stop(int made, Outcome outcome) {
    boolean savedBefore = made == 0 ? steps.savesStart() : steps.savedAfter(made - 1) >= 0;
    if (!savedBefore) {
      save(outcome.time());
    }
    return outcome;
  }

  private double timeBefore(int step) {
    if (step > 0) {
      return steps.timeAfter(step - 1);
    }
    Clock clock = new Clock();
    steps.at(0, clock);
    return clock.time;
  }

  private void save(double time) {
    registers.read(0, 0, state.position());
    registers.read(1, 0, state.velocity());
    for (int k = 0; k < registers.directions(); k++) {
      registers.readTangent(0, k, tangents.get(k).position());
      registers.readTangent(1, k, tangents.get(k).velocity());
    }
    observer.save(saved++, time, state, tangents);
  }
}
