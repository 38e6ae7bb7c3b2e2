// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.Arrays;
import org.odisseo.engine.Session;

/**
 * Runs programs on dual numbers, values with tangents. Forward programs so give tangents of a run,
 * and reverse programs give tangents of gradients, which are Hessian-vector products.
 */
final class DualMachine<V> implements SweepMachine<V> {

  private final Registers<V> registers;
  private final Session<V> session;
  private final V[] vectors;
  private final V accelerationTangent;
  private final RecordBook<V> book = new RecordBook<>();
  private final double endTimeTangent;
  private Clock clock = new Clock();

  /**
   * A machine.
   *
   * @param endTimeTangent the tangent of the end time of the run
   */
  DualMachine(Session<V> session, Integrator integrator, double endTimeTangent) {
    this.registers = new Registers<>(session, integrator.registers(), 1);
    this.session = session;
    this.vectors = registers.vectors;
    this.accelerationTangent = session.vectors(1)[0];
    this.endTimeTangent = endTimeTangent;
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

  /** The tangent first: the value may overwrite an operand. */
  @Override
  public void combine(int target, int[] operands, double[] coefficients, double[] rates) {
    int tangent = registers.tangentIndex(target);
    int[] tangents = Arrays.copyOf(operands, operands.length);
    for (int k = 0; k < tangents.length; k++) {
      tangents[k] = registers.tangentIndex(operands[k]);
    }
    session.combine(vectors, tangent, tangents, coefficients);
    for (int k = 0; k < operands.length; k++) {
      double coefficient = rates[k] * endTimeTangent;
      if (coefficient != 0) {
        session.combine(
            vectors, tangent, new int[] {tangent, operands[k]}, new double[] {1, coefficient});
      }
    }
    session.combine(vectors, target, operands, coefficients);
  }

  @Override
  public void force(int target, int x, double offset) {
    session.tangent(
        clock.at(offset),
        clock.rateAt(offset) * endTimeTangent,
        registers.value(x),
        registers.tangent(x),
        registers.value(target),
        registers.tangent(target));
  }

  @Override
  public void forceAdjoint(int target, int x, int cotangent, int weight, double offset) {
    V a = registers.scratch();
    session.adjointTangent(
        clock.at(offset),
        clock.rateAt(offset),
        clock.rateAt(offset) * endTimeTangent,
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
