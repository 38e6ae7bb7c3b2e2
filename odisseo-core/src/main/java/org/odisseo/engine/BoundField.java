// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.Kernel;

/**
 * The kernels of a field with values for G and the parameters, and tangents of the parameters. What
 * depends on these alone is computed once, or now and then twice by two threads, so runs of the
 * same field share this.
 */
final class BoundField {

  private final FieldKernels kernels;
  private final double[] shared;
  private final int values;
  private volatile Kernel.@Nullable Bound acceleration;
  private volatile Kernel.@Nullable Bound tangent;
  private volatile Kernel.@Nullable Bound adjoint;
  private volatile Kernel.@Nullable Bound adjointTangent;

  /**
   * A bound field.
   *
   * @param shared G, the parameters, and the tangents of the parameters
   */
  BoundField(FieldKernels kernels, double[] shared) {
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
