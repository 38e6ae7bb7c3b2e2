// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/**
 * The quantities of one potential with the values of its parameters, each made when it is first
 * asked for and kept, so that asking again finds it compiled.
 */
final class FieldQuantities {

  private static final SoftCache<Potential, FieldQuantities> CACHE =
      new SoftCache<>(FieldQuantities::new);

  private final FieldFormulas formulas;
  private final FieldContext context;

  final Lazy<FieldQuantity> value;
  final Lazy<FieldVector> acceleration;
  final Lazy<FieldTensor> tidalTensor;
  final Lazy<FieldQuantity> density;
  final Lazy<FieldQuantity> escapeVelocity;
  final Lazy<FieldQuantity> circularVelocity;
  final Lazy<FieldQuantity> circularFrequency;
  final Lazy<FieldQuantity> epicyclicFrequency;
  final Lazy<FieldQuantity> verticalFrequency;
  final Lazy<FieldQuantity> enclosedMass;

  private FieldQuantities(Potential potential) {
    this.formulas = FieldFormulas.of(potential);
    this.context = FieldContext.of(potential);
    this.value = inSpace("potential", FieldFormulas::value);
    this.acceleration = Lazy.of(this::accelerationVector);
    this.tidalTensor =
        Lazy.of(() -> new FieldTensor("tidal tensor", formulas.tidalTensor(), context));
    this.density = inSpace("density", FieldFormulas::density);
    this.escapeVelocity = inSpace("escape velocity", FieldFormulas::escapeVelocity);
    this.circularVelocity = byRadius("circular velocity", FieldFormulas::circularVelocity);
    this.circularFrequency = byRadius("circular frequency", FieldFormulas::circularFrequency);
    this.epicyclicFrequency = byRadius("epicyclic frequency", FieldFormulas::epicyclicFrequency);
    this.verticalFrequency = byRadius("vertical frequency", FieldFormulas::verticalFrequency);
    this.enclosedMass = byRadius("enclosed mass", FieldFormulas::enclosedMass);
  }

  static FieldQuantities of(Potential potential) {
    return CACHE.get(potential);
  }

  private FieldVector accelerationVector() {
    return new FieldVector(
        "acceleration",
        List.of("ax", "ay", "az"),
        formulas.acceleration(),
        FieldFormulas.SPACE,
        context);
  }

  private Lazy<FieldQuantity> inSpace(String name, Function<FieldFormulas, Expr> expression) {
    return quantity(name, expression, () -> FieldFormulas.SPACE);
  }

  private Lazy<FieldQuantity> byRadius(String name, Function<FieldFormulas, Expr> expression) {
    return quantity(name, expression, formulas::radius);
  }

  private Lazy<FieldQuantity> quantity(
      String name, Function<FieldFormulas, Expr> expression, Supplier<List<Variable>> coordinates) {
    return Lazy.of(
        () -> new FieldQuantity(name, expression.apply(formulas), coordinates.get(), context));
  }
}
