// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/** What runs the operations of a program: registers of vectors, numbered from zero. */
interface Machine {

  /** Sets the clock for the operations that follow. */
  void tick(Clock clock);

  /**
   * Sets a register to a linear combination.
   *
   * @param rates derivatives of the coefficients along the end time
   */
  void combine(int target, int[] operands, double[] coefficients, double[] rates);

  /** Sets a register to the acceleration at the positions in another. */
  void force(int target, int x, double offset);

  /** Reverse of a force evaluation; for negative weights see {@link Op.ForceAdjoint}. */
  void forceAdjoint(int target, int x, int cotangent, int weight, double offset);

  /** Counts a product towards the derivative with respect to the end time. */
  void dot(int weight, int value);

  /** Copies a register into the place of the record that is being written. */
  void keep(int place, int register);

  /** Copies a place of the record that is being read into a register. */
  void load(int register, int place);

  /** Renumbers the registers: what was number {@code order[i]} becomes number i. */
  void arrange(int[] order);
}
