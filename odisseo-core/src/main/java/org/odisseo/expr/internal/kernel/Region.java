// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of operations that are executed together: once per point, once per step of a loop, or in
 * one branch only.
 */
final class Region {
  final @Nullable Region parent;

  /** The loop whose body this is. */
  final @Nullable Loop loop;

  final int depth;

  /** What is executed, in order; values that are computed where they are used are left out. */
  final List<Vertex> items = new ArrayList<>();

  private boolean dissolved;

  private Region(@Nullable Region parent, @Nullable Loop loop) {
    this.parent = parent;
    this.loop = loop;
    this.depth = parent == null ? 0 : parent.depth + 1;
  }

  static Region root() {
    return new Region(null, null);
  }

  static Region body(Region parent, Loop loop) {
    return new Region(parent, loop);
  }

  static Region branch(Region parent) {
    return new Region(parent, null);
  }

  /** Gives what is in here to the region around it. */
  void dissolve() {
    dissolved = true;
  }

  boolean isDissolved() {
    return dissolved;
  }

  /** This region, or the one that took over its contents. */
  Region effective() {
    Region region = this;
    while (region.dissolved) {
      region = region.around();
    }
    return region;
  }

  private Region around() {
    if (parent == null) {
      throw new IllegalStateException("the outermost region has none around it");
    }
    return parent;
  }

  /** The innermost region that contains both. */
  static Region common(Region a, Region b) {
    Region x = a;
    Region y = b;
    while (x != y) {
      if (x.depth >= y.depth) {
        x = x.around();
      } else {
        y = y.around();
      }
    }
    return x;
  }

  /**
   * Where something needed here belongs that varies in the given loops only: outside of all loops
   * up to the innermost of those.
   */
  Region outsideAllBut(List<Loop> loops) {
    Region result = this;
    for (Region r = this; r.parent != null; r = r.parent) {
      if (r.loop != null && loops.contains(r.loop)) {
        break;
      }
      result = r.loop == null ? result : r.parent;
    }
    return result;
  }
}
