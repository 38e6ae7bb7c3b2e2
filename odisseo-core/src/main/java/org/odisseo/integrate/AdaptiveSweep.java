// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Session;
import org.odisseo.engine.StepError;

/**
 * A run whose steps are chosen by error control: a step is tried, its error estimated, and it is
 * accepted or tried again shorter. The next length follows from the last two errors (a PI
 * controller), which avoids the sawtooth of one alone.
 *
 * @source Hairer, Norsett and Wanner 1993, II.4; Gustafsson 1991, doi:10.1145/210232.210242
 */
final class AdaptiveSweep<V> {

  private static final double SAFETY = 0.9;
  private static final double MOST_SHRINKING = 0.2;
  private static final double MOST_GROWING = 10;
  private static final double SHRINKING_IF_NOT_FINITE = 0.1;

  private final StepSize.Adaptive control;
  private final Registers<V> registers;
  private final PrimalMachine<V> machine;
  private final Executable start;
  private final Executable trial;
  private final StepError error;
  private final double exponent;
  private final double memoryExponent;
  private final SweepObserver observer;
  private final TimeGrid grid;
  private final StepLog log;
  private final Clock clock = new Clock();
  private final HostState state;
  private int tries;
  private int saved;
  private int finishedSpans;
  private double length;
  private double lastError = 1e-4;
  private boolean finite = true;

  AdaptiveSweep(
      Integrator integrator,
      StepSize.Adaptive control,
      TimeGrid grid,
      Session<V> session,
      SweepObserver observer) {
    this.control = control;
    this.grid = grid;
    this.observer = observer;
    this.machine = new PrimalMachine<>(session, integrator);
    this.registers = machine.registers();
    this.start = new Executable(integrator.code().start());
    Compiled compiled = integrator.code().trial();
    this.trial = new Executable(compiled);
    this.error = stepError(compiled.outputs(), integrator.scheme(), control);
    double power = 1.0 / (integrator.errorOrder() + 1);
    this.memoryExponent = 0.2 * power;
    this.exponent = power - 0.75 * memoryExponent;
    this.log = new StepLog(grid.spans(), grid.savesStart());
    this.state = HostState.zero(session.bodies());
  }

  private static StepError stepError(int[] outputs, Scheme scheme, StepSize.Adaptive control) {
    int size = scheme.size();
    int[] coarse =
        scheme.errors() > 2 ? new int[] {outputs[size + 2], outputs[size + 3]} : new int[0];
    return new StepError(
        new int[] {0, 1},
        new int[] {outputs[0], outputs[1]},
        new int[] {outputs[size], outputs[size + 1]},
        coarse,
        control.relative(),
        new double[] {control.absolutePosition(), control.absoluteVelocity()});
  }

  Ending run(HostState begin) {
    registers.write(0, 0, begin.position());
    registers.write(1, 0, begin.velocity());
    TimeGrid.Span first = grid.spans().get(0);
    clock.time = first.begin();
    if (grid.savesStart()) {
      save(clock.time);
    }
    start.run(machine, clock);
    length = control.firstStep();
    if (length == 0) {
      length = new FirstStep<>(registers, control).length(first.begin());
    }
    for (int s = 0; s < grid.spans().size(); s++) {
      finishedSpans = s;
      Outcome outcome = run(s);
      if (outcome != null) {
        return stop(outcome);
      }
    }
    return new Ending(new Outcome.Completed(log.count(), clock.time), log);
  }

  private Ending stop(Outcome outcome) {
    boolean savedBefore =
        log.count() == 0 ? grid.savesStart() : log.savedAfter(log.count() - 1) >= 0;
    if (!savedBefore) {
      save(outcome.time());
    }
    return new Ending(outcome, log.first(log.count()));
  }

  private @Nullable Outcome run(int s) {
    TimeGrid.Span span = grid.spans().get(s);
    double sign = span.end() < span.begin() ? -1 : 1;
    boolean rejected = false;
    while (true) {
      double left = Math.abs(span.end() - clock.time);
      // A step that would leave a sliver is stretched or halved.
      boolean last = length >= left * (1 - 1e-10);
      double h = last ? left : length > left / 2 ? left / 2 : length;
      Outcome outcome = check(h, last, span);
      if (outcome != null) {
        return outcome;
      }
      clock.step = last ? span.end() - clock.time : sign * h;
      trial.execute(machine, clock);
      double size = registers.session.errorNorm(registers.vectors, error);
      tries++;
      if (size <= 1) {
        accept(s, last, span.end());
        double grown = h * factor(size, rejected);
        // A step cut short by the end of a span says nothing against a longer one.
        length = last ? Math.max(length, grown) : grown;
        lastError = Math.max(size, 1e-4);
        rejected = false;
        if (last) {
          return null;
        }
      } else {
        length = h * shrinking(size);
        rejected = true;
        finite = size < Double.POSITIVE_INFINITY;
      }
    }
  }

  private void accept(int s, boolean last, double end) {
    trial.arrange(machine);
    log.add(clock.time, clock.step, s, last);
    clock.time = last ? end : clock.time + clock.step;
    if (log.savedAfter(log.count() - 1) >= 0) {
      save(clock.time);
    }
  }

  private @Nullable Outcome check(double h, boolean last, TimeGrid.Span span) {
    double whole = Math.abs(span.end() - span.begin());
    double done = whole == 0 ? 1 : Math.abs(clock.time - span.begin()) / whole;
    double fraction = (finishedSpans + done) / grid.spans().size();
    if (!observer.proceed(Math.min(1, fraction))) {
      return new Outcome.Cancelled(log.count(), clock.time);
    }
    if (tries >= control.mostSteps()) {
      return new Outcome.StepLimit(log.count(), clock.time);
    }
    double smallest = Math.max(control.smallestStep(), 4 * Math.ulp(clock.time));
    if (!last && h < smallest) {
      if (!finite) {
        return new Outcome.NonFinite(log.count(), clock.time);
      }
      return new Outcome.StepTooSmall(log.count(), clock.time, h);
    }
    return null;
  }

  private double factor(double size, boolean rejected) {
    double best = SAFETY * Math.pow(size, -exponent) * Math.pow(lastError, memoryExponent);
    double most = rejected ? 1 : MOST_GROWING;
    return Math.max(MOST_SHRINKING, Math.min(most, best));
  }

  private double shrinking(double size) {
    if (!(size < Double.POSITIVE_INFINITY)) {
      return SHRINKING_IF_NOT_FINITE;
    }
    return Math.max(MOST_SHRINKING, SAFETY * Math.pow(size, -exponent));
  }

  private void save(double time) {
    registers.read(0, 0, state.position());
    registers.read(1, 0, state.velocity());
    observer.save(saved++, time, state, List.of());
  }
}
