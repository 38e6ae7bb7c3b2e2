// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.List;

/**
 * An integration method as two programs over registers: one that begins and one that makes a step.
 *
 * <p>The state of a method is a list of vectors, the first two of which are position and velocity;
 * others are carried from step to step (the acceleration, or a second copy of the state).
 *
 * @param start makes the state from position and velocity; sees the step length, makes no step
 * @param startUsesStep whether the state so made depends on the step length
 * @param step makes the next state, then the error estimates: position, velocity, and perhaps the
 *     same of a coarser estimate
 * @param carriedForce which element of the state is an acceleration made by the last force
 *     evaluation, or a negative number
 * @param carriedForceAt which element of the state is the position of that evaluation
 */
record Scheme(
    Program start, boolean startUsesStep, Program step, int carriedForce, int carriedForceAt) {

  /** A method that carries nothing made by a force evaluation. */
  static Scheme withoutCarriedForce(Program start, boolean startUsesStep, Program step) {
    return new Scheme(start, startUsesStep, step, -1, -1);
  }

  /** The number of vectors in the state. */
  int size() {
    return start.outputs().size();
  }

  /** The program of a step without error estimates. */
  Program plainStep() {
    return step.retaining(size());
  }

  /** The number of vectors of error estimates: 0, 2, or 4. */
  int errors() {
    return step.outputs().size() - size();
  }

  /** Force evaluations in a step without error estimates. */
  int forcesPerStep() {
    return (int) plainStep().ops().stream().filter(Op.Force.class::isInstance).count();
  }

  /** Makes the carried acceleration anew from the position where it belongs. */
  Program refresh() {
    Program.Builder builder = new Program.Builder(size());
    List<Integer> outputs = new ArrayList<>();
    for (int j = 0; j < size(); j++) {
      outputs.add(j == carriedForce ? builder.force(carriedForceAt, 0) : j);
    }
    return builder.build(outputs);
  }

  /** The elements of the state that are accelerations. */
  List<Integer> forceElements() {
    return carriedForce < 0 ? List.of() : List.of(carriedForce);
  }
}
