// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odisseo.validation.Names;

/** Evaluates a graph, each node once: the reference for what expressions mean. */
final class Interpreter {

  private final BoundScopes scopes;
  private final Map<String, Double> variables;

  private Interpreter(Expr root, Map<String, Double> variables) {
    this.scopes = new BoundScopes(FreeVariables.ofAll(List.of(root)));
    this.variables = variables;
  }

  static double evaluate(Expr root, Map<String, Double> variables) {
    Interpreter interpreter = new Interpreter(root, variables);
    Frame frame = new Frame(null, null, 0);
    for (Expr node : Dag.order(List.of(root), interpreter.scopes::edges)) {
      frame.values.put(node, interpreter.value(node, frame));
    }
    return frame.get(root);
  }

  /** The values known at one point of one integral, on top of those known outside. */
  private static final class Frame {
    private final @Nullable Frame outer;
    private final @Nullable Variable bound;
    private final double point;
    private final IdentityHashMap<Expr, Double> values = new IdentityHashMap<>();

    private Frame(@Nullable Frame outer, @Nullable Variable bound, double point) {
      this.outer = outer;
      this.bound = bound;
      this.point = point;
    }

    private double get(Expr node) {
      for (Frame frame = this; frame != null; frame = frame.outer) {
        Double value = frame.values.get(node);
        if (value != null) {
          return value;
        }
      }
      throw new IllegalStateException("value needed before it is known");
    }
  }

  private double value(Expr node, Frame frame) {
    if (node instanceof Constant c) {
      return c.value();
    }
    if (node instanceof Variable v) {
      return variable(v, frame);
    }
    if (node instanceof Sum sum) {
      double value = sum.constant();
      for (Term term : sum.terms()) {
        value += term.coefficient() * frame.get(term.expr());
      }
      return value;
    }
    if (node instanceof Product product) {
      double value = 1;
      for (Factor factor : product.factors()) {
        value *= power(frame.get(factor.base()), frame.get(factor.exponent()));
      }
      return value;
    }
    if (node instanceof Call call) {
      double[] args = call.args().stream().mapToDouble(frame::get).toArray();
      return CallValues.evaluate(call.fn(), call.order(), args);
    }
    if (node instanceof Select select) {
      boolean holds = select.op().test(frame.get(select.left()), frame.get(select.right()));
      return frame.get(holds ? select.whenTrue() : select.whenFalse());
    }
    return integral((Integral) node, frame);
  }

  private double variable(Variable v, Frame frame) {
    for (Frame f = frame; f != null; f = f.outer) {
      if (v.equals(f.bound)) {
        return f.point;
      }
    }
    Double value = variables.get(v.name());
    if (value == null) {
      throw noValue(v.name());
    }
    return value;
  }

  private IllegalArgumentException noValue(String name) {
    String nearest = Names.nearest(name, variables.keySet());
    return new IllegalArgumentException(
        "values must hold every variable of the expression, but has none for \""
            + name
            + "\""
            + (nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?")
            + "; it has: "
            + Names.list(variables.keySet().stream().sorted().toList()));
  }

  private static double power(double base, double exponent) {
    return exponent == 0.5 ? Math.sqrt(base) : Math.pow(base, exponent);
  }

  private double integral(Integral integral, Frame frame) {
    BoundScopes.Scope scope = scopes.of(integral);
    GaussLegendre rule = GaussLegendre.ofOrder(integral.order());
    double lower = frame.get(integral.lower());
    double upper = frame.get(integral.upper());
    double half = 0.5 * (upper - lower);
    double middle = 0.5 * (upper + lower);
    double sum = 0;
    for (int i = 0; i < rule.order(); i++) {
      Frame inside = new Frame(frame, integral.variable(), middle + half * rule.node(i));
      for (Expr node : scope.dependent()) {
        inside.values.put(node, value(node, inside));
      }
      sum += rule.weight(i) * inside.get(integral.integrand());
    }
    return half * sum;
  }
}
