// SPDX-License-Identifier: Apache-2.0

package org.odisseo.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;

class ExternalFieldTest {

  private static final ExternalField SPHERE =
      ExternalField.of("-G*mass/sqrt(x^2+y^2+z^2+a^2)", ParameterSet.of("mass", 3, "a", 0.5));

  private static double valueAt(ExternalField field, double x, double y, double z) {
    Map<String, Double> values = new HashMap<>(field.parameters().toMap());
    values.putAll(Map.of("x", x, "y", y, "z", z, "t", 0.25, "G", 2.0));
    return field.potential().evaluate(values);
  }

  @Test
  void noneIsZeroWithoutParameters() {
    assertEquals(Expr.constant(0), ExternalField.none().potential());
    assertEquals(List.of(), ExternalField.none().parameters().names());
    assertFalse(ExternalField.none().isTimeDependent());
  }

  @Test
  void sumAddsPotentialsAndKeepsParametersOfOneKindApart() {
    ExternalField light = SPHERE.withParameters(ParameterSet.of("mass", 0.1, "a", 2));
    ExternalField sum = ExternalField.sum("heavy", SPHERE, "light", light);
    assertEquals(
        List.of("heavy.mass", "heavy.a", "light.mass", "light.a"), sum.parameters().names());
    assertEquals(
        List.of("heavy.mass", "heavy.a", "light.mass", "light.a"),
        sum.parameterVariables().stream().map(Object::toString).toList());
    double expected = -2 * 3 / Math.sqrt(14.25) - 2 * 0.1 / Math.sqrt(18);
    assertEquals(expected, valueAt(sum, 1, 2, 3), 1e-15);
  }

  @Test
  void sumsNest() {
    ExternalField pair = ExternalField.sum("a", SPHERE, "b", SPHERE);
    ExternalField nested = ExternalField.sum("pair", pair, "single", SPHERE);
    assertTrue(nested.parameters().has("pair.b.mass"));
    assertEquals(3 * valueAt(SPHERE, 1, 0, 2), valueAt(nested, 1, 0, 2), 1e-14);
  }

  @Test
  void timeDependenceIsSeen() {
    ExternalField growing =
        ExternalField.of("-G*mass*(1+t)/norm(x,y,z)", ParameterSet.of("mass", 1));
    assertTrue(growing.isTimeDependent());
    assertFalse(SPHERE.isTimeDependent());
    assertEquals(-2.5 / 3, valueAt(growing, 1, 2, 2), 1e-15);
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    assertMessage("\"mas\"", () -> ExternalField.of("-G*mas/norm(x,y,z)", ParameterSet.of()));
    assertMessage(
        "must occur in the potential, got \"b\"",
        () -> ExternalField.of("-G*a/norm(x,y,z)", ParameterSet.of("a", 1, "b", 2)));
    assertMessage("got \"t\"", () -> ExternalField.of("-G*t/norm(x,y,z)", ParameterSet.of("t", 1)));
    assertMessage("got \"the halo\"", () -> ExternalField.sum("the halo", SPHERE, "b", SPHERE));
    assertMessage("\"b\" twice", () -> ExternalField.sum("b", SPHERE, "b", SPHERE));
    assertMessage("in this order", () -> SPHERE.withParameters(ParameterSet.of("a", 1, "mass", 2)));
    assertMessage("column", () -> ExternalField.of("-G*mass/(x^2", ParameterSet.of("mass", 1)));
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
