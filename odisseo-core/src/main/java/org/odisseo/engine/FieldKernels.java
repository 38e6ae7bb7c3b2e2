// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Kernel;
import org.odisseo.field.ExternalField;

/**
 * The compiled formulas of a field, each compiled when it is first asked for. Fields with equal
 * expressions share them.
 */
final class FieldKernels {

  private static final int MOST_FIELDS = 256;
  private static final int MOST_BOUND = 4;

  /** What has been compiled; a forgotten entry costs only time. */
  private static final Map<Key, SoftReference<FieldKernels>> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<FieldKernels>> eldest) {
          return size() > MOST_FIELDS;
        }
      };

  private record Key(Expr potential, List<String> parameters) {}

  private final FieldFormulas formulas;
  private final boolean zero;
  private final Lazy acceleration;
  private final Lazy tangent;
  private final Lazy adjoint;
  private final Lazy adjointTangent;
  private final Map<List<Integer>, Lazy> linearizations = new ConcurrentHashMap<>();
  private final Deque<BoundField> bound = new ArrayDeque<>();

  private FieldKernels(ExternalField field) {
    formulas = FieldFormulas.of(field);
    zero = formulas.isZero();
    acceleration = new Lazy(formulas::acceleration);
    tangent = new Lazy(formulas::tangent);
    adjoint = new Lazy(formulas::adjoint);
    adjointTangent = new Lazy(formulas::adjointTangent);
  }

  static FieldKernels of(ExternalField field) {
    Key key = new Key(field.potential(), field.parameters().names());
    synchronized (KNOWN) {
      SoftReference<FieldKernels> known = KNOWN.get(key);
      FieldKernels kernels = known == null ? null : known.get();
      if (kernels == null) {
        kernels = new FieldKernels(field);
        KNOWN.put(key, new SoftReference<>(kernels));
      }
      return kernels;
    }
  }

  /**
   * The kernels with values.
   *
   * @param shared G, the parameters, and the tangents of the parameters
   */
  BoundField bind(double[] shared) {
    synchronized (bound) {
      for (BoundField known : bound) {
        if (known.hasValues(shared)) {
          return known;
        }
      }
      BoundField fresh = new BoundField(this, shared.clone());
      bound.addFirst(fresh);
      if (bound.size() > MOST_BOUND) {
        bound.removeLast();
      }
      return fresh;
    }
  }

  /** Whether the field has no force at all. */
  boolean isZero() {
    return zero;
  }

  boolean timeDependent() {
    return formulas.timeDependent();
  }

  Kernel acceleration() {
    return acceleration.get();
  }

  Kernel tangent() {
    return tangent.get();
  }

  Kernel adjoint() {
    return adjoint.get();
  }

  Kernel adjointTangent() {
    return adjointTangent.get();
  }

  /** The kernel of {@link FieldFormulas#linearization}. */
  Kernel linearization(List<Integer> wanted) {
    return linearizations
        .computeIfAbsent(wanted, w -> new Lazy(() -> formulas.linearization(w)))
        .get();
  }

  /** A kernel that is compiled once. */
  private static final class Lazy {
    private final Supplier<FieldFormulas.Formula> formula;
    private @Nullable Kernel kernel;

    Lazy(Supplier<FieldFormulas.Formula> formula) {
      this.formula = formula;
    }

    synchronized Kernel get() {
      if (kernel == null) {
        FieldFormulas.Formula made = formula.get();
        kernel = Kernel.compile(made.outputs(), made.perBody(), made.shared());
      }
      return kernel;
    }
  }
}
