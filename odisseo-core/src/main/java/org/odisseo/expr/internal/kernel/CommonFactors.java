// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds pairs of factors that several products have in common, the most common first, so that each
 * is multiplied once: of a b x, a b y, a b z it makes p = a b, p x, p y, p z.
 */
final class CommonFactors {
  private record Pair(Node a, Node b) {}

  private record Candidate(Pair pair, int count) {}

  private final Graph graph;
  private final Map<Node, List<Node>> factors = new HashMap<>();
  private final Map<Pair, Set<Node>> products = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingInt((Candidate c) -> -c.count())
              .thenComparingInt(c -> c.pair().a().id)
              .thenComparingInt(c -> c.pair().b().id));

  private CommonFactors(Graph graph) {
    this.graph = graph;
  }

  /**
   * The factors that each of the products is to be made of; new products of two are among the keys.
   */
  static Map<Node, List<Node>> of(Graph graph, Collection<Node> products) {
    CommonFactors common = new CommonFactors(graph);
    for (Node product : products) {
      common.factors.put(product, new ArrayList<>(product.args));
      if (product.args.size() <= 2 * Graph.FLATTEN_LIMIT) {
        common.pairsOf(product).forEach(pair -> common.add(pair, product));
      }
    }
    common.run();
    return common.factors;
  }

  private void add(Pair pair, Node product) {
    Set<Node> users = products.computeIfAbsent(pair, p -> new LinkedHashSet<>());
    if (users.add(product) && users.size() > 1) {
      queue.add(new Candidate(pair, users.size()));
    }
  }

  private void remove(Pair pair, Node product) {
    Set<Node> users = products.get(pair);
    if (users != null) {
      users.remove(product);
    }
  }

  private Set<Pair> pairsOf(Node product) {
    List<Node> all = factorsOf(product);
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        pairs.add(pair(all.get(i), all.get(j)));
      }
    }
    return pairs;
  }

  private static Pair pair(Node a, Node b) {
    return a.id <= b.id ? new Pair(a, b) : new Pair(b, a);
  }

  private List<Node> factorsOf(Node product) {
    return factors.getOrDefault(product, List.of());
  }

  private void run() {
    while (!queue.isEmpty()) {
      Candidate best = queue.remove();
      Set<Node> users = products.getOrDefault(best.pair(), Set.of());
      if (users.size() == best.count()) {
        extract(best.pair(), List.copyOf(users));
      } else if (users.size() > 1) {
        queue.add(new Candidate(best.pair(), users.size()));
      }
    }
  }

  private void extract(Pair pair, List<Node> users) {
    Node common = graph.raw(Op.PRODUCT, List.of(pair.a(), pair.b()));
    factors.put(common, List.of(pair.a(), pair.b()));
    for (Node user : users) {
      if (user != common) {
        Set<Pair> before = pairsOf(user);
        List<Node> changed = new ArrayList<>(factorsOf(user));
        changed.remove(pair.a());
        changed.remove(pair.b());
        changed.add(common);
        factors.put(user, changed);
        Set<Pair> after = pairsOf(user);
        before.stream().filter(p -> !after.contains(p)).forEach(p -> remove(p, user));
        after.forEach(p -> add(p, user));
      }
    }
    products.remove(pair);
  }
}
