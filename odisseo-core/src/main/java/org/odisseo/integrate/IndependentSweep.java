// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.IndependentBodies;
import org.odisseo.engine.StepError;

/**
 * Runs of one body each, with steps chosen by error control, many side by side: every trial is one
 * pass over the bodies that are under way, each with its own step, and a body that has arrived
 * makes room for the next. So the field is evaluated for many bodies at once, and the way from one
 * operation to the next is gone once for all.
 *
 * <p>Steps and states are those of {@link AdaptiveSweep} for each body alone, to the last bit.
 */
final class IndependentSweep {

  private final Integrator integrator;
  private final StepSize.Adaptive control;
  private final TimeGrid grid;
  private final IndependentBodies bodies;
  private final int lanes;
  private final ProgramForLanes start;
  private final ProgramForLanes trial;
  private final StepError error;
  private final int stateSize;
  private final double[][][] vectors;
  private final double[][][] fresh;
  private final double[] times;
  private final double[] steps;
  private final double[] sizes;
  private final double[] moved;
  private final Lane[] under;
  private int count;

  /**
   * A sweep.
   *
   * @param lanes how many bodies are under way at a time
   */
  IndependentSweep(
      Integrator integrator,
      StepSize.Adaptive control,
      TimeGrid grid,
      IndependentBodies bodies,
      int lanes) {
    this.integrator = integrator;
    this.control = control;
    this.grid = grid;
    this.bodies = bodies;
    this.lanes = lanes;
    this.start = new ProgramForLanes(integrator.code().start(), bodies, lanes);
    this.trial = new ProgramForLanes(integrator.code().trial(), bodies, lanes);
    this.error = AdaptiveSweep.stepError(integrator, control);
    this.stateSize = integrator.scheme().size();
    this.vectors = new double[integrator.registers()][3][lanes];
    this.fresh = new double[integrator.registers()][3][1];
    this.times = new double[lanes];
    this.steps = new double[lanes];
    this.sizes = new double[lanes];
    this.moved = new double[3 * stateSize];
    this.under = new Lane[lanes];
  }

  /** One body under way. */
  private static final class Lane {
    final int number;
    final SweepObserver observer;
    final StepController controller;
    int saved;

    Lane(int number, SweepObserver observer, StepController controller) {
      this.number = number;
      this.observer = observer;
      this.controller = controller;
    }
  }

  /** Runs all bodies, each with its observer. */
  List<Ending> run(List<HostState> starts, List<? extends SweepObserver> observers) {
    @Nullable Ending[] endings = new Ending[starts.size()];
    int next = 0;
    while (next < starts.size() || count > 0) {
      while (count < lanes && next < starts.size()) {
        begin(count++, next, starts.get(next), observers.get(next));
        next++;
      }
      propose(endings);
      trial.run(vectors, times, steps, count);
      bodies.errorNorms(vectors, error, sizes, count);
      for (int i = 0; i < count; i++) {
        judge(i);
      }
    }
    List<Ending> all = new ArrayList<>();
    for (Ending ending : endings) {
      if (ending == null) {
        throw new IllegalStateException("a body was left out");
      }
      all.add(ending);
    }
    return all;
  }

  /** Makes the state of a body in a register file of its own, and takes it into a lane. */
  private void begin(int i, int number, HostState state, SweepObserver observer) {
    StepController controller = new StepController(integrator, control, grid, observer);
    Lane lane = new Lane(number, observer, controller);
    under[i] = lane;
    for (int row = 0; row < 3; row++) {
      fresh[0][row][0] = state.position()[row][0];
      fresh[1][row][0] = state.velocity()[row][0];
    }
    times[i] = controller.clock().time;
    double[] time = {times[i]};
    if (control.firstStep() == 0) {
      double[][] acceleration = new double[3][1];
      bodies.acceleration(time, fresh[0], acceleration, 1);
      controller.begin(FirstStep.length(control, state, acceleration));
    } else {
      controller.begin(control.firstStep());
    }
    start.run(fresh, time, new double[1], 1);
    int[] outputs = start.outputs();
    for (int r = 0; r < stateSize; r++) {
      for (int row = 0; row < 3; row++) {
        vectors[r][row][i] = fresh[outputs[r]][row][0];
      }
    }
    if (controller.savesNow()) {
      save(i);
    }
  }

  /** Proposes steps; takes out those that have ended. */
  private void propose(@Nullable Ending[] endings) {
    for (int i = 0; i < count; ) {
      Lane lane = under[i];
      if (lane.controller.propose()) {
        times[i] = lane.controller.clock().time;
        steps[i] = lane.controller.clock().step;
        i++;
      } else {
        if (!lane.controller.savesNow()) {
          save(i);
        }
        endings[lane.number] = lane.controller.ending();
        remove(i);
      }
    }
  }

  /** Puts the last lane in the place of one. */
  private void remove(int i) {
    count--;
    under[i] = under[count];
    for (int r = 0; r < stateSize; r++) {
      for (int row = 0; row < 3; row++) {
        vectors[r][row][i] = vectors[r][row][count];
      }
    }
  }

  private void judge(int i) {
    Lane lane = under[i];
    if (lane.controller.accepts(sizes[i])) {
      takeOver(i);
      if (lane.controller.savesNow()) {
        save(i);
      }
    }
  }

  /** Copies the outputs of the trial, all before any is overwritten. */
  private void takeOver(int i) {
    int[] outputs = trial.outputs();
    for (int r = 0; r < stateSize; r++) {
      for (int row = 0; row < 3; row++) {
        moved[3 * r + row] = vectors[outputs[r]][row][i];
      }
    }
    for (int r = 0; r < stateSize; r++) {
      for (int row = 0; row < 3; row++) {
        vectors[r][row][i] = moved[3 * r + row];
      }
    }
  }

  private void save(int i) {
    Lane lane = under[i];
    HostState state = HostState.zero(1);
    for (int row = 0; row < 3; row++) {
      state.position()[row][0] = vectors[0][row][i];
      state.velocity()[row][0] = vectors[1][row][i];
    }
    lane.observer.save(lane.saved++, lane.controller.clock().time, state, List.of());
  }
}
