// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.odisseo.engine.FieldCache;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.engine.FieldFormulas.Kind;
import org.odisseo.engine.FieldPrograms;
import org.odisseo.field.ExternalField;

/**
 * One formula of a field on vectors of three rows. It takes vectors, times, and the numbers that
 * the host has calculated from the parameters; it gives vectors, and last a row of sums over the
 * bodies if there are any.
 */
final class FieldProgram {

  private static final int MOST_FIELDS = 32;

  private static final FieldCache<FieldPrograms<FieldProgram>> KNOWN =
      new FieldCache<>(MOST_FIELDS, field -> new FieldPrograms<>(field, FieldProgram::new));

  /** Where the position and the acceleration are zero. */
  private static final List<String> CENTER =
      List.of(
          "  both = torch.stack([a[0], a[1], a[2], o[0], o[1], o[2]])",
          "  center = torch.all(torch.eq(both, 0), 0)");

  /** What is not finite of derivatives in the center of a cusp, where there are none, is zero. */
  private static final String SETTLED =
      "  d = torch.masked_fill(d, torch.mul(center, torch.ne(torch.sub(d, d), 0)), 0)";

  private final ScriptWriter.Script script;
  private final PyTorch.Program program;

  private FieldProgram(FieldFormulas.Formula formula) {
    script = ScriptWriter.write(formula.expressions(), formula.perBody(), formula.shared());
    program = PyTorch.Program.of(script.methods() + "\n" + vectors(formula));
  }

  /** The programs of a field. */
  static FieldPrograms<FieldProgram> all(ExternalField field) {
    return KNOWN.of(field);
  }

  /** The method that takes vectors apart, calls the formula, and puts vectors together. */
  private static String vectors(FieldFormulas.Formula formula) {
    List<String> code = new ArrayList<>();
    code.add(
        "def field(self: __torch__.Program, v: List[Tensor], t: List[float], b: List[Tensor])"
            + " -> List[Tensor]:");
    code.add("  a = annotate(List[Tensor], [])");
    int vectors = 0;
    int times = 0;
    for (Kind kind : formula.inputs()) {
      if (kind == Kind.VECTOR) {
        for (int row = 0; row < 3; row++) {
          code.add("  a.append(v[" + vectors + "][" + row + "])");
        }
        vectors++;
      } else {
        code.add("  a.append(torch.new_full(v[0], annotate(List[int], []), t[" + times++ + "]))");
      }
    }
    code.add("  o = self.forward(a, b)");
    if (formula.expressions().size() > Kind.VECTOR.size()) {
      code.addAll(CENTER);
    }
    code.addAll(gather(formula.outputs()));
    return String.join("\n", code) + "\n";
  }

  private static List<String> gather(List<Kind> outputs) {
    List<String> code = new ArrayList<>();
    code.add("  out = annotate(List[Tensor], [])");
    code.add("  sums = annotate(List[Tensor], [])");
    int next = 0;
    for (Kind kind : outputs) {
      code.add(
          kind == Kind.VECTOR
              ? "  d = torch.stack([o[%d], o[%d], o[%d]])".formatted(next, next + 1, next + 2)
              : "  d = o[" + next + "]");
      if (next > 0) {
        code.add(SETTLED);
      }
      code.add(kind == Kind.VECTOR ? "  out.append(d)" : "  sums.append(torch.sum(d, dtype=7))");
      next += kind.size();
    }
    code.add("  if len(sums) > 0:");
    code.add("    out.append(torch.stack(sums))");
    code.add("  return out");
    return code;
  }

  /**
   * The numbers that depend on G and the parameters alone, for {@link #run}.
   *
   * @param host a manager of host memory, which is to own them
   * @param values the values of G, the parameters, and perhaps the tangents of the parameters;
   *     those that the formula does not have are left out
   */
  NDList numbers(NDManager host, double[] values) {
    return script.numbers(host, values);
  }

  /**
   * Runs the program.
   *
   * @param manager where the results are to live
   * @param numbers from {@link #numbers}
   * @param times as many as the program takes
   */
  NDList run(NDManager manager, NDList vectors, double[] times, NDList numbers) {
    return program.infer(manager, "field", vectors, times, numbers);
  }
}
