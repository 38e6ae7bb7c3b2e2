// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;
import java.util.Locale;
import org.odisseo.expr.internal.kernel.Function;
import org.odisseo.expr.internal.kernel.Graph;
import org.odisseo.expr.internal.kernel.Node;
import org.odisseo.expr.internal.kernel.Relation;
import org.odisseo.expr.internal.kernel.TableSpec;
import org.odisseo.expr.internal.special.GammaFunctions;

/**
 * Translates function calls: into calls of {@link Math} and of the special functions, or into fast
 * tables where the parameter of a special function is the same for all points.
 */
final class LoweredCalls {

  /** Derivatives of ln(1+x)/x up to this order have tables. */
  private static final int LOG_RATIO_TABLES = 4;

  private static final String SPECIAL = "org/odisseo/expr/SpecialFunctions";
  private static final String FAST_EXPONENTIAL =
      "org/odisseo/expr/internal/special/FastExponential";
  private static final String CALL_VALUES = "org/odisseo/expr/CallValues";

  private final Graph graph;

  LoweredCalls(Graph graph) {
    this.graph = graph;
  }

  /** A function of lowered arguments. */
  Node of(Fn fn, int order, List<Node> args) {
    Node x = args.get(args.size() - 1);
    return switch (fn) {
      case EXP -> exponential(x);
      case SIGN -> graph.call(Function.math("signum", 1), x);
      case ASINH, ACOSH, ATANH -> graph.call(Function.of(CALL_VALUES, name(fn), 1), x);
      case MIN, MAX, ATAN2 -> graph.call(Function.math(name(fn), 2), args.get(0), args.get(1));
      case LOG_GAMMA -> graph.call(Function.of(SPECIAL, "logGamma", 1), x);
      case POLYGAMMA -> graph.call(new Function(SPECIAL, "polygamma", 1, order), x);
      case ERF -> erf(x);
      case GAMMA_P -> incomplete(TableSpec.Kind.GAMMA_P, "gammaP", order, args);
      case CUTOFF_POTENTIAL ->
          incomplete(TableSpec.Kind.CUTOFF_POTENTIAL, "cutoffPotential", order, args);
      case POWER_LOG -> powerLog(order, args.get(0), args.get(1));
      case NORM, SAFE_RATIO, LOG_RATIO -> throw new IllegalStateException(fn + " is not a call");
      default -> graph.call(Function.math(name(fn), 1), x);
    };
  }

  private static String name(Fn fn) {
    return fn.name().toLowerCase(Locale.ROOT);
  }

  /** A power whose exponent is not a constant. */
  Node power(Node base, Node exponent) {
    return hasTable(exponent, base)
        ? graph.table(new TableSpec(TableSpec.Kind.POWER, 0), exponent, base)
        : graph.call(Function.math("pow", 2), base, exponent);
  }

  /** Whether a function of x for many points has one parameter for all of them. */
  private static boolean hasTable(Node parameter, Node x) {
    return parameter.isUniformOutsideLoops() && !x.isUniform();
  }

  private Node erf(Node x) {
    if (x.isUniform()) {
      return graph.call(Function.of(SPECIAL, "erf", 1), x);
    }
    Node size = graph.call(Function.math("abs", 1), x);
    Node value = graph.table(new TableSpec(TableSpec.Kind.ERF, 0), size);
    return graph.call(Function.math("copySign", 2), value, x);
  }

  private Node exponential(Node x) {
    return graph.call(
        x.isUniform() ? Function.math("exp", 1) : Function.of(FAST_EXPONENTIAL, "value", 1), x);
  }

  private Node incomplete(TableSpec.Kind kind, String name, int order, List<Node> args) {
    Node a = args.get(0);
    Node x = args.get(1);
    if (!hasTable(a, x)) {
      return graph.call(new Function(SPECIAL, name, 2, order == 0 ? -1 : order), a, x);
    }
    Node table = graph.table(new TableSpec(kind, order), a, x);
    if (order == 0) {
      return table;
    }
    return graph.product(List.of(exponential(graph.negate(x)), table));
  }

  /**
   * The n-th derivative of L(x) = ln(1+x)/x where a higher one is needed as well: by
   *
   * <pre>
   *   L^(n-1)(x) = -(x L^(n)(x) + (-1)^n (n-1)! (1+x)^-n) / n,
   * </pre>
   *
   * <p>the derivatives of x L = ln(1+x). For positive x it adds numbers of one sign, so that it
   * loses nothing.
   */
  Node logRatio(int order, int highest, Node x) {
    if (order >= highest || highest > LOG_RATIO_TABLES || x.isUniform()) {
      return logRatio(order, x);
    }
    int n = order + 1;
    double sign = n % 2 == 0 ? 1 : -1;
    double factorial = GammaFunctions.factorial(n - 1);
    Node higher = graph.product(List.of(x, logRatio(n, highest, x)));
    Node rest = graph.power(graph.sum(List.of(graph.constant(1), x)), -n);
    Node sum =
        graph.sum(List.of(higher, graph.product(List.of(graph.constant(sign * factorial), rest))));
    return graph.product(List.of(graph.constant(-1.0 / n), sum));
  }

  private Node logRatio(int order, Node x) {
    return x.isUniform() || order > LOG_RATIO_TABLES
        ? graph.call(new Function(SPECIAL, "logRatio", 1, order), x)
        : graph.table(new TableSpec(TableSpec.Kind.LOG_RATIO, order), x);
  }

  /** x^p (ln x)^k, by the function itself at x = 0 only. */
  private Node powerLog(int order, Node x, Node p) {
    Node exact = graph.call(new Function(CALL_VALUES, "powerLog", 2, order), x, p);
    if (!hasTable(p, x)) {
      return exact;
    }
    Node log = graph.power(graph.call(Function.math("log", 1), x), order);
    Node power = p.isConstant() ? graph.power(x, p.constant()) : power(x, p);
    Node product = graph.product(List.of(power, log));
    return graph.select(Relation.EQUAL, x, graph.constant(0), exact, product);
  }
}
