// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.odisseo.engine.Session;

/**
 * Runs programs forward on values with tangents along several directions. All directions share the
 * evaluation of the forces and their first derivatives.
 */
final class TangentMachine<V> implements SweepMachine<V> {

  private static final int MOST_OPERANDS = 6;

  private final Registers<V> registers;
  private final Session<V> session;
  private final V[] vectors;
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
  TangentMachine(Session<V> session, Integrator integrator, double[] endTimeTangents) {
    this.registers = new Registers<>(session, integrator.registers(), endTimeTangents.length);
    this.session = session;
    this.vectors = registers.vectors;
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
          session.addToTangent(vectors[tangent], direction, factor, registers.value(operands[k]));
        }
      }
    }
    session.combine(vectors, target, operands, coefficients);
  }

  @Override
  public void force(int target, int x, double offset) {
    for (int k = 0; k < timeTangents.length; k++) {
      timeTangents[k] = clock.rateAt(offset) * endTimeTangents[k];
    }
    session.tangents(
        clock.at(offset),
        timeTangents,
        registers.value(x),
        registers.tangent(x),
        registers.value(target),
        registers.tangent(target));
  }

  @Override
  public void forceAdjoint(int target, int x, int cotangent, int weight, double offset) {
    throw new UnsupportedOperationException("several tangents are followed forward alone");
  }

  @Override
  public void dot(int weight, int value) {
    throw new UnsupportedOperationException("several tangents are followed forward alone");
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
