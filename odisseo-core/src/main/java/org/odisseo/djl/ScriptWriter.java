// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.odisseo.expr.Expr;
import org.odisseo.expr.ProgramWriter;
import org.odisseo.expr.Variable;

/**
 * Writes expressions as a TorchScript program on arrays.
 *
 * <p>The program takes the arrays, and a list of numbers: the values of those sub-expressions that
 * depend on no array, which the {@link Script} lists and the host evaluates.
 */
final class ScriptWriter extends ProgramWriter {

  /** The broadcast of all arrays; gives constants their type, device and shape. */
  static final String TEMPLATE = "template";

  private final List<Variable> arrays;
  private final OperationWriter operations = new OperationWriter(this);

  private ScriptWriter(List<Expr> outputs, List<Variable> arrays, Set<Variable> hostVariables) {
    super(outputs, hostVariables);
    this.arrays = arrays;
  }

  /**
   * The program for some outputs.
   *
   * @param outputs what it calculates
   * @param arrays variables that are arrays, in the order of the program's first argument
   * @param numbers variables that are numbers
   */
  static Script write(List<Expr> outputs, List<Variable> arrays, Set<Variable> numbers) {
    ScriptWriter writer = new ScriptWriter(outputs, arrays, numbers);
    String forward = writer.forward(outputs);
    return new Script(forward, writer.numbers());
  }

  /**
   * A program.
   *
   * @param forward its source
   * @param numbers what the host evaluates for its second argument
   */
  record Script(String forward, List<Expr> numbers) {}

  private String forward(List<Expr> outputs) {
    line("numbers = annotate(List[float], b[0].tolist())");
    line(TEMPLATE + " = (torch.broadcast_tensors(a))[0]");
    for (int i = 0; i < arrays.size(); i++) {
      define(arrays.get(i), "a[" + i + "]");
    }
    List<String> results = new ArrayList<>();
    for (Expr output : outputs) {
      String whole = "torch.expand_as(" + tensor(output) + ", " + TEMPLATE + ")";
      results.add(assign("torch.contiguous(" + whole + ")"));
    }
    line("return [" + String.join(", ", results) + "]");
    return "def forward(self: __torch__.Program, a: List[Tensor], b: List[Tensor]) -> List[Tensor]:\n"
        + code();
  }

  /** A tensor that stands for a node; a number becomes one without axes. */
  String tensor(Expr node) {
    return isNumber(node) ? scalarTensor(number(node)) : operand(node);
  }

  /** A tensor without axes, of the type and on the device of the arrays. */
  private String scalarTensor(String number) {
    return assign("torch.new_full(" + TEMPLATE + ", annotate(List[int], []), " + number + ")");
  }

  @Override
  protected String operation(Expr node) {
    return operations.write(node);
  }

  @Override
  protected String literal(double value) {
    return literalOf(value);
  }

  static String literalOf(double value) {
    String text = Double.toString(value);
    return value < 0 ? "(" + text + ")" : text;
  }

  @Override
  protected String hostNumber(int index) {
    return "numbers[" + index + "]";
  }

  @Override
  protected String assignment(String name, String value) {
    return name + " = " + value;
  }

  @Override
  protected String plus(String left, double factor, String right) {
    if (left.isEmpty()) {
      return factor == -1
          ? "torch.neg(" + right + ")"
          : "torch.mul(" + right + ", " + literal(factor) + ")";
    }
    String alpha = factor == 1 ? "" : ", alpha=" + literal(factor);
    return "torch.add(" + left + ", " + right + alpha + ")";
  }

  @Override
  protected String times(String left, String right) {
    return "torch.mul(" + left + ", " + right + ")";
  }

  @Override
  protected String over(String above, boolean aboveIsNumber, String below) {
    String reciprocal = "torch.reciprocal(" + below + ")";
    if (above.isEmpty()) {
      return reciprocal;
    }
    return aboveIsNumber ? times(reciprocal, above) : "torch.div(" + above + ", " + below + ")";
  }

  @Override
  protected String power(String base, String exponent) {
    return "torch.pow(" + base + ", " + exponent + ")";
  }

  @Override
  protected String squareRoot(String value) {
    return "torch.sqrt(" + value + ")";
  }
}
