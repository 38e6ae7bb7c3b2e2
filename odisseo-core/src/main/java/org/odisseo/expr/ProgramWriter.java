// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions as the text of a program, each distinct node once and after its operands. What
 * a node looks like is for the language of the program to say; {@link #operation} asks for its
 * operands in turn.
 *
 * <p>Sub-expressions that depend on numbers alone, which are the same for all points, are not
 * written: the host evaluates them and gives them to the program, see {@link #numbers()}.
 */
public abstract class ProgramWriter {

  private static final double LARGEST_CHAIN = 4;

  private final Set<Variable> hostVariables;
  private final FreeVariableTable free;
  private final Map<Expr, String> numbers = new LinkedHashMap<>();
  private final StringBuilder code = new StringBuilder();
  private Frame frame = new Frame(null, null);
  private String indent = "  ";
  private int names;

  /**
   * A program for some outputs.
   *
   * @param outputs what it is to calculate
   * @param hostVariables variables that are numbers
   */
  protected ProgramWriter(List<Expr> outputs, Set<Variable> hostVariables) {
    this.hostVariables = hostVariables;
    this.free = new FreeVariableTable(outputs);
  }

  /**
   * Writes a node that is no number, whose operands have been written, and returns the name of its
   * value.
   */
  protected abstract String operation(Expr node);

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

  /** What has been written. */
  public final String code() {
    return code.toString();
  }

  /** What the host calculates, in the order of the numbers. */
  public final List<Expr> numbers() {
    return List.copyOf(numbers.keySet());
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
  public final String newName(String prefix) {
    return prefix + names++;
  }

  /** The name of a variable that holds the value of a text; the same text is assigned once. */
  public final String assign(String text) {
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
  public final boolean isNumber(Expr node) {
    for (Variable variable : free.in(node)) {
      if (!hostVariables.contains(variable) || isBound(variable)) {
        return false;
      }
    }
    return true;
  }

  /** A number in the program: a literal, or one that the host calculates. */
  public final String number(Expr node) {
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

  /** Writes a sum; what the terms that are numbers add up to is one number. */
  public final String sum(Sum sum) {
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
  public final String added(String total, double factor, String value) {
    return total.isEmpty() && factor == 1 ? value : assign(plus(total, factor, value));
  }

  /** Writes a product; negative powers go below one fraction bar, and what is a number is one. */
  public final String product(Product product) {
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

  /** Writes a product of two values. */
  public final String multiplied(String left, String right) {
    return assign(times(left, right));
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
    if (known(node) != null) {
      return new ArrayDeque<>();
    }
    if (!(node instanceof Integral integral)) {
      return new ArrayDeque<>(node.operands());
    }
    Deque<Expr> edges = new ArrayDeque<>(List.of(integral.lower(), integral.upper()));
    edges.addAll(invariants(integral));
    return edges;
  }

  /** The largest parts of an integrand that do not depend on a variable of integration. */
  private List<Expr> invariants(Integral integral) {
    List<Expr> found = new ArrayList<>();
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Inside> stack = new ArrayDeque<>();
    stack.push(new Inside(integral.integrand(), Set.of(integral.variable())));
    while (!stack.isEmpty()) {
      Inside inside = stack.pop();
      if (!seen.add(inside.node)) {
        continue;
      }
      if (Collections.disjoint(free.in(inside.node), inside.bound)) {
        found.add(inside.node);
      } else if (inside.node instanceof Integral inner) {
        Set<Variable> bound = new HashSet<>(inside.bound);
        bound.add(inner.variable());
        stack.push(new Inside(inner.integrand(), bound));
        stack.push(new Inside(inner.lower(), inside.bound));
        stack.push(new Inside(inner.upper(), inside.bound));
      } else {
        inside.node.operands().forEach(o -> stack.push(new Inside(o, inside.bound)));
      }
    }
    return found;
  }

  private record Inside(Expr node, Set<Variable> bound) {}

  /** Begins the body of a loop over a variable of integration, known under a name. */
  public final void enter(Variable bound, String name) {
    frame = new Frame(frame, bound);
    frame.nodes.put(bound, name);
  }

  /** Indents what follows, or not any more. */
  public final void indent(int by) {
    indent = " ".repeat(indent.length() + by);
  }

  /** Ends the body of a loop. */
  public final void leave() {
    Frame outer = frame.outer;
    if (outer == null) {
      throw new IllegalStateException("not in a loop");
    }
    frame = outer;
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
