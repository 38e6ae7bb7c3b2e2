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
 * the carried acceleration if there is one and the step depends on the end time.
 */
final class Adjoint {

  private final Program program;
  private final boolean timed;
  private final List<Integer> kept;
  private final Set<Integer> forceValues = new HashSet<>();
  private final Map<Integer, List<Term>> cotangents = new HashMap<>();
  private final Map<Integer, List<Term>> weights = new HashMap<>();
  private final Map<Integer, Integer> loaded = new HashMap<>();
  private final Program.Builder builder;

  private Adjoint(Program program, List<Integer> forceInputs, int inputs, boolean timed) {
    this.program = program;
    this.timed = timed;
    this.kept = kept(program, forceInputs);
    this.builder = new Program.Builder(inputs);
    forceValues.addAll(forceValues(program, forceInputs));
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
   * @param timed whether the step length depends on the end time
   */
  static Program of(
      Program program, List<Integer> forceInputs, List<Integer> forceOutputs, boolean timed) {
    int outputs = program.outputs().size();
    int inputs = outputs + (timed ? forceOutputs.size() : 0);
    Adjoint adjoint = new Adjoint(program, forceInputs, inputs, timed);
    for (int j = 0; j < outputs; j++) {
      adjoint.add(adjoint.cotangents, program.outputs().get(j), Term.of(j));
    }
    for (int k = 0; timed && k < forceOutputs.size(); k++) {
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
      if (timed) {
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
      if (timed && term.coefficient().dependsOnStep()) {
        add(weights, term.value(), new Term(cotangent, term.coefficient(), true));
      }
    }
  }

  private void reverse(Op.Force force) {
    if (!cotangents.containsKey(force.target())) {
      return;
    }
    int cotangent = sum(cotangents, force.target());
    int weight = weights.containsKey(force.target()) ? sum(weights, force.target()) : -1;
    int x = load(force.x());
    int pulled = builder.forceAdjoint(x, cotangent, weight, force.offset());
    add(cotangents, force.x(), Term.of(pulled));
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
