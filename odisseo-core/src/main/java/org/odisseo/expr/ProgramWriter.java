// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions as the text of a program, each distinct node once and after its operands. What
 * sums, functions and loops look like is for the language of the program to say.
 *
 * <p>Sub-expressions that depend on numbers alone, which are the same for all points, are not
 * written: the host evaluates them and gives them to the program, see {@link #numbers()}.
 */
public abstract class ProgramWriter {

  /**
   * The quadrature for {@link Fn#LOG_RATIO}: its integrand has no singularity nearer than 1/3 of
   * the range, so this is exact to rounding.
   */
  protected static final GaussLegendre LOG_RATIO_RULE = GaussLegendre.ofOrder(20);

  /** One step of indentation. */
  protected static final String INDENT = "  ";

  private static final double LARGEST_CHAIN = 4;

  private final Set<Variable> hostVariables;
  private final FreeVariables free;
  private final BoundScopes scopes;
  private final Map<Expr, String> numbers = new LinkedHashMap<>();
  private final StringBuilder code = new StringBuilder();
  private Frame frame = new Frame(null, null);
  private String indent = INDENT;
  private int names;

  /**
   * A program for some outputs.
   *
   * @param outputs what it is to calculate
   * @param hostVariables variables that are numbers, each once
   */
  protected ProgramWriter(List<Expr> outputs, List<Variable> hostVariables) {
    this.hostVariables = new LinkedHashSet<>(hostVariables);
    this.free = FreeVariables.ofAll(outputs);
    this.scopes = new BoundScopes(free);
  }

  /** The text of a constant. */
  protected abstract String literal(double value);

  /** The text of one of the numbers that the host calculates. */
  protected abstract String hostNumber(int index);

  /** A line that gives a value a name. */
  protected abstract String assignment(String name, String value);

  /** The text of left + factor * right, or of factor * right where left is empty. */
  protected abstract String plus(String left, double factor, String right);

  /** The text of a product; of the two at most the second is a number. */
  protected abstract String times(String left, String right);

  /**
   * The text of a quotient.
   *
   * @param above a number or a value; empty for one
   * @param aboveIsNumber whether it is the same for all points
   * @param below a value
   */
  protected abstract String over(String above, boolean aboveIsNumber, String below);

  /** The text of a power. */
  protected abstract String power(String base, String exponent);

  /** The text of a square root. */
  protected abstract String squareRoot(String value);

  /** The name of the function of a call; never asked for {@link Fn#NORM}. */
  protected abstract String function(Call call);

  /** What stands for a node where a function or a loop takes it; writes what it needs first. */
  protected abstract String argument(Expr node);

  /** Writes a choice, whose operands have been written, and returns the name of its value. */
  protected abstract String select(Select select);

  /**
   * Writes a loop over the points of a rule.
   *
   * @param center the middle of the range
   * @param half half its length
   * @param integrand writes, in the body of the loop, the integrand at a point of some name, and
   *     returns what stands for its value
   * @return the name of the weighted sum of the values
   */
  protected abstract String quadrature(
      GaussLegendre rule, String center, String half, UnaryOperator<String> integrand);

  /** What has been written. */
  public final String code() {
    return code.toString();
  }

  /** What the host calculates. */
  public final HostNumbers numbers() {
    return new HostNumbers(List.copyOf(hostVariables), List.copyOf(numbers.keySet()));
  }

  /** Says by what text a variable is known. */
  public final void define(Variable variable, String text) {
    frame.nodes.put(variable, text);
  }

  /** Adds a line to the program. */
  public final void line(String text) {
    code.append(indent).append(text).append('\n');
  }

  /** A name that is not used yet. */
  protected final String newName(String prefix) {
    return prefix + names++;
  }

  /** The name of a variable that holds the value of a text; the same text is assigned once. */
  protected final String assign(String text) {
    for (Frame f = frame; f != null; f = f.outer) {
      String known = f.texts.get(text);
      if (known != null) {
        return known;
      }
    }
    String name = newName("v");
    line(assignment(name, text));
    frame.texts.put(text, name);
    return name;
  }

  /** Whether a node is the same for all points, so that the host evaluates it. */
  protected final boolean isNumber(Expr node) {
    for (Variable variable : free.in(node)) {
      if (!hostVariables.contains(variable) || isBound(variable)) {
        return false;
      }
    }
    return true;
  }

  /** A number in the program: a literal, or one that the host calculates. */
  protected final String number(Expr node) {
    if (node instanceof Constant c) {
      return literal(c.value());
    }
    return numbers.computeIfAbsent(node, n -> hostNumber(numbers.size()));
  }

  /** What stands for a node in the program; writes what it needs first. */
  public final String operand(Expr node) {
    if (isNumber(node)) {
      return number(node);
    }
    write(node);
    String known = known(node);
    if (known == null) {
      throw new IllegalStateException("not written: " + node);
    }
    return known;
  }

  /** Writes a node that is no number, whose operands have been written. */
  private String operation(Expr node) {
    if (node instanceof Sum sum) {
      return sum(sum);
    }
    if (node instanceof Product product) {
      return product(product);
    }
    if (node instanceof Call call) {
      return call.fn() == Fn.NORM ? norm(call.args()) : call(call);
    }
    if (node instanceof Select select) {
      return select(select);
    }
    if (node instanceof Integral integral) {
      return integral(integral);
    }
    throw new IllegalArgumentException(
        "variable " + node + " is neither among the inputs of the program nor among its numbers");
  }

  /** Writes a sum; what the terms that are numbers add up to is one number. */
  private String sum(Sum sum) {
    Expr number = Expr.constant(sum.constant());
    String total = "";
    for (Term term : sum.terms()) {
      if (isNumber(term.expr())) {
        number = number.plus(term.expr().times(term.coefficient()));
      } else {
        total = added(total, term.coefficient(), operand(term.expr()));
      }
    }
    return number.equals(Expr.constant(0)) ? total : assign(plus(total, 1, number(number)));
  }

  /** Writes a sum so far and a multiple of one more value. */
  private String added(String total, double factor, String value) {
    return total.isEmpty() && factor == 1 ? value : assign(plus(total, factor, value));
  }

  /** Writes a product; negative powers go below one fraction bar, and what is a number is one. */
  private String product(Product product) {
    Expr number = Expr.constant(1);
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Factor factor : product.factors()) {
      if (isNumber(factor.base()) && isNumber(factor.exponent())) {
        number = number.times(factor.base().pow(factor.exponent()));
      } else if (factor.exponent() instanceof Constant c) {
        (c.value() < 0 ? below : above).add(chain(operand(factor.base()), Math.abs(c.value())));
      } else {
        String base = operand(factor.base());
        above.add(assign(power(base, operand(factor.exponent()))));
      }
    }
    String numerator = multiplied(above);
    if (!number.equals(Expr.constant(1))) {
      String value = number(number);
      numerator = numerator.isEmpty() ? value : assign(times(numerator, value));
    }
    return below.isEmpty()
        ? numerator
        : assign(over(numerator, above.isEmpty(), multiplied(below)));
  }

  /** A positive power; small whole and half-whole ones by multiplication and a shared root. */
  private String chain(String base, double exponent) {
    double whole = Math.floor(exponent);
    double rest = exponent - whole;
    if (exponent > LARGEST_CHAIN || (rest != 0 && rest != 0.5)) {
      return assign(power(base, literal(exponent)));
    }
    List<String> factors = new ArrayList<>();
    if (whole >= 2) {
      String square = multiplied(base, base);
      factors.add(whole == 4 ? multiplied(square, square) : square);
    }
    if (whole == 1 || whole == 3) {
      factors.add(base);
    }
    if (rest != 0) {
      factors.add(assign(squareRoot(base)));
    }
    return multiplied(factors);
  }

  private String multiplied(List<String> factors) {
    return factors.stream().reduce(this::multiplied).orElse("");
  }

  private String multiplied(String left, String right) {
    return assign(times(left, right));
  }

  private String call(Call call) {
    return assign(function(call) + "(" + String.join(", ", arguments(call)) + ")");
  }

  /** What stands for the arguments of a call: its order, if it has one, and those of the node. */
  protected List<String> arguments(Call call) {
    List<String> arguments = new ArrayList<>();
    if (call.fn().hasOrder()) {
      arguments.add(Integer.toString(call.order()));
    }
    call.args().forEach(arg -> arguments.add(argument(arg)));
    return arguments;
  }

  private String norm(List<Expr> components) {
    String sum = "";
    for (Expr component : components) {
      String value = argument(component);
      sum = added(sum, 1, multiplied(value, value));
    }
    return assign(squareRoot(sum));
  }

  private String integral(Integral integral) {
    Variable bound = integral.variable();
    String half = argument(integral.upper().minus(integral.lower()).times(0.5));
    String center = argument(integral.upper().plus(integral.lower()).times(0.5));
    GaussLegendre rule = GaussLegendre.ofOrder(integral.order());
    String total =
        quadrature(rule, center, half, point -> inLoop(bound, point, integral.integrand()));
    return multiplied(total, half);
  }

  /** What stands for a node in the body of a loop over a variable of integration. */
  private String inLoop(Variable bound, String name, Expr node) {
    Frame outer = frame;
    String outerIndent = indent;
    frame = new Frame(outer, bound);
    frame.nodes.put(bound, name);
    indent += INDENT;
    String value = argument(node);
    indent = outerIndent;
    frame = outer;
    return value;
  }

  /** Writes a node after its operands, without recursion but for integrals. */
  private void write(Expr root) {
    Deque<Visit> stack = new ArrayDeque<>();
    stack.push(new Visit(root, edges(root)));
    while (!stack.isEmpty()) {
      Visit visit = stack.element();
      if (visit.edges.isEmpty()) {
        stack.pop();
        if (known(visit.node) == null) {
          frame.nodes.put(visit.node, operation(visit.node));
        }
      } else {
        Expr next = visit.edges.pop();
        if (!isNumber(next) && known(next) == null) {
          stack.push(new Visit(next, edges(next)));
        }
      }
    }
  }

  private record Visit(Expr node, Deque<Expr> edges) {}

  private Deque<Expr> edges(Expr node) {
    return new ArrayDeque<>(known(node) == null ? scopes.edges(node) : List.of());
  }

  private @Nullable String known(Expr node) {
    for (Frame f = frame; f != null; f = f.outer) {
      String name = f.nodes.get(node);
      if (name != null) {
        return name;
      }
      if (f.bound != null && free.in(node).contains(f.bound)) {
        return null; // further out the variable is another one
      }
    }
    return null;
  }

  private boolean isBound(Variable variable) {
    for (Frame f = frame; f != null; f = f.outer) {
      if (variable.equals(f.bound)) {
        return true;
      }
    }
    return false;
  }

  /** What is known in one block of the program. */
  private static final class Frame {
    private final @Nullable Frame outer;
    private final @Nullable Variable bound;
    private final Map<Expr, String> nodes = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private Frame(@Nullable Frame outer, @Nullable Variable bound) {
      this.outer = outer;
      this.bound = bound;
    }
  }
}
