// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/** A machine with its registers and its record. */
interface SweepMachine<V> extends Machine {

  Registers<V> registers();

  RecordBook<V> book();
}
