// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;

/**
 * The force of an external field and its derivatives as programs on vectors, each compiled when it
 * is first asked for. Fields with equal expressions share them.
 *
 * <p>A program takes vectors, times, and the numbers that the host has calculated from the
 * parameters; it gives vectors, and last a row of sums over the bodies if there are any.
 */
final class FieldPrograms {

  private static final int MOST_FIELDS = 32;

  /** What has been compiled; a forgotten entry costs only time. */
  private static final Map<Key, FieldPrograms> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, FieldPrograms> eldest) {
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

  private FieldPrograms(ExternalField field) {
    formulas = FieldFormulas.of(field);
    zero = formulas.isZero();
    String t = formulas.timeDependent() ? "t" : "";
    int sums = field.parameters().size() + t.length();
    String shares = "s".repeat(sums);
    acceleration = new Lazy(formulas::acceleration, "v" + t, "v");
    tangent = new Lazy(formulas::tangent, "v" + t + "v" + t, "vv");
    adjoint = new Lazy(formulas::adjoint, "v" + t + "v", "vv" + shares);
    adjointTangent =
        new Lazy(formulas::adjointTangent, "v" + t + "vv" + t + "v", "vv" + shares + "vv" + shares);
  }

  /** The programs of a field. */
  static FieldPrograms of(ExternalField field) {
    Key key = new Key(field.potential(), field.parameters().names());
    synchronized (KNOWN) {
      return KNOWN.computeIfAbsent(key, k -> new FieldPrograms(field));
    }
  }

  /** Whether the field has no force at all. */
  boolean isZero() {
    return zero;
  }

  /** Whether programs take a time, and give the cotangent of it as the last sum. */
  boolean timeDependent() {
    return formulas.timeDependent();
  }

  FieldProgram acceleration() {
    return acceleration.get();
  }

  FieldProgram tangent() {
    return tangent.get();
  }

  FieldProgram adjoint() {
    return adjoint.get();
  }

  FieldProgram adjointTangent() {
    return adjointTangent.get();
  }

  /** A program that is compiled once. */
  private static final class Lazy {
    private final Supplier<FieldFormulas.Formula> formula;
    private final String inputs;
    private final String outputs;
    private @Nullable FieldProgram program;

    Lazy(Supplier<FieldFormulas.Formula> formula, String inputs, String outputs) {
      this.formula = formula;
      this.inputs = inputs;
      this.outputs = outputs;
    }

    synchronized FieldProgram get() {
      if (program == null) {
        program = FieldProgram.of(formula.get(), inputs, outputs);
      }
      return program;
    }
  }
}
