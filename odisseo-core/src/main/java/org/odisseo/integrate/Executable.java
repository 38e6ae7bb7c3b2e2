// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;

/**
 * A compiled program bound to one run: its coefficients are computed when the step length changes.
 */
final class Executable {

  private final List<Compiled.Instruction> source;
  private final Compiled.Instruction[] code;
  private final double[][] coefficients;
  private final double[][] rates;

  /** For each coefficient its three numbers as a polynomial in the step. */
  private final double[][] polynomials;

  private final boolean[] hasRateTerms;
  private final int[] order;
  private final boolean inOrder;
  private double step = Double.NaN;
  private double stepRate = Double.NaN;

  Executable(Compiled compiled) {
    source = compiled.code();
    code = source.toArray(Compiled.Instruction[]::new);
    coefficients = new double[code.length][];
    rates = new double[code.length][];
    polynomials = new double[code.length][];
    hasRateTerms = new boolean[code.length];
    for (int i = 0; i < code.length; i++) {
      coefficients[i] = new double[code[i].operands().length];
      rates[i] = new double[code[i].operands().length];
      polynomials[i] = new double[3 * code[i].operands().length];
      if (code[i].op() instanceof Op.Combine combine) {
        flatten(combine.terms(), i);
      }
    }
    order = compiled.order();
    inOrder = compiled.inOrder();
  }

  /** Runs the program and brings its outputs to the first registers. */
  void run(Machine machine, Clock clock) {
    execute(machine, clock);
    arrange(machine);
  }

  /** Brings the outputs to the first registers. */
  void arrange(Machine machine) {
    if (!inOrder) {
      machine.arrange(order);
    }
  }

  /** Runs the program and leaves its outputs where they are. */
  void execute(Machine machine, Clock clock) {
    machine.tick(clock);
    if (clock.step != step || clock.stepRate != stepRate) {
      prepare(clock);
    }
    for (int i = 0; i < code.length; i++) {
      Compiled.Instruction instruction = code[i];
      Op op = instruction.op();
      int[] operands = instruction.operands();
      if (op instanceof Op.Combine) {
        machine.combine(instruction.target(), operands, coefficients[i], rates[i]);
      } else if (op instanceof Op.Force force) {
        machine.force(instruction.target(), operands[0], force.offset());
      } else {
        executeReverse(machine, instruction, op, operands);
      }
    }
  }

  private static void executeReverse(
      Machine machine, Compiled.Instruction instruction, Op op, int[] operands) {
    if (op instanceof Op.ForceAdjoint force) {
      int weight = operands.length > 2 ? operands[2] : force.weight();
      machine.forceAdjoint(instruction.target(), operands[0], operands[1], weight, force.offset());
    } else if (op instanceof Op.Keep keep) {
      machine.keep(keep.place(), operands[0]);
    } else if (op instanceof Op.Load load) {
      machine.load(instruction.target(), load.place());
    } else {
      machine.dot(operands[0], operands[1]);
    }
  }

  private void flatten(List<Term> terms, int i) {
    for (int k = 0; k < terms.size(); k++) {
      Polynomial polynomial = terms.get(k).coefficient();
      polynomials[i][3 * k] = polynomial.c0();
      polynomials[i][3 * k + 1] = polynomial.c1();
      polynomials[i][3 * k + 2] = polynomial.c2();
      hasRateTerms[i] |= terms.get(k).rate();
    }
  }

  /** Under error control this happens at every step. */
  private void prepare(Clock clock) {
    step = clock.step;
    boolean moves = clock.stepRate != 0 || stepRate != 0;
    stepRate = clock.stepRate;
    for (int i = 0; i < code.length; i++) {
      if (hasRateTerms[i] || moves) {
        prepareRates(i);
      } else {
        double[] c = polynomials[i];
        double[] values = coefficients[i];
        for (int k = 0; k < values.length; k++) {
          values[k] = Polynomial.at(c[3 * k], c[3 * k + 1], c[3 * k + 2], step);
        }
      }
    }
  }

  private void prepareRates(int i) {
    if (code[i].op() instanceof Op.Combine combine) {
      for (int k = 0; k < coefficients[i].length; k++) {
        Term term = combine.terms().get(k);
        Polynomial polynomial = term.coefficient();
        double slope = polynomial.slope(step) * stepRate;
        coefficients[i][k] = term.rate() ? slope : polynomial.at(step);
        rates[i][k] = term.rate() ? polynomial.curvature() * stepRate * stepRate : slope;
      }
    }
  }
}
