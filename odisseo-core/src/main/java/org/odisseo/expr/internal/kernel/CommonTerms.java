// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes common factors out of sums: x A + x B = x (A + B). */
final class CommonTerms {
  /** Longer sums are searched in parts: the search takes quadratic time. */
  private static final int LIMIT = 128;

  private final Graph graph;

  CommonTerms(Graph graph) {
    this.graph = graph;
  }

  /** The sum of two or more terms. */
  Node sum(List<Node> terms) {
    if (terms.size() > LIMIT) {
      List<Node> parts = new ArrayList<>();
      for (int from = 0; from < terms.size(); from += LIMIT) {
        parts.add(graph.sum(terms.subList(from, Math.min(from + LIMIT, terms.size()))));
      }
      return graph.rawSum(parts);
    }
    List<Node> rest = new ArrayList<>(terms);
    Node common = mostCommonFactor(rest);
    while (common != null) {
      rest.add(takeOut(common, rest));
      common = mostCommonFactor(rest);
    }
    return graph.rawSum(rest);
  }

  /** Removes the terms that contain the factor and returns their sum. */
  private Node takeOut(Node factor, List<Node> terms) {
    List<Node> quotients = new ArrayList<>();
    terms.removeIf(
        term -> {
          boolean contains = factors(term).contains(factor);
          if (contains) {
            quotients.add(quotient(term, factor));
          }
          return contains;
        });
    return graph.product(List.of(factor, graph.sum(quotients)));
  }

  private Node quotient(Node term, Node factor) {
    List<Node> left = new ArrayList<>(factors(term));
    left.remove(factor);
    Node product = left.isEmpty() ? graph.constant(1) : graph.raw(Op.PRODUCT, left);
    return term.op == Op.NEGATE ? graph.negate(product) : product;
  }

  private static List<Node> factors(Node term) {
    Node positive = term.op == Op.NEGATE ? term.args.get(0) : term;
    return positive.op == Op.PRODUCT ? positive.args : List.of(positive);
  }

  private static @Nullable Node mostCommonFactor(List<Node> terms) {
    Map<Node, Integer> counts = new LinkedHashMap<>();
    for (Node term : terms) {
      for (Node factor : new HashSet<>(factors(term))) {
        counts.merge(factor, 1, Integer::sum);
      }
    }
    Node best = null;
    int most = 1;
    for (Map.Entry<Node, Integer> entry : counts.entrySet()) {
      Node candidate = entry.getKey();
      int count = entry.getValue();
      if (count > most || (best != null && count == most && candidate.id < best.id)) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }
}
