// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/** One formula of a field on vectors of three rows. */
final class FieldProgram {

  private final PyTorch.Program program;
  private final List<Expr> hostExpressions;
  private final List<Variable> shared;

  private FieldProgram(PyTorch.Program program, List<Expr> hostExpressions, List<Variable> shared) {
    this.program = program;
    this.hostExpressions = hostExpressions;
    this.shared = shared;
  }

  /**
   * A program for a formula.
   *
   * @param inputs what its arrays are, in order: v for the three rows of a vector, t for a time
   * @param outputs what it gives: v for the three rows of a vector, s for what is to be summed over
   *     the bodies
   */
  static FieldProgram of(FieldFormulas.Formula formula, String inputs, String outputs) {
    ScriptWriter.Script script =
        ScriptWriter.write(formula.outputs(), formula.perBody(), Set.copyOf(formula.shared()));
    String source = script.forward() + "\n" + vectors(inputs, outputs);
    return new FieldProgram(
        PyTorch.Program.of(TorchScript.source("special.py") + source),
        script.numbers(),
        formula.shared());
  }

  /** The method that takes vectors apart, calls the formula, and puts vectors together. */
  private static String vectors(String inputs, String outputs) {
    List<String> code = new ArrayList<>();
    code.add(
        "def field(self: __torch__.Program, v: List[Tensor], t: List[float], b: List[Tensor])"
            + " -> List[Tensor]:");
    code.add("  a = annotate(List[Tensor], [])");
    int vectors = 0;
    int times = 0;
    for (String kind : inputs.split("")) {
      if (kind.equals("v")) {
        for (int row = 0; row < 3; row++) {
          code.add("  a.append(v[" + vectors + "][" + row + "])");
        }
        vectors++;
      } else {
        code.add("  a.append(torch.new_full(v[0], annotate(List[int], []), t[" + times++ + "]))");
      }
    }
    code.add("  o = self.forward(a, b)");
    code.addAll(gather(outputs));
    return String.join("\n", code) + "\n";
  }

  private static List<String> gather(String outputs) {
    List<String> code = new ArrayList<>();
    code.add("  out = annotate(List[Tensor], [])");
    code.add("  sums = annotate(List[Tensor], [])");
    int next = 0;
    for (String kind : outputs.split("")) {
      if (kind.equals("v")) {
        code.add(
            "  out.append(torch.stack([o[%d], o[%d], o[%d]]))".formatted(next, next + 1, next + 2));
        next += 3;
      } else {
        code.add("  sums.append(torch.sum(o[" + next++ + "], dtype=7))");
      }
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
    Map<String, Double> named = new HashMap<>();
    for (int i = 0; i < shared.size(); i++) {
      named.put(shared.get(i).name(), values[i]);
    }
    return HostNumbers.evaluate(hostExpressions, named, host);
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
