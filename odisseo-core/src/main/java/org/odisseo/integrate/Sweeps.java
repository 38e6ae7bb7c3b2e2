// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;
import org.odisseo.engine.IndependentBodies;
import org.odisseo.engine.Session;

/** The sweeps through a run that a simulation is made of. */
public final class Sweeps {

  private Sweeps() {}

  /** A run forward in steps that are given. */
  public static <V> Ending forward(
      Integrator integrator,
      Steps steps,
      Session<V> session,
      HostState start,
      SweepObserver observer) {
    SweepMachine<V> machine = primal(integrator, session);
    return run(integrator, steps, machine, List.of(start), 0, observer);
  }

  /**
   * A run forward whose steps are chosen by error control, landing on the ends of the spans.
   *
   * @param grid the spans; their numbers of steps do not count
   */
  public static <V> Ending adaptive(
      Integrator integrator,
      StepSize.Adaptive control,
      TimeGrid grid,
      Session<V> session,
      HostState start,
      SweepObserver observer) {
    return new AdaptiveSweep<>(integrator, control, grid, session, observer).run(start);
  }

  /**
   * Runs forward of one body each whose steps are chosen by error control, side by side. The same
   * as {@link #adaptive} for each, to the last bit.
   *
   * @param starts where each body starts
   * @param observers one for each body
   * @param lanes how many bodies are under way at a time, for which {@code bodies} must have room
   */
  public static List<Ending> independent(
      Integrator integrator,
      StepSize.Adaptive control,
      TimeGrid grid,
      IndependentBodies bodies,
      List<HostState> starts,
      List<? extends SweepObserver> observers,
      int lanes) {
    return new IndependentSweep(integrator, control, grid, bodies, lanes).run(starts, observers);
  }

  /**
   * A run forward with tangents.
   *
   * @param start the state at the start and its tangents along each direction
   * @param endTimeTangents the tangents of the end time, one per direction
   * @param horizon the step before which nothing is followed; 0 to follow everything
   */
  public static <V> Ending tangent(
      Integrator integrator,
      Steps steps,
      Session<V> session,
      List<HostState> start,
      double[] endTimeTangents,
      int horizon,
      SweepObserver observer) {
    SweepMachine<V> machine = new DualMachine<>(session, integrator, endTimeTangents);
    return run(integrator, steps, machine, start, horizon, observer);
  }

  private static <V> Ending run(
      Integrator integrator,
      Steps steps,
      SweepMachine<V> machine,
      List<HostState> start,
      int horizon,
      SweepObserver observer) {
    Registers<V> registers = machine.registers();
    Sweep<V> sweep = new Sweep<>(integrator, steps, machine, Sweep.prologue(integrator, registers));
    GuardedAdvance<V> guarded =
        new GuardedAdvance<>(registers, steps, integrator.scheme().size(), observer);
    Outcome outcome =
        new Approach<>(integrator, steps, machine, sweep, start, horizon).run(guarded);
    if (outcome == null) {
      outcome = guarded.advance(horizon, steps.count(), sweep::advance);
    }
    if (outcome == null) {
      return Ending.completed(steps);
    }
    return new Ending(outcome, steps.first(outcome.steps()));
  }

  /**
   * A run that can be gone back through.
   *
   * @param horizon the step before which nothing is followed; 0 to follow everything
   * @param memoryLimit bound on the memory for records and checkpoints, in bytes
   */
  public static <V> Tape<V> tape(
      Integrator integrator,
      Steps steps,
      Session<V> session,
      HostState start,
      int horizon,
      long memoryLimit) {
    return new Tape<>(
        integrator,
        steps,
        primal(integrator, session),
        primal(integrator, session),
        List.of(start),
        horizon,
        memoryLimit);
  }

  /** A run with tangents that can be gone back through; see {@link #tape}. */
  public static <V> Tape<V> dualTape(
      Integrator integrator,
      Steps steps,
      Session<V> session,
      List<HostState> start,
      double endTimeTangent,
      int horizon,
      long memoryLimit) {
    return new Tape<>(
        integrator,
        steps,
        dual(integrator, session, endTimeTangent),
        dual(integrator, session, endTimeTangent),
        start,
        horizon,
        memoryLimit);
  }

  private static <V> SweepMachine<V> primal(Integrator integrator, Session<V> session) {
    return new PrimalMachine<>(session, integrator);
  }

  private static <V> SweepMachine<V> dual(
      Integrator integrator, Session<V> session, double endTimeTangent) {
    return new DualMachine<>(session, integrator, new double[] {endTimeTangent});
  }
}
