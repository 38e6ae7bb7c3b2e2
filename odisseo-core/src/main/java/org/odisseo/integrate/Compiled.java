// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;

/**
 * A program whose values have been given registers. Inputs are in the first registers when it
 * begins; when it has been run and {@link #order} applied, outputs are.
 *
 * @param code the instructions
 * @param registers how many registers are used
 * @param outputs the register of each output at the end
 * @param order the renumbering that brings the outputs to the front, as long as {@code registers}
 */
record Compiled(List<Instruction> code, int registers, int[] outputs, int[] order) {

  /**
   * One instruction.
   *
   * @param op the operation, with its numbers of values
   * @param target register that is set, or a negative number
   * @param operands registers that are read
   */
  record Instruction(Op op, int target, int[] operands) {}

  /** Whether the outputs end in the first registers without renumbering. */
  boolean inOrder() {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }
}
