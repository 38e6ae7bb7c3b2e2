// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.Kernel;

/**
 * The kernels of a field with values for G and the parameters, and tangents of the parameters. What
 * depends on these alone is computed once, so runs of the same field share this.
 */
final class BoundField {

  private final FieldKernels kernels;
  private final double[] shared;
  private final int values;
  private Kernel.@Nullable Bound acceleration;
  private Kernel.@Nullable Bound tangent;
  private Kernel.@Nullable Bound adjoint;
  private Kernel.@Nullable Bound adjointTangent;

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

  synchronized Kernel.Bound acceleration() {
    if (acceleration == null) {
      acceleration = kernels.acceleration().bind(Arrays.copyOf(shared, values));
    }
    return acceleration;
  }

  synchronized Kernel.Bound tangent() {
    if (tangent == null) {
      tangent = kernels.tangent().bind(shared);
    }
    return tangent;
  }

  synchronized Kernel.Bound adjoint() {
    if (adjoint == null) {
      adjoint = kernels.adjoint().bind(Arrays.copyOf(shared, values));
    }
    return adjoint;
  }

  synchronized Kernel.Bound adjointTangent() {
    if (adjointTangent == null) {
      adjointTangent = kernels.adjointTangent().bind(shared);
    }
    return adjointTangent;
  }
}
