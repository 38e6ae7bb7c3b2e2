// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Session;
import org.odisseo.engine.Store;

/**
 * Makes the steps of one run, forward, forward with a record, or backward along a record. The state
 * is in the first registers of the machine, or its cotangent on the way back.
 */
final class Sweep<V> {

  private final SweepMachine<V> machine;
  private final Registers<V> registers;
  private final Steps steps;
  private final SchemeCode code;
  private final Clock clock = new Clock();
  private final Clock earlier = new Clock();
  private final int stateSize;
  private final boolean startUsesStep;
  private final boolean carriesForce;
  private final int carriedForce;
  private final Executable start;
  private final Executable startKeeping;
  private final Executable step;
  private final Executable stepKeeping;
  private final Executable refreshKeeping;
  private final Map<Adjoint.Timing, Executable> startAdjoint;
  private final Map<Adjoint.Timing, Executable> stepAdjoint;
  private final Map<Adjoint.Timing, Executable> refreshAdjoint;
  private final Store<V> prologue;

  /** How the step was reversed that was reversed last, if any; its length and the rate of that. */
  private Adjoint.@Nullable Timing laterTiming;

  private double laterStep;
  private double laterRate;

  /**
   * A sweep.
   *
   * @param prologue where the record of the making of the first state is
   */
  Sweep(Integrator integrator, Steps steps, SweepMachine<V> machine, Store<V> prologue) {
    this.machine = machine;
    this.registers = machine.registers();
    this.steps = steps;
    this.code = integrator.code();
    Scheme scheme = integrator.scheme();
    this.stateSize = scheme.size();
    this.startUsesStep = scheme.startUsesStep();
    this.carriedForce = scheme.carriedForce();
    this.carriesForce = carriedForce >= 0;
    this.start = new Executable(code.start());
    this.startKeeping = new Executable(code.startKeeping());
    this.step = new Executable(code.step());
    this.stepKeeping = new Executable(code.stepKeeping());
    this.refreshKeeping = new Executable(code.refreshKeeping());
    this.startAdjoint = executables(code.startAdjoint());
    this.stepAdjoint = executables(code.stepAdjoint());
    this.refreshAdjoint = executables(code.refreshAdjoint());
    this.prologue = prologue;
  }

  /** A store for the record of the making of the first state. */
  static <V> Store<V> prologue(Integrator integrator, Registers<V> registers) {
    SchemeCode code = integrator.code();
    int size = Math.max(code.startRecord(), code.refreshRecord());
    return registers.session.store(registers.parts() * size);
  }

  private static Map<Adjoint.Timing, Executable> executables(
      Map<Adjoint.Timing, Compiled> compiled) {
    Map<Adjoint.Timing, Executable> executables = new EnumMap<>(Adjoint.Timing.class);
    compiled.forEach((timing, code) -> executables.put(timing, new Executable(code)));
    return executables;
  }

  private Session<V> session() {
    return registers.session;
  }

  /** The number of places that the record of one step takes. */
  static int recordSize(Integrator integrator, int parts) {
    SchemeCode code = integrator.code();
    int restart = integrator.scheme().startUsesStep() ? code.startRecord() : 0;
    return parts * (code.stepRecord() + restart);
  }

  /** Makes the state of step 0 from position and velocity in the first two registers. */
  void begin() {
    steps.at(0, clock);
    machine.book().open(prologue, 0);
    startKeeping.run(machine, clock);
  }

  /** Makes the carried acceleration at the begin of a step anew, with its tangent. */
  void refresh(int at) {
    steps.at(Math.min(at, steps.count() - 1), clock);
    if (carriesForce) {
      machine.book().open(prologue, 0);
      refreshKeeping.run(machine, clock);
    }
  }

  /** Makes the steps from one up to another. */
  void advance(int from, int to) {
    for (int i = from; i < to; i++) {
      steps.at(i, clock);
      if (restartsBefore(i)) {
        start.run(machine, clock);
      }
      step.run(machine, clock);
    }
  }

