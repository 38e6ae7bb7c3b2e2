// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that sweeps run, compiled once per method. A program that keeps a record computes the
 * same values in the same order as the one that does not, so the two agree to the last bit.
 *
 * @param start makes the state
 * @param startKeeping the same, with a record
 * @param step makes a step
 * @param stepKeeping the same, with a record
 * @param trial makes a step and its error estimates and leaves the state before it untouched
 * @param refreshKeeping makes the carried acceleration anew, with a record
 * @param startAdjoint the reverses of {@code start}, without and with the derivative with respect
 *     to the end time
 * @param stepAdjoint the same of {@code step}
 * @param refreshAdjoint the same of the refresh
 * @param startRecord number of values in the record of {@code start}
 * @param stepRecord number of values in the record of {@code step}
 * @param refreshRecord number of values in the record of the refresh
 * @param proportional whether {@link Adjoint.Timing#PROPORTIONAL} can serve for equal steps
 */
record SchemeCode(
    Compiled start,
    Compiled startKeeping,
    Compiled step,
    Compiled stepKeeping,
    Compiled trial,
    Compiled refreshKeeping,
    Map<Adjoint.Timing, Compiled> startAdjoint,
    Map<Adjoint.Timing, Compiled> stepAdjoint,
    Map<Adjoint.Timing, Compiled> refreshAdjoint,
    int startRecord,
    int stepRecord,
    int refreshRecord,
    boolean proportional) {

  static SchemeCode of(Scheme scheme) {
    Program start = scheme.start();
    Program step = scheme.plainStep();
    Program refresh = scheme.refresh();
    List<Integer> forces = scheme.forceElements();
    List<Integer> startKept = Adjoint.kept(start, List.of());
    List<Integer> stepKept = Adjoint.kept(step, forces);
    List<Integer> refreshKept = Adjoint.kept(refresh, forces);
    return new SchemeCode(
        compile(start),
        compile(start.keeping(startKept)),
        compile(step),
        compile(step.keeping(stepKept)),
        RegisterAllocation.compile(scheme.step(), true),
        compile(refresh.keeping(refreshKept)),
        adjoints(start, List.of(), forces),
        adjoints(step, forces, forces),
        adjoints(refresh, forces, forces),
        startKept.size(),
        stepKept.size(),
        refreshKept.size(),
        Adjoint.isProportional(step, forces) && !scheme.startUsesStep());
  }

  private static Map<Adjoint.Timing, Compiled> adjoints(
      Program program, List<Integer> forceInputs, List<Integer> forceOutputs) {
    Map<Adjoint.Timing, Compiled> reverses = new EnumMap<>(Adjoint.Timing.class);
    for (Adjoint.Timing timing : Adjoint.Timing.values()) {
      reverses.put(timing, compile(Adjoint.of(program, forceInputs, forceOutputs, timing)));
    }
    return reverses;
  }

  private static Compiled compile(Program program) {
    return RegisterAllocation.compile(program, false);
  }

  /** The number of registers that every sweep can do with. */
  int registers() {
    Stream<Compiled> forward =
        Stream.of(start, startKeeping, step, stepKeeping, trial, refreshKeeping);
    Stream<Compiled> reverse =
        Stream.of(startAdjoint, stepAdjoint, refreshAdjoint).flatMap(map -> map.values().stream());
    return Stream.concat(forward, reverse).mapToInt(Compiled::registers).max().orElse(0);
  }
}
