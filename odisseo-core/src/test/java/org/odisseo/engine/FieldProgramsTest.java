// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.FieldFormulas.Formula;
import org.odisseo.engine.FieldFormulas.Kind;
import org.odisseo.expr.Variable;
import org.odisseo.field.ExternalField;

class FieldProgramsTest {

  private final List<Formula> compiled = new ArrayList<>();

  private Formula compile(Formula formula) {
    compiled.add(formula);
    return formula;
  }

  private FieldPrograms<Formula> programs(ExternalField field) {
    return new FieldPrograms<>(field, this::compile);
  }

  private static List<Formula> all(FieldPrograms<Formula> programs) {
    return List.of(
        programs.acceleration(),
        programs.tangent(),
        programs.adjoint(),
        programs.adjointTangent(),
        programs.linearization(List.of(0, 2)),
        programs.linearization(List.of(1)));
  }

  @Test
  void eachIsCompiledOnceWhenItIsFirstAskedFor() {
    FieldPrograms<Formula> programs = programs(SessionBench.BAR);
    assertTrue(compiled.isEmpty());
    List<Formula> first = all(programs);
    assertEquals(first, compiled);
    assertEquals(first, all(programs));
    assertEquals(6, compiled.size());
  }

  /** What is said about inputs and outputs has as many numbers as there are. */
  @Test
  void kindsFitTheNumbers() {
    for (ExternalField field : List.of(SessionBench.BAR, SessionBench.HALO)) {
      for (Formula formula : all(programs(field))) {
        assertEquals(formula.perBody().size(), size(formula.inputs()));
        assertEquals(formula.expressions().size(), size(formula.outputs()));
        List<Variable> inputs = new ArrayList<>(formula.perBody());
        inputs.addAll(formula.shared());
        formula.expressions().forEach(e -> assertTrue(inputs.containsAll(e.variables())));
      }
    }
  }

  private static int size(List<Kind> kinds) {
    return kinds.stream().mapToInt(Kind::size).sum();
  }

  @Test
  void knowsTheTimeAndWhetherThereIsAForce() {
    assertTrue(programs(SessionBench.BAR).timeDependent());
    assertFalse(programs(SessionBench.HALO).timeDependent());
    assertTrue(programs(ExternalField.none()).isZero());
    assertFalse(programs(SessionBench.HALO).isZero());
  }

  private static ExternalField field(double mass, String power) {
    return ExternalField.of("-mass*norm(x, y, z)^" + power, ParameterSet.of("mass", mass));
  }

  /** With other values it is the same; the one that was used last stays longest. */
  @Test
  void fieldsOfEqualExpressionsShareWhatIsMade() {
    FieldCache<Object> cache = new FieldCache<>(2, field -> new Object());
    Object first = cache.of(field(1, "2"));
    Object second = cache.of(field(1, "3"));
    assertNotSame(first, second);
    assertSame(first, cache.of(field(5, "2")));
    cache.of(field(1, "4"));
    assertSame(first, cache.of(field(1, "2")));
    assertNotSame(second, cache.of(field(1, "3")));
  }
}
