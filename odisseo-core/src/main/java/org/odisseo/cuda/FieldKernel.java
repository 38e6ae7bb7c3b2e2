// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.engine.FieldFormulas.Kind;
import org.odisseo.expr.Expr;
import org.odisseo.expr.HostNumbers;

/**
 * One formula of a field as a kernel, which also adds up what the pairs have found.
 *
 * @param source of the kernel {@code field}; its slots from {@link #FIRST} on are the inputs and
 *     the outputs in their order
 * @param inputs what these inputs are
 * @param numbers what the host calculates for it
 */
record FieldKernel(String source, List<Kind> inputs, HostNumbers numbers) {

  // What the slots before the inputs hold, see field.cu.
  static final int BODIES = 0;
  static final int SOURCES = 1;
  static final int STRIDE = 2;
  static final int PARTIAL_SUMS = 3;
  static final int CHUNKS_OF_SOURCES = 4;
  static final int CHUNKS_OF_OTHERS = 5;
  static final int ROWS = 6;
  static final int NUMBERS = 7;
  static final int TOTALS = 8;
  static final int VECTORS_OF_PAIRS = 9;
  static final int OPERATIONS = 10;
  static final int TIME_RATE = 11;
  static final int SOFTENINGS = 12;
  static final int GRAVITATIONAL_CONSTANT = 13;

  /** The slot of the first input. */
  static final int FIRST = 14;

  /** What some slots hold where the pairs are in the same kernel, see few.cu. */
  static final class Few {

    static final int MASSES = PARTIAL_SUMS;
    static final int PART = CHUNKS_OF_SOURCES;
    static final int SAME = ROWS;
    static final int POSITIONS = TOTALS;

    /** Threads that have one body together. */
    static final int TEAM = 32;

    private Few() {}
  }

  /** The kernel of a formula, for the partial sums of pairs. */
  static FieldKernel of(FieldFormulas.Formula formula) {
    CudaWriter writer = new CudaWriter(formula.expressions(), formula.shared());
    begin(writer, "THREAD", "i >= INT(BODIES)");
    evaluate(writer, formula, "pair_vector(s, %d, i, %s);");
    writer.line("add_pair_totals(s, i);");
    return ended(writer, formula, "", "KERNEL(field)", "");
  }

  /** The kernel of a formula for the acceleration, which attracts pairs too. */
  static FieldKernel withPairs(FieldFormulas.Formula formula) {
    CudaWriter writer = new CudaWriter(formula.expressions(), formula.shared());
    begin(writer, "BODY", "i >= INT(BODIES) || MEMBER > 0");
    evaluate(writer, formula, "team_vector(found, %2$s);");
    return ended(
        writer,
        formula,
        CudaKernels.text("pair.cu") + CudaKernels.text("few.cu"),
        "DEVICE void rest(SLOTS, const real *found)",
        "\nKERNEL_IN_TWO(field, attractions, rest, 3 * THREADS_OF_BLOCK)\n");
  }

  private static void begin(CudaWriter writer, String body, String idle) {
    writer.line("const int i = " + body + ", stride = INT(STRIDE);");
    writer.line("if (" + idle + ") {");
    writer.line("  return;");
    writer.line("}");
  }

  /**
   * What was written as a function, with operations on bodies at its end.
   *
   * @param before text that it needs beside that of all fields
   * @param after text that follows it
   */
  private static FieldKernel ended(
      CudaWriter writer,
      FieldFormulas.Formula formula,
      String before,
      String function,
      String after) {
    writer.line("bodywise(s, INT(OPERATIONS), stride, i);");
    String source =
        CudaKernels.text("bodywise.cu")
            + CudaKernels.text("field.cu")
            + before
            + writer.definitions()
            + "\n"
            + function
            + " {\n"
            + writer.code()
            + "}\n"
            + after;
    return new FieldKernel(source, formula.inputs(), writer.numbers());
  }

  /**
   * What a thread does with its body.
   *
   * @param pairs how it gets what the pairs have found for a vector, from its number and a name
   */
  private static void evaluate(CudaWriter writer, FieldFormulas.Formula formula, String pairs) {
    writer.line("const real *numbers = REALS(NUMBERS);");
    int slot = 0;
    int variable = 0;
    for (Kind kind : formula.inputs()) {
      for (int row = 0; row < kind.size(); row++) {
        String name = "input" + variable;
        String value = kind == Kind.VECTOR ? element(slot, row) : "R(NUMBER(FIRST + " + slot + "))";
        writer.line(writer.assignment(name, value));
        writer.define(formula.perBody().get(variable++), name);
      }
      slot++;
    }
    List<String> results = new ArrayList<>();
    for (Expr output : formula.expressions()) {
      results.add(writer.operand(output));
    }
    settle(writer, results);
    int next = 0;
    int vectors = 0;
    int parameters = Totals.FIRST_PARAMETER;
    int times = 0;
    for (Kind kind : formula.outputs()) {
      if (kind == Kind.VECTOR) {
        boolean withPairs = vectors < 2;
        String name = "pairs" + vectors;
        if (withPairs) {
          writer.line("real " + name + "[3];");
          writer.line(pairs.formatted(vectors, name));
        }
        for (int row = 0; row < 3; row++) {
          String sum = withPairs ? " + " + name + "[" + row + "]" : "";
          writer.line(element(slot, row) + " = " + results.get(next++) + sum + ";");
        }
        vectors++;
        slot++;
      } else {
        boolean time = kind == Kind.TIME;
        int row = time ? times++ : parameters++;
        String value = (time ? "NUMBER(TIME_RATE) * " : "") + results.get(next++);
        writer.line("add(s, " + row + ", i, " + value + ");");
      }
    }
  }

  /** What is not finite of the derivatives in the center of a cusp, where there are none. */
  private static void settle(CudaWriter writer, List<String> results) {
    if (results.size() > Kind.VECTOR.size()) {
      String position = "input0 == 0 && input1 == 0 && input2 == 0";
      String acceleration = String.join(" == 0 && ", results.subList(0, 3)) + " == 0";
      writer.line("const int center = " + position + " && " + acceleration + ";");
      for (int k = Kind.VECTOR.size(); k < results.size(); k++) {
        results.set(k, "settled(center, " + results.get(k) + ")");
      }
    }
  }

  private static String element(int slot, int row) {
    return "REALS(FIRST + " + slot + ")[" + row + " * stride + i]";
  }
}
