// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

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
import org.odisseo.expr.Constant;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Integral;
import org.odisseo.expr.Variable;

/**
 * Writes expressions as a TorchScript program, each distinct node once.
 *
 * <p>The program takes the arrays, and a list of numbers: the values of those sub-expressions that
 * depend on no array, which the {@link Script} lists and the host evaluates.
 */
final class ScriptWriter {

  /** The broadcast of all arrays; gives constants their type, device and shape. */
  static final String TEMPLATE = "template";

  private final List<Variable> arrays;
  private final Set<Variable> hostVariables;
  private final FreeVariableTable free;
  private final Map<Expr, String> numbers = new LinkedHashMap<>();
  private final StringBuilder code = new StringBuilder();
  private final OperationWriter operations = new OperationWriter(this);
  private Frame frame = new Frame(null, null);
  private String indent = "  ";
  private int names;

  private ScriptWriter(List<Expr> outputs, List<Variable> arrays, Set<Variable> hostVariables) {
    this.arrays = arrays;
    this.hostVariables = hostVariables;
    this.free = new FreeVariableTable(outputs);
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
    return new Script(forward, List.copyOf(writer.numbers.keySet()));
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
      frame.nodes.put(arrays.get(i), "a[" + i + "]");
    }
    List<String> results = new ArrayList<>();
    for (Expr output : outputs) {
      String whole = "torch.expand_as(" + tensor(output) + ", " + TEMPLATE + ")";
      results.add(assign("torch.contiguous(" + whole + ")"));
    }
    line("return [" + String.join(", ", results) + "]");
    return "def forward(self: __torch__.Program, a: List[Tensor], b: List[Tensor]) -> List[Tensor]:\n"
        + code;
  }

  /** Adds a line to the program. */
  void line(String text) {
    code.append(indent).append(text).append('\n');
  }

  /** A name that is not used yet. */
  String newName(String prefix) {
    return prefix + names++;
  }

  /** The name of a variable that holds the value of a text; the same text is assigned once. */
  String assign(String text) {
    for (Frame f = frame; f != null; f = f.outer) {
      String known = f.texts.get(text);
      if (known != null) {
        return known;
      }
    }
    String name = newName("v");
    line(name + " = " + text);
    frame.texts.put(text, name);
    return name;
  }

  /** Whether a node depends on no array, so that the host evaluates it. */
  boolean isNumber(Expr node) {
    for (Variable variable : free.in(node)) {
      if (!hostVariables.contains(variable) || isBound(variable)) {
        return false;
      }
    }
    return true;
  }

  /** A number in the program: a literal, or one that the host calculates. */
  String number(Expr node) {
    if (node instanceof Constant c) {
      return literal(c.value());
    }
    return numbers.computeIfAbsent(node, n -> "numbers[" + numbers.size() + "]");
  }

  /** What stands for a node in the program, a number or a tensor; writes what it needs first. */
  String operand(Expr node) {
    return isNumber(node) ? number(node) : tensor(node);
  }

  /** A tensor that stands for a node; a number becomes one without axes. */
  String tensor(Expr node) {
    if (isNumber(node)) {
      return scalarTensor(number(node));
    }
    define(node);
    String known = known(node);
    if (known == null) {
      throw new IllegalStateException("not written: " + node);
    }
    return known;
  }

  /** A tensor without axes, of the type and on the device of the arrays. */
  String scalarTensor(String number) {
    return assign("torch.new_full(" + TEMPLATE + ", annotate(List[int], []), " + number + ")");
  }

  static String literal(double value) {
    String text = Double.toString(value);
    return value < 0 ? "(" + text + ")" : text;
  }

  /** Writes a node after its operands, without recursion but for integrals. */
  private void define(Expr root) {
    Deque<Visit> stack = new ArrayDeque<>();
    stack.push(new Visit(root, edges(root)));
    while (!stack.isEmpty()) {
      Visit visit = stack.element();
      if (visit.edges.isEmpty()) {
        stack.pop();
        if (known(visit.node) == null) {
          frame.nodes.put(visit.node, operations.write(visit.node));
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
  void enter(Variable bound, String name) {
    frame = new Frame(frame, bound);
    frame.nodes.put(bound, name);
  }

  /** Indents what follows, or not any more. */
  void indent(int by) {
    indent = " ".repeat(indent.length() + by);
  }

  /** Ends the body of a loop. */
  void leave() {
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
