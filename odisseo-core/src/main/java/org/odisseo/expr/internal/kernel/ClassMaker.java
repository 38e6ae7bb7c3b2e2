// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the hidden class that holds the stages of a plan. */
final class ClassMaker {
  private final ClassWriter writer =
      new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
  private final Plan plan;
  private final Layout layout;
  private final int block;
  private final String name;

  private ClassMaker(Plan plan, Layout layout, int block, String name) {
    this.plan = plan;
    this.layout = layout;
    this.block = block;
    this.name = name;
  }

  /**
   * Makes the code of a plan.
   *
   * @param lookup a class in whose package the hidden class is to be, so that it may call what that
   *     class may
   * @return an instance of the layout's interface
   */
  static Object make(Plan plan, Layout layout, int block, MethodHandles.Lookup lookup) {
    String name = lookup.lookupClass().getPackageName().replace('.', '/') + "/CompiledExpression";
    byte[] bytes = new ClassMaker(plan, layout, block, name).bytes();
    try {
      return lookup
          .defineHiddenClass(bytes, true)
          .lookupClass()
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the code of a compiled expression cannot be loaded", e);
    }
  }

  private byte[] bytes() {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V17, access, name, null, "java/lang/Object", new String[] {layout.type});
    constructor();
    String run = "(I" + layout.parameters + ")V";
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", run, null, null);
    if (plan.stages.size() == 1) {
      new Emitter(code, plan, plan.stages.get(0), layout, 2, block).method();
    } else {
      dispatch(code);
      for (int s = 0; s < plan.stages.size(); s++) {
        int flags = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        MethodVisitor stage =
            writer.visitMethod(flags, "stage" + s, "(" + layout.parameters + ")V", null, null);
        new Emitter(stage, plan, plan.stages.get(s), layout, 0, block).method();
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void constructor() {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void dispatch(MethodVisitor code) {
    int count = plan.stages.size();
    Label[] labels = new Label[count];
    for (int s = 0; s < count; s++) {
      labels[s] = new Label();
    }
    Label end = new Label();
    code.visitCode();
    code.visitVarInsn(Opcodes.ILOAD, 1);
    if (count > 0) {
      code.visitTableSwitchInsn(0, count - 1, end, labels);
    }
    for (int s = 0; s < count; s++) {
      code.visitLabel(labels[s]);
      for (int parameter = 0; parameter < layout.parameterCount(); parameter++) {
        code.visitVarInsn(parameter < Layout.FROM ? Opcodes.ALOAD : Opcodes.ILOAD, 2 + parameter);
      }
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, name, "stage" + s, "(" + layout.parameters + ")V", false);
      code.visitInsn(Opcodes.RETURN);
    }
    code.visitLabel(end);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
