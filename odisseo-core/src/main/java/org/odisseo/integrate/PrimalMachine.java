// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.odisseo.engine.Session;

/** Runs programs on values alone. */
final class PrimalMachine<V> implements SweepMachine<V> {

  private final Registers<V> registers;
  private final Session<V> session;
  private final RecordBook<V> book = new RecordBook<>();
  private final double[] endTime = new double[1];
  private final double[] scalars = new double[2];
  private Clock clock = new Clock();

  PrimalMachine(Session<V> session, Integrator integrator) {
    this.registers = new Registers<>(session, integrator.registers(), 0);
    this.session = session;
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
  public double[] endTime() {
    return endTime;
  }

  @Override
  public void tick(Clock newClock) {
    clock = newClock;
  }

  @Override
  public void combine(int target, int[] operands, double[] coefficients, double[] rates) {
    session.combine(registers.vectors, target, operands, coefficients);
  }

  @Override
  public void force(int target, int x, double offset) {
    session.acceleration(clock.at(offset), registers.value(x), registers.value(target));
  }

  @Override
  public void forceAdjoint(int target, int x, int cotangent, int weight, double offset) {
    double t = clock.at(offset);
    if (weight >= 0) {
      V a = registers.scratch();
      session.adjointAndAcceleration(
          t, registers.value(x), registers.value(cotangent), registers.value(target), a, scalars);
      endTime[0] += session.dot(registers.value(weight), a);
    } else {
      session.adjoint(
          t, registers.value(x), registers.value(cotangent), registers.value(target), scalars);
      if (weight == Op.ForceAdjoint.PROPORTIONAL) {
        endTime[0] += clock.stepRate / clock.step * scalars[1];
      }
    }
    endTime[0] += scalars[0] * clock.rateAt(offset);
  }

  @Override
  public void dot(int weight, int value) {
    endTime[0] += session.dot(registers.value(weight), registers.value(value));
  }

  @Override
  public void keep(int place, int register) {
    book.put(place, registers.value(register));
  }

  @Override
  public void load(int register, int place) {
    book.get(place, registers.value(register));
  }

  @Override
  public void arrange(int[] order) {
    registers.arrange(order);
  }
}
