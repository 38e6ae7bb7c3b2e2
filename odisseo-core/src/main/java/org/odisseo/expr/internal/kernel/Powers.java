// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Powers with constant exponents. Multiples of 1/4 come from multiplications, one square root (or
 * two) and one reciprocal for each base; all others are fast tables.
 *
 * <p>For u not known to be non-negative the reciprocals of whole powers come from 1/u and those of
 * half powers from 1/sqrt(u), which is the same where both exist, but the former exists for u &lt;
 * 0 as well.
 */
final class Powers {
  /** Larger powers are left to {@link Math#pow}, whose error does not grow with the exponent. */
  private static final double LARGEST = 32;

  private final Graph graph;
  private final Map<Node, Set<Double>> exponents = new HashMap<>();

  Powers(Graph graph, List<Node> nodes) {
    this.graph = graph;
    for (Node node : nodes) {
      if (node.op == Op.POWER || node.op == Op.SAFE_POWER) {
        exponents.computeIfAbsent(node.args.get(0), base -> new HashSet<>()).add(node.value);
      }
    }
  }

  /** The power of an expanded base; {@code original} is the base before its expansion. */
  Node power(Node original, Node base, double exponent) {
    if (exponent == 1) {
      return base;
    }
    double quarters = 4 * exponent;
    if (quarters != Math.rint(quarters) || Math.abs(exponent) > LARGEST) {
      return otherPower(base, exponent);
    }
    int whole = (int) Math.floor(Math.abs(exponent));
    int quarter = (int) (Math.abs(quarters) - 4 * whole);
    if (quarter == 0 && (exponent > 0 || !sharesRoot(original))) {
      Node unit = exponent > 0 ? base : reciprocal(base);
      return integerPower(unit, whole);
    }
    Node fraction = fraction(base, quarter);
    if (exponent > 0) {
      return times(integerPower(base, whole), fraction);
    }
    // Everything from one over the root: u^-1 = (u^(-1/2))^2.
    Node inverseRoot = reciprocal(graph.unary(Op.SQRT, base));
    Node inverse = graph.binary(Op.MULTIPLY, inverseRoot, inverseRoot);
    Node inverseFraction =
        quarter == 2 ? inverseRoot : quarter == 0 ? graph.constant(1) : reciprocal(fraction);
    return times(integerPower(inverse, whole), inverseFraction);
  }

  /** Whether one over the square root is needed anyway, and may stand for one over the base. */
  private boolean sharesRoot(Node original) {
    return graph.isNonNegative(original)
        && exponents.getOrDefault(original, Set.of()).stream()
            .anyMatch(e -> e < 0 && 2 * e == Math.rint(2 * e) && e != Math.rint(e));
  }

  private Node otherPower(Node base, double exponent) {
    if (base.uniform) {
      return graph.call(Function.math("pow", 2), base, graph.constant(exponent));
    }
    return graph.table(new TableSpec(TableSpec.Kind.POWER, 0), graph.constant(exponent), base);
  }

  /** u^(quarter/4) for quarter from 0 to 3. */
  private Node fraction(Node base, int quarter) {
    Node root = graph.unary(Op.SQRT, base);
    return switch (quarter) {
      case 0 -> graph.constant(1);
      case 1 -> graph.unary(Op.SQRT, root);
      case 2 -> root;
      default -> graph.binary(Op.MULTIPLY, root, graph.unary(Op.SQRT, root));
    };
  }

  private Node reciprocal(Node node) {
    return graph.binary(Op.DIVIDE, graph.constant(1), node);
  }

  private Node times(Node a, Node b) {
    return a.isConstant(1) ? b : b.isConstant(1) ? a : graph.binary(Op.MULTIPLY, a, b);
  }

  private Node integerPower(Node base, int n) {
    if (n == 0) {
      return graph.constant(1);
    }
    if (n == 1) {
      return base;
    }
    Node half = integerPower(base, n / 2);
    Node square = graph.binary(Op.MULTIPLY, half, half);
    return n % 2 == 0 ? square : graph.binary(Op.MULTIPLY, square, base);
  }
}
