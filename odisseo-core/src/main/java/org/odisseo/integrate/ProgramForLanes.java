// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.stream.DoubleStream;
import org.odisseo.engine.IndependentBodies;

/** A program of linear combinations and forces, run for bodies with steps of their own. */
final class ProgramForLanes {

  private final Compiled compiled;
  private final IndependentBodies bodies;
  private final double[][] coefficients;
  private final double[] forceTimes;

  ProgramForLanes(Compiled compiled, IndependentBodies bodies, int lanes) {
    this.compiled = compiled;
    this.bodies = bodies;
    this.coefficients =
        compiled.code().stream().map(ProgramForLanes::coefficients).toArray(double[][]::new);
    this.forceTimes = new double[lanes];
  }

  private static double[] coefficients(Compiled.Instruction instruction) {
    if (instruction.op() instanceof Op.Combine combine) {
      return combine.terms().stream()
          .map(Term::coefficient)
          .flatMapToDouble(c -> DoubleStream.of(c.c0(), c.c1(), c.c2()))
          .toArray();
    }
    return new double[0];
  }

  /** The register of each output. */
  int[] outputs() {
    return compiled.outputs();
  }

  /** Runs the program for the first {@code count} bodies. */
  void run(double[][][] vectors, double[] times, double[] steps, int count) {
    for (int k = 0; k < coefficients.length; k++) {
      Compiled.Instruction instruction = compiled.code().get(k);
      int target = instruction.target();
      int[] operands = instruction.operands();
      if (instruction.op() instanceof Op.Combine) {
        bodies.combine(vectors, target, operands, coefficients[k], steps, count);
      } else if (instruction.op() instanceof Op.Force force) {
        for (int i = 0; i < count; i++) {
          forceTimes[i] = times[i] + force.offset() * steps[i];
        }
        bodies.acceleration(forceTimes, vectors[operands[0]], vectors[target], count);
      } else {
        throw new IllegalStateException("no way to run " + instruction.op() + " for many bodies");
      }
    }
  }
}
