// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.odisseo.engine.Session;

/** Runs programs on values alone. */
final class PrimalMachine<V> implements SweepMachine<V> {

  private final Registers<V> registers;
  private final Session<V> session;
  private final RecordBook<V> book = new RecordBook<>();
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
    double timeRate = clock.rateAt(offset);
    V at = registers.value(x);
    V aBar = registers.value(cotangent);
    V xBar = registers.value(target);
    if (weight >= 0) {
      V a = registers.scratch();
      session.adjointAndAcceleration(t, timeRate, at, aBar, xBar, a);
      session.addDot(0, 1, registers.value(weight), a);
    } else {
      boolean proportional = weight == Op.ForceAdjoint.PROPORTIONAL;
      double productRate = proportional ? clock.stepRate / clock.step : 0;
      session.adjoint(t, timeRate, productRate, at, aBar, xBar);
    }
  }

  @Override
  public void dot(int weight, int value) {
    session.addDot(0, 1, registers.value(weight), registers.value(value));
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
