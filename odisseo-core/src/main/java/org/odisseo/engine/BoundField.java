// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.Kernel;

/**
 * The kernels of a field with values for G and the parameters, and tangents of the parameters. What
 * depends on these alone is computed once, or now and then twice by two threads, so runs of the
 * same field share this.
 */
final class BoundField {

  private final FieldPrograms<Kernel> kernels;
  private final double[] shared;
  private final int values;
  private volatile Kernel.@Nullable Bound acceleration;
  private volatile Kernel.@Nullable Bound tangent;
  private volatile Kernel.@Nullable Bound adjoint;
  private volatile Kernel.@Nullable Bound adjointTangent;
  private volatile @Nullable Linearization linearization;

  /**
   * A bound field.
   *
   * @param shared G, the parameters, and the tangents of the parameters
   */
  BoundField(FieldPrograms<Kernel> kernels, double[] shared) {
    this.kernels = kernels;
    this.shared = shared;
    this.values = (shared.length + 1) / 2;
  }

  boolean hasValues(double[] others) {
    return Arrays.equals(shared, others);
  }

  Kernel.Bound acceleration() {
    Kernel.Bound bound = acceleration;
    if (bound == null) {
      bound = kernels.acceleration().bind(Arrays.copyOf(shared, values));
      acceleration = bound;
    }
    return bound;
  }

  Kernel.Bound tangent() {
    Kernel.Bound bound = tangent;
    if (bound == null) {
      bound = kernels.tangent().bind(shared);
      tangent = bound;
    }
    return bound;
  }

  /**
   * The first derivatives with respect to the given parameters. Those last asked for are kept, as
   * the blocks of a run ask for the same.
   */
  Kernel.Bound linearization(List<Integer> wanted) {
    Linearization known = linearization;
    if (known == null || !known.wanted().equals(wanted)) {
      Kernel.Bound bound = kernels.linearization(wanted).bind(Arrays.copyOf(shared, values));
      known = new Linearization(wanted, bound);
      linearization = known;
    }
    return known.kernel();
  }

  private record Linearization(List<Integer> wanted, Kernel.Bound kernel) {}

  Kernel.Bound adjoint() {
    Kernel.Bound bound = adjoint;
    if (bound == null) {
      bound = kernels.adjoint().bind(Arrays.copyOf(shared, values));
      adjoint = bound;
    }
    return bound;
  }

  Kernel.Bound adjointTangent() {
    Kernel.Bound bound = adjointTangent;
    if (bound == null) {
      bound = kernels.adjointTangent().bind(shared);
      adjointTangent = bound;
    }
    return bound;
  }
}
