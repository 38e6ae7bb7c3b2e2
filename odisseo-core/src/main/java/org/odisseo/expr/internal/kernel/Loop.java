// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A quadrature over fixed nodes that one or more integrals of the same range share. */
public final class Loop {
  private final List<Loop> outer;
  private final double[] nodes;
  private final double[] weights;

  Loop(List<Loop> outer, double[] nodes, double[] weights) {
    this.outer = outer;
    this.nodes = nodes.clone();
    this.weights = weights.clone();
  }

  /** The loop right around this one. */
  @Nullable Loop parent() {
    return outer.isEmpty() ? null : outer.get(outer.size() - 1);
  }

  /** 1 for a loop in no other. */
  int depth() {
    return outer.size() + 1;
  }

  /** All loops around this one, outermost first. */
  List<Loop> outer() {
    return outer;
  }

  int order() {
    return nodes.length;
  }

  double[] nodes() {
    return nodes;
  }

  double[] weights() {
    return weights;
  }
}
