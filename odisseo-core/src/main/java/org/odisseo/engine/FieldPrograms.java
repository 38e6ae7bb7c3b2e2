// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.FieldFormulas.Formula;
import org.odisseo.field.ExternalField;

/**
 * The formulas of a field as programs of an engine, each compiled when it is first asked for.
 *
 * @param <P> a compiled formula
 */
public final class FieldPrograms<P> {

  private final FieldFormulas formulas;
  private final Function<Formula, P> compile;
  private final Lazy acceleration;
  private final Lazy tangent;
  private final Lazy adjoint;
  private final Lazy adjointTangent;
  private final Map<List<Integer>, Lazy> linearizations = new ConcurrentHashMap<>();

  /** The programs of a field. */
  public FieldPrograms(ExternalField field, Function<Formula, P> compile) {
    this.formulas = FieldFormulas.of(field);
    this.compile = compile;
    this.acceleration = new Lazy(formulas::acceleration);
    this.tangent = new Lazy(formulas::tangent);
    this.adjoint = new Lazy(formulas::adjoint);
    this.adjointTangent = new Lazy(formulas::adjointTangent);
  }

  /** Whether the field has no force at all. */
  public boolean isZero() {
    return formulas.isZero();
  }

  /** Whether programs take a time, and those of cotangents give that of the time. */
  public boolean timeDependent() {
    return formulas.timeDependent();
  }

  /** The program of {@link FieldFormulas#acceleration}. */
  public P acceleration() {
    return acceleration.get();
  }

  /** The program of {@link FieldFormulas#tangent}. */
  public P tangent() {
    return tangent.get();
  }

  /** The program of {@link FieldFormulas#adjoint}. */
  public P adjoint() {
    return adjoint.get();
  }

  /** The program of {@link FieldFormulas#adjointTangent}. */
  public P adjointTangent() {
    return adjointTangent.get();
  }

  /** The program of {@link FieldFormulas#linearization}. */
  public P linearization(List<Integer> wanted) {
    return linearizations
        .computeIfAbsent(wanted, w -> new Lazy(() -> formulas.linearization(w)))
        .get();
  }

  /** A program that is compiled once. */
  private final class Lazy {
    private final Supplier<Formula> formula;
    private @Nullable P program;

    private Lazy(Supplier<Formula> formula) {
      this.formula = formula;
    }

    private synchronized P get() {
      P known = program;
      if (known == null) {
        known = compile.apply(formula.get());
        program = known;
      }
      return known;
    }
  }
}
