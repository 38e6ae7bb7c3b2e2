// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the bytecode of one method and hands out its local variables. */
final class Instructions {
  private final MethodVisitor code;
  private int nextLocal;
  private int bytes;

  Instructions(MethodVisitor code, int firstLocal) {
    this.code = code;
    this.nextLocal = firstLocal;
  }

  /** Bytes of code written so far. */
  int bytes() {
    return bytes;
  }

  void instruction(int opcode) {
    bytes += 1;
    code.visitInsn(opcode);
  }

  void load(int opcode, int local) {
    variable(opcode, local);
  }

  private void variable(int opcode, int local) {
    bytes += local < 4 ? 1 : local < 256 ? 2 : 4;
    code.visitVarInsn(opcode, local);
  }

  void call(int opcode, String owner, String name, String descriptor) {
    bytes += 3;
    code.visitMethodInsn(opcode, owner, name, descriptor, false);
  }

  void jump(int opcode, Label target) {
    bytes += 3;
    code.visitJumpInsn(opcode, target);
  }

  void label(Label label) {
    code.visitLabel(label);
  }

  void increment(int local) {
    bytes += local < 256 ? 3 : 6;
    code.visitIincInsn(local, 1);
  }

  void end() {
    instruction(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Pops the value on the stack into a new variable; the opcode is that of the store. */
  int store(int opcode) {
    int local = nextLocal;
    nextLocal += opcode == Opcodes.DSTORE ? 2 : 1;
    variable(opcode, local);
    return local;
  }

  void storeTo(int local) {
    variable(Opcodes.DSTORE, local);
  }

  /** The first variable that is free. */
  int mark() {
    return nextLocal;
  }

  /** Frees all variables from one on. */
  void release(int mark) {
    nextLocal = mark;
  }

  void push(double value) {
    if (Double.doubleToRawLongBits(value) == 0) {
      instruction(Opcodes.DCONST_0);
    } else if (value == 1) {
      instruction(Opcodes.DCONST_1);
    } else {
      bytes += 3;
      code.visitLdcInsn(value);
    }
  }

  void push(int value) {
    if (value >= -1 && value <= 5) {
      instruction(Opcodes.ICONST_0 + value);
      return;
    }
    bytes += 3;
    if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  /** Pushes an element of the array in a variable. */
  void element(int array, int index, int opcode) {
    load(Opcodes.ALOAD, array);
    push(index);
    instruction(opcode);
  }
}
