// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reverse of a program: from cotangents of its outputs the cotangents of its inputs, and the
 * derivative with respect to the end time.
 *
 * <p>Linear combinations need no values to be reversed. A force evaluation needs the position at
 * which it was made; and where the step length depends on the end time, each value that is
 * multiplied by a function of h is needed. Those values are {@link #kept}, except accelerations:
 * their reverse computes them anew at no cost, so in place of the acceleration {@code a} its weight
 * {@code w} in the derivative with respect to the end time is handed back until {@code a} is at
 * hand.
 *
 * <p>Inputs and outputs of the reverse are the cotangents of the state, followed by the weight of
 * the carried acceleration if there is one and the timing is general.
 */
final class Adjoint {

  /** How the step length depends on the end time. */
  enum Timing {
    /** Not at all. */
    NONE,
    /**
     * It does, and all accelerations that the step uses are multiplied by numbers times h, with the
     * same h in this step and the next: their weights are their cotangents times dh/dT / h.
     */
    PROPORTIONAL,
    /** It does. */
    GENERAL
  }

  private final Program program;
  private final Timing timing;
  private final List<Integer> kept;
  private final Set<Integer> forceValues = new HashSet<>();
  private final Map<Integer, List<Term>> cotangents = new HashMap<>();
  private final Map<Integer, List<Term>> weights = new HashMap<>();
  private final Map<Integer, Integer> loaded = new HashMap<>();
  private final Program.Builder builder;

  private Adjoint(Program program, List<Integer> forceInputs, int inputs, Timing timing) {
    this.program = program;
    this.timing = timing;
    this.kept = kept(program, forceInputs);
    this.builder = new Program.Builder(inputs);
    forceValues.addAll(forceValues(program, forceInputs));
  }

  /** Whether accelerations are only ever multiplied by numbers times h. */
  static boolean isProportional(Program program, List<Integer> forceInputs) {
    Collection<Integer> forces = forceValues(program, forceInputs);
    for (Op op : program.ops()) {
      if (op instanceof Op.Combine combine) {
        for (Term term : combine.terms()) {
          Polynomial c = term.coefficient();
          if (forces.contains(term.value()) && (c.c0() != 0 || c.c2() != 0)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** The values of a program that its reverse needs, in the order of its record. */
  static List<Integer> kept(Program program, List<Integer> forceInputs) {
    Collection<Integer> forces = forceValues(program, forceInputs);
    Set<Integer> needed = new LinkedHashSet<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.Force force) {
        needed.add(force.x());
      } else if (op instanceof Op.Combine combine) {
        for (Term term : combine.terms()) {
          if (term.coefficient().dependsOnStep() && !forces.contains(term.value())) {
            needed.add(term.value());
          }
        }
      }
    }
    return List.copyOf(needed);
  }

  private static Collection<Integer> forceValues(Program program, List<Integer> forceInputs) {
    Set<Integer> forces = new HashSet<>(forceInputs);
    for (Op op : program.ops()) {
      if (op instanceof Op.Force) {
        forces.add(op.target());
      }
    }
    return forces;
  }

  /**
   * The reverse of a program.
   *
   * @param program without error estimates
   * @param forceInputs the inputs that are accelerations
   * @param forceOutputs the positions among the outputs that are accelerations
   * @param timing how the step length depends on the end time
   */
  static Program of(
      Program program, List<Integer> forceInputs, List<Integer> forceOutputs, Timing timing) {
    int outputs = program.outputs().size();
    boolean weighted = timing == Timing.GENERAL;
    int inputs = outputs + (weighted ? forceOutputs.size() : 0);
    Adjoint adjoint = new Adjoint(program, forceInputs, inputs, timing);
    for (int j = 0; j < outputs; j++) {
      adjoint.add(adjoint.cotangents, program.outputs().get(j), Term.of(j));
    }
    for (int k = 0; weighted && k < forceOutputs.size(); k++) {
      int value = program.outputs().get(forceOutputs.get(k));
      adjoint.add(adjoint.weights, value, Term.of(outputs + k));
    }
    return adjoint.reverse(forceInputs);
  }

  private Program reverse(List<Integer> forceInputs) {
    for (int i = program.ops().size() - 1; i >= 0; i--) {
      Op op = program.ops().get(i);
      if (op instanceof Op.Combine combine) {
        reverse(combine);
      } else if (op instanceof Op.Force force) {
        reverse(force);
      } else {
        throw new IllegalStateException("no reverse of " + op);
      }
    }
    List<Integer> outputs = new ArrayList<>();
    for (int j = 0; j < program.inputs(); j++) {
      weigh(j);
      outputs.add(sum(cotangents, j));
    }
    for (int j : forceInputs) {
      if (timing == Timing.GENERAL) {
        outputs.add(sum(weights, j));
      }
    }
    return builder.build(outputs);
  }

  private void reverse(Op.Combine combine) {
    weigh(combine.target());
    if (!cotangents.containsKey(combine.target())) {
      return;
    }
    int cotangent = sum(cotangents, combine.target());
    for (Term term : combine.terms()) {
      add(cotangents, term.value(), Term.of(cotangent, term.coefficient()));
      if (term.coefficient().dependsOnStep() && needsWeight(term.value())) {
        add(weights, term.value(), new Term(cotangent, term.coefficient(), true));
      }
    }
  }

  private void reverse(Op.Force force) {
    if (!cotangents.containsKey(force.target())) {
      return;
    }
    int cotangent = sum(cotangents, force.target());
    int weight =
        weights.containsKey(force.target())
            ? sum(weights, force.target())
            : timing == Timing.PROPORTIONAL
                ? Op.ForceAdjoint.PROPORTIONAL
                : Op.ForceAdjoint.NO_WEIGHT;
    int x = load(force.x());
    int pulled = builder.forceAdjoint(x, cotangent, weight, force.offset());
    add(cotangents, force.x(), Term.of(pulled));
  }

  private boolean needsWeight(int value) {
    return timing == Timing.GENERAL
        || (timing == Timing.PROPORTIONAL && !forceValues.contains(value));
  }

  /** Counts the weight of a value that is not an acceleration. */
  private void weigh(int value) {
    if (weights.containsKey(value) && !forceValues.contains(value)) {
      builder.dot(sum(weights, value), load(value));
    }
  }

  private int load(int value) {
    return loaded.computeIfAbsent(value, v -> builder.load(kept.indexOf(v)));
  }

  private void add(Map<Integer, List<Term>> sums, int value, Term term) {
    sums.computeIfAbsent(value, v -> new ArrayList<>()).add(term);
  }

  private int sum(Map<Integer, List<Term>> sums, int value) {
    return builder.combine(sums.getOrDefault(value, List.of()));
  }
}
