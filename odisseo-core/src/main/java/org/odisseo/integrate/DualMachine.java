// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.odisseo.engine.Session;

/**
 * Runs programs on dual numbers, values with tangents. Forward programs so give tangents of a run,
 * along several directions that share the evaluation of the forces and their first derivatives; and
 * with one direction reverse programs give tangents of gradients, which are Hessian-vector
 * products.
 */
final class DualMachine<V> implements SweepMachine<V> {

  private static final int MOST_OPERANDS = 6;

  private final Registers<V> registers;
  private final Session<V> session;
  private final V[] vectors;
  private final V accelerationTangent;
  private final RecordBook<V> book = new RecordBook<>();
  private final double[] endTimeTangents;
  private final double[] timeTangents;
  private final int[][] moved = new int[MOST_OPERANDS + 1][];
  private Clock clock = new Clock();

  /**
   * A machine.
   *
   * @param endTimeTangents the tangents of the end time of the run, one per direction
   */
  DualMachine(Session<V> session, Integrator integrator, double[] endTimeTangents) {
    this.registers = new Registers<>(session, integrator.registers(), endTimeTangents.length);
    this.session = session;
    this.vectors = registers.vectors;
    this.accelerationTangent = session.tangentVectors(1)[0];
    this.endTimeTangents = endTimeTangents;
    this.timeTangents = new double[endTimeTangents.length];
    for (int count = 0; count < moved.length; count++) {
      moved[count] = new int[count];
    }
  }

  @Override
  public Registers<V> registers() {
    return registers;
  }

  @Override
  public RecordBook<V> book() {
    return book;
  }

  @Override
  public void tick(Clock newClock) {
    clock = newClock;
  }

  /** The tangents first: the value may overwrite an operand. */
  @Override
  public void combine(int target, int[] operands, double[] coefficients, double[] rates) {
    int tangent = registers.tangentIndex(target);
    int[] tangents = moved[operands.length];
    for (int k = 0; k < tangents.length; k++) {
      tangents[k] = registers.tangentIndex(operands[k]);
    }
    session.combine(vectors, tangent, tangents, coefficients);
    for (int k = 0; k < operands.length; k++) {
      for (int direction = 0; rates[k] != 0 && direction < endTimeTangents.length; direction++) {
        double factor = rates[k] * endTimeTangents[direction];
        if (factor != 0) {
          addToTangent(tangent, direction, factor, operands[k]);
        }
      }
    }
    session.combine(vectors, target, operands, coefficients);
  }

  private void addToTangent(int tangent, int direction, double factor, int operand) {
    if (endTimeTangents.length == 1) {
      session.combine(vectors, tangent, new int[] {tangent, operand}, new double[] {1, factor});
    } else {
      session.addToTangent(vectors[tangent], direction, factor, registers.value(operand));
    }
  }

  @Override
  public void force(int target, int x, double offset) {
    moveTime(offset);
    session.tangents(
        clock.at(offset),
        timeTangents,
        registers.value(x),
        registers.tangent(x),
        registers.value(target),
        registers.tangent(target));
  }

  private void moveTime(double offset) {
    for (int k = 0; k < timeTangents.length; k++) {
      timeTangents[k] = clock.rateAt(offset) * endTimeTangents[k];
    }
  }

  @Override
  public void forceAdjoint(int target, int x, int cotangent, int weight, double offset) {
    moveTime(offset);
    V a = registers.scratch();
    session.adjointTangent(
        clock.at(offset),
        clock.rateAt(offset),
        timeTangents[0],
        registers.value(x),
        registers.tangent(x),
        registers.value(cotangent),
        registers.tangent(cotangent),
        registers.value(target),
        registers.tangent(target),
        a,
        accelerationTangent);
    if (weight >= 0) {
      count(weight, a, accelerationTangent);
    }
  }

  @Override
  public void dot(int weight, int value) {
    count(weight, registers.value(value), registers.tangent(value));
  }

  private void count(int weight, V value, V valueTangent) {
    session.addDot(0, 1, registers.value(weight), value);
    session.addDot(1, 1, registers.tangent(weight), value);
    session.addDot(1, 1, registers.value(weight), valueTangent);
  }

  @Override
  public void keep(int place, int register) {
    book.put(2 * place, registers.value(register));
    book.put(2 * place + 1, registers.tangent(register));
  }

  @Override
  public void load(int register, int place) {
    book.get(2 * place, registers.value(register));
    book.get(2 * place + 1, registers.tangent(register));
  }

  @Override
  public void arrange(int[] order) {
    registers.arrange(order);
  }
}
