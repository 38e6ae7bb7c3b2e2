// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.odisseo.expr.Kernel;
import org.odisseo.field.ExternalField;

/** The kernels of a field, bound to the values that they were last used with. */
final class FieldKernels {

  private static final int MOST_FIELDS = 256;
  private static final int MOST_BOUND = 4;

  private static final FieldCache<FieldKernels> KNOWN =
      new FieldCache<>(MOST_FIELDS, FieldKernels::new);

  private final FieldPrograms<Kernel> kernels;
  private final Deque<BoundField> bound = new ArrayDeque<>();

  private FieldKernels(ExternalField field) {
    kernels = new FieldPrograms<>(field, FieldKernels::compile);
  }

  private static Kernel compile(FieldFormulas.Formula formula) {
    return Kernel.compile(formula.expressions(), formula.perBody(), formula.shared());
  }

  static FieldKernels of(ExternalField field) {
    return KNOWN.of(field);
  }

  /** The kernels with the values of a model, and tangents of its parameters. */
  BoundField bind(ForceModel model, double[] parameterTangents) {
    double[] shared = model.shared(parameterTangents);
    synchronized (bound) {
      for (BoundField known : bound) {
        if (known.hasValues(shared)) {
          return known;
        }
      }
      BoundField fresh = new BoundField(kernels, shared);
      bound.addFirst(fresh);
      if (bound.size() > MOST_BOUND) {
        bound.removeLast();
      }
      return fresh;
    }
  }

  /** Whether the field has no force at all. */
  boolean isZero() {
    return kernels.isZero();
  }

  boolean timeDependent() {
    return kernels.timeDependent();
  }
}
