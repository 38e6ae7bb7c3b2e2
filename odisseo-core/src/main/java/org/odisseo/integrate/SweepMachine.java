// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/** A machine with its registers, its record and what it has found about the end time. */
interface SweepMachine<V> extends Machine {

  Registers<V> registers();

  RecordBook<V> book();

  /**
   * The derivative with respect to the end time so far and, in a run with tangents, its tangent.
   */
  double[] endTime();
}
