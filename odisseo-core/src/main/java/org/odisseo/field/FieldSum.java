// SPDX-License-Identifier: Apache-2.0

package org.odisseo.field;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.units.UnitSystem;

/** Adds named fields. The prefixed names keep the parameters of the components apart. */
final class FieldSum {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private FieldSum() {}

  static ExternalField of(Map<String, ? extends ExternalField> components) {
    Expr sum = Expr.constant(0);
    ParameterSet parameters = ParameterSet.of();
    for (Map.Entry<String, ? extends ExternalField> entry : components.entrySet()) {
      String prefix = requireIdentifier(entry.getKey()) + ".";
      ExternalField component = entry.getValue();
      Map<Variable, Expr> renamed = new LinkedHashMap<>();
      for (String name : component.parameters().names()) {
        renamed.put(Expr.variable(name), Expr.variable(prefix + name));
      }
      sum = sum.plus(component.potential().substitute(renamed));
      parameters = parameters.and(component.parameters().prefixed(prefix));
    }
    return new FormulaField(sum, parameters, commonUnits(components.values()));
  }

  private static UnitSystem commonUnits(Collection<? extends ExternalField> components) {
    List<UnitSystem> stated =
        components.stream()
            .map(ExternalField::units)
            .filter(units -> !units.equals(UnitSystem.GALACTIC))
            .distinct()
            .toList();
    if (stated.size() > 1) {
      throw new IllegalArgumentException("components must be in the same units, got " + stated);
    }
    return stated.isEmpty() ? UnitSystem.GALACTIC : stated.get(0);
  }

  /** A map in the order of the names, refusing a name that comes twice. */
  static <T> Map<String, T> map(List<String> names, List<? extends T> values) {
    Map<String, T> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (map.put(names.get(i), values.get(i)) != null) {
        throw new IllegalArgumentException(
            "component names must be different, got \"" + names.get(i) + "\" twice");
      }
    }
    return map;
  }

  private static String requireIdentifier(String name) {
    if (IDENTIFIER.matcher(name).matches()) {
      return name;
    }
    throw new IllegalArgumentException(
        "component name must be letters, digits and underscores beginning with a letter, got \""
            + name
            + "\"");
  }
}
