// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Gives the values of a program few registers: a value's register is free again after its last use,
 * and a linear combination may overwrite an operand that is not used any more.
 */
final class RegisterAllocation {

  private static final int FOREVER = Integer.MAX_VALUE;

  private final Program program;
  private final int[] lastUse;
  private final int[] register;
  private final BitSet taken = new BitSet();
  private int registers;

  private RegisterAllocation(Program program, boolean inputsSurvive) {
    this.program = program;
    int values = program.inputs() + program.ops().size();
    lastUse = new int[values];
    register = new int[values];
    Arrays.fill(lastUse, -1);
    Arrays.fill(register, -1);
    for (int i = 0; i < program.ops().size(); i++) {
      for (int operand : program.ops().get(i).operands()) {
        lastUse[operand] = i;
      }
    }
    for (int output : program.outputs()) {
      lastUse[output] = FOREVER;
    }
    for (int j = 0; j < program.inputs(); j++) {
      register[j] = j;
      taken.set(j);
      lastUse[j] = inputsSurvive ? FOREVER : lastUse[j];
    }
    registers = program.inputs();
  }

  /**
   * Compiles a program.
   *
   * @param inputsSurvive whether the inputs must be unchanged at the end
   */
  static Compiled compile(Program program, boolean inputsSurvive) {
    return new RegisterAllocation(program, inputsSurvive).compile();
  }

  private Compiled compile() {
    for (int j = 0; j < program.inputs(); j++) {
      if (lastUse[j] < 0) {
        taken.clear(j);
      }
    }
    List<Compiled.Instruction> code = new ArrayList<>();
    for (int i = 0; i < program.ops().size(); i++) {
      code.add(place(i, program.ops().get(i)));
    }
    int[] outputs = program.outputs().stream().mapToInt(v -> register[v]).toArray();
    registers = Math.max(registers, outputs.length);
    return new Compiled(List.copyOf(code), registers, outputs, order(outputs));
  }

  private Compiled.Instruction place(int i, Op op) {
    int[] operands = op.operands().stream().mapToInt(v -> register[v]).toArray();
    if (op.inPlace()) {
      release(i, op);
    }
    int target = -1;
    if (op.target() >= 0) {
      target = choose(op.target());
      register[op.target()] = target;
      taken.set(target);
      registers = Math.max(registers, target + 1);
      if (lastUse[op.target()] < 0) {
        taken.clear(target);
      }
    }
    if (!op.inPlace()) {
      release(i, op);
    }
    return new Compiled.Instruction(op, target, operands);
  }

  private void release(int i, Op op) {
    for (int operand : op.operands()) {
      if (lastUse[operand] == i) {
        taken.clear(register[operand]);
      }
    }
  }

  /** The register where an output belongs if it is free, else the first free one. */
  private int choose(int value) {
    int place = program.outputs().indexOf(value);
    return place >= 0 && !taken.get(place) ? place : taken.nextClearBit(0);
  }

  private int[] order(int[] outputs) {
    LinkedHashSet<Integer> order = new LinkedHashSet<>();
    for (int output : outputs) {
      order.add(output);
    }
    for (int r = 0; r < registers; r++) {
      order.add(r);
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
