// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an action is made of.
 *
 * @param used nodes that it uses and does not compute itself, given ones among them
 * @param tables nodes that it computes by fast tables
 */
record Contents(Set<Node> used, Set<Node> tables) {

  static Contents of(Schedule schedule, Stage.Action action) {
    Collector collector = new Collector(schedule);
    if (action instanceof Stage.Action.Write write) {
      collector.operand(schedule.unit().outputs().get(write.output()));
    } else if (action instanceof Stage.Action.Compute compute) {
      collector.vertex(compute.vertex());
    } else if (action instanceof Stage.Action.Accumulate accumulate) {
      collector.operand(accumulate.integral().args.get(0));
      collector.used.add(accumulate.integral());
    }
    collector.used.removeAll(collector.inside);
    return new Contents(collector.used, collector.tables);
  }

  private static final class Collector {
    private final Schedule schedule;
    private final Set<Node> used = new LinkedHashSet<>();
    private final Set<Node> inside = new LinkedHashSet<>();
    private final Set<Node> tables = new LinkedHashSet<>();

    private Collector(Schedule schedule) {
      this.schedule = schedule;
    }

    private void vertex(Vertex vertex) {
      if (vertex.isLoop()) {
        inside.addAll(vertex.integrals);
        integrands(vertex);
      } else {
        inside.add(vertex.node);
        operation(vertex.node);
      }
      for (Region region : vertex.inner) {
        if (!region.isDissolved()) {
          region.items.forEach(this::vertex);
        }
      }
    }

    private void integrands(Vertex loop) {
      loop.integrals.forEach(integral -> operand(integral.args.get(0)));
    }

    private void operation(Node node) {
      if (node.op == Op.TABLE) {
        tables.add(node);
        operand(node.args.get(node.args.size() - 1));
      } else {
        node.args.forEach(this::operand);
      }
    }

    private void operand(Node node) {
      Vertex vertex = schedule.vertex(node);
      if (vertex != null && vertex.inline) {
        operation(node);
      } else if (node.op != Op.CONSTANT) {
        used.add(node);
      }
    }
  }
}
