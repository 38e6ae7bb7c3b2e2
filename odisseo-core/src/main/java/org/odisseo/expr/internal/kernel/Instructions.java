// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the bytecode of one method and hands out its local variables. */
final class Instructions {
  private final MethodVisitor code;
  private int nextLocal;

  Instructions(MethodVisitor code, int firstLocal) {
    this.code = code;
    this.nextLocal = firstLocal;
  }

  void instruction(int opcode) {
    code.visitInsn(opcode);
  }

  void load(int opcode, int local) {
    code.visitVarInsn(opcode, local);
  }

  void call(int opcode, String owner, String name, String descriptor) {
    code.visitMethodInsn(opcode, owner, name, descriptor, false);
  }

  void jump(int opcode, Label target) {
    code.visitJumpInsn(opcode, target);
  }

  void label(Label label) {
    code.visitLabel(label);
  }

  void increment(int local) {
    code.visitIincInsn(local, 1);
  }

  void end() {
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Pops the value on the stack into a new variable; the opcode is that of the store. */
  int store(int opcode) {
    int local = nextLocal;
    nextLocal += opcode == Opcodes.DSTORE ? 2 : 1;
    code.visitVarInsn(opcode, local);
    return local;
  }

  void storeTo(int local) {
    code.visitVarInsn(Opcodes.DSTORE, local);
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
      code.visitInsn(Opcodes.DCONST_0);
    } else if (value == 1) {
      code.visitInsn(Opcodes.DCONST_1);
    } else {
      code.visitLdcInsn(value);
    }
  }

  void push(int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
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
