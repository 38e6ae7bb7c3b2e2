// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;
import org.odisseo.engine.Session;
import org.odisseo.engine.StepError;

/** A run whose steps are chosen by error control, the same for all its bodies. */
final class AdaptiveSweep<V> {

  private final StepSize.Adaptive control;
  private final Registers<V> registers;
  private final PrimalMachine<V> machine;
  private final Executable start;
  private final Executable trial;
  private final StepError error;
  private final SweepObserver observer;
  private final StepController controller;
  private final HostState state;
  private int saved;

  AdaptiveSweep(
      Integrator integrator,
      StepSize.Adaptive control,
      TimeGrid grid,
      Session<V> session,
      SweepObserver observer) {
    this.control = control;
    this.observer = observer;
    this.machine = new PrimalMachine<>(session, integrator);
    this.registers = machine.registers();
    this.start = new Executable(integrator.code().start());
    this.trial = new Executable(integrator.code().trial());
    this.error = stepError(integrator, control);
    this.controller = new StepController(integrator, control, grid, observer);
    this.state = HostState.zero(session.bodies());
  }

  /** Where the error estimates of a trial are. */
  static StepError stepError(Integrator integrator, StepSize.Adaptive control) {
    int[] outputs = integrator.code().trial().outputs();
    int size = integrator.scheme().size();
    int[] coarse =
        integrator.scheme().errors() > 2
            ? new int[] {outputs[size + 2], outputs[size + 3]}
            : new int[0];
    return new StepError(
        new int[] {0, 1},
        new int[] {outputs[0], outputs[1]},
        new int[] {outputs[size], outputs[size + 1]},
        coarse,
        control.relative(),
        new double[] {control.absolutePosition(), control.absoluteVelocity()});
  }

  Ending run(HostState begin) {
    Clock clock = controller.clock();
    registers.write(0, 0, begin.position());
    registers.write(1, 0, begin.velocity());
    if (controller.savesNow()) {
      save(clock.time);
    }
    start.run(machine, clock);
    controller.begin(control.firstStep() == 0 ? firstLength(begin, clock) : control.firstStep());
    while (controller.propose()) {
      trial.execute(machine, clock);
      if (controller.accepts(registers.session.errorNorm(registers.vectors, error))) {
        trial.arrange(machine);
        if (controller.savesNow()) {
          save(clock.time);
        }
      }
    }
    Ending ending = controller.ending();
    if (!controller.savesNow()) {
      save(ending.outcome().time());
    }
    return ending;
  }

  private double firstLength(HostState begin, Clock clock) {
    double[][] acceleration = new double[3][registers.session.bodies()];
    registers.session.acceleration(clock.time, registers.value(0), registers.scratch());
    registers.session.read(registers.scratch(), acceleration);
    return FirstStep.length(control, begin, acceleration);
  }

  private void save(double time) {
    registers.read(0, 0, state.position());
    registers.read(1, 0, state.velocity());
    observer.save(saved++, time, state, List.of());
  }
}