  /** Makes the steps from one up to another and keeps their records in turn. */
  void record(int from, int to, Store<V> store, int base) {
    int size = code.stepRecord() * registers.parts();
    int next = base;
    for (int i = from; i < to; i++) {
      steps.at(i, clock);
      if (startUsesStep) {
        if (restartsBefore(i)) {
          machine.book().open(store, next + size);
          startKeeping.run(machine, clock);
        }
      }
      machine.book().open(store, next);
      stepKeeping.run(machine, clock);
      next += size + restartRecord();
    }
  }

  private int restartRecord() {
    return startUsesStep ? code.startRecord() * registers.parts() : 0;
  }

  /** Whether a step is of another length than the one before it, and the method minds. */
  private boolean restartsBefore(int i) {
    if (!startUsesStep || i == 0) {
      return false;
    }
    steps.at(i - 1, earlier);
    return earlier.step != clock.step;
  }

  /** Begins on the way back, after the last step: all cotangents are zero. */
  void beginReverse() {
    registers.clear(0, stateSize + 1);
    laterTiming = null;
    session().clearCotangents();
  }

  /**
   * Goes back from one step to another along their records, which fill the store from its begin.
   */
  void reverse(int from, int to, Store<V> store, StateSource cotangents) {
    int size = code.stepRecord() * registers.parts();
    for (int i = to - 1; i >= from; i--) {
      int place = (i - from) * (size + restartRecord());
      addSaved(steps.savedAfter(i), cotangents);
      steps.at(i, clock);
      machine.book().open(store, place);
      run(stepAdjoint);
      if (restartsBefore(i)) {
        machine.book().open(store, place + size);
        run(startAdjoint);
        registers.clear(2, stateSize);
      }
    }
  }

  /** Goes back through the making of the first state. */
  void reverseBegin(StateSource cotangents) {
    steps.at(0, clock);
    machine.book().open(prologue, 0);
    run(startAdjoint);
    if (steps.savesStart()) {
      addSaved(0, cotangents);
    }
  }

  /** Goes back through {@link #refresh}, beyond which nothing is followed. */
  void reverseRefresh(int at) {
    steps.at(Math.min(at, steps.count() - 1), clock);
    if (carriesForce) {
      machine.book().open(prologue, 0);
      run(refreshAdjoint);
    }
    registers.clear(0, 2);
  }

  /** Runs the reverse that fits this step and the one after it. */
  private void run(Map<Adjoint.Timing, Executable> adjoints) {
    boolean equal = laterTiming == null || (clock.step == laterStep && clock.stepRate == laterRate);
    Adjoint.Timing timing = Adjoint.Timing.GENERAL;
    if (clock.stepRate == 0 && (laterTiming == null || laterRate == 0 || !carriesForce)) {
      timing = Adjoint.Timing.NONE;
    } else if (equal && clock.step != 0 && code.proportional() && registers.parts() == 1) {
      timing = Adjoint.Timing.PROPORTIONAL;
    } else if (carriesForce) {
      makeWeight();
    }
    Executable adjoint = adjoints.get(timing);
    if (adjoint == null) {
      throw new IllegalStateException("no reverse for " + timing);
    }
    adjoint.run(machine, clock);
    laterTiming = timing;
    laterStep = clock.step;
    laterRate = clock.stepRate;
  }

  /** Sets the weight of the carried acceleration if the later step has not. */
  private void makeWeight() {
    if (laterTiming == Adjoint.Timing.PROPORTIONAL) {
      machine.combine(
          stateSize, new int[] {carriedForce}, new double[] {laterRate / laterStep}, new double[1]);
    } else if (laterTiming != Adjoint.Timing.GENERAL) {
      registers.clear(stateSize, stateSize + 1);
    }
  }

  private void addSaved(int number, StateSource cotangents) {
    for (int part = 0; number >= 0 && part < registers.parts(); part++) {
      HostState cotangent = cotangents.get(number, part);
      registers.add(0, part, cotangent.position());
      registers.add(1, part, cotangent.velocity());
    }
  }
}
