// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Names;

/**
 * The sum of named potentials. The parameter {@code mass} of the component {@code halo} is called
 * {@code halo.mass}, so several components of one kind do not collide.
 *
 * <pre>{@code
 * CompositePotential galaxy = CompositePotential.of(
 *     "halo", new Nfw(4.4e11, 16), "disk", new MiyamotoNagai(6.8e10, 3, 0.28));
 * galaxy.component("halo").circularVelocity().at(8);
 * }</pre>
 */
public final class CompositePotential implements Potential {

  private final Map<String, Potential> components;
  private final ExternalField sum;

  private CompositePotential(Map<String, Potential> components) {
    this.components = Collections.unmodifiableMap(components);
    components.forEach((name, potential) -> Objects.requireNonNull(potential, name));
    requireCommonUnits(components);
    this.sum = ExternalField.sum(components);
  }

  /**
   * The sum of components in the order of the map. Potentials know their units, so all must be in
   * the same, also where {@link ExternalField#sum(Map)} would read galactic ones in others.
   *
   * @throws IllegalArgumentException if there is no component, a name is not a plain identifier, or
   *     the components are in different units
   */
  public static CompositePotential of(Map<String, ? extends Potential> components) {
    return new CompositePotential(new LinkedHashMap<>(components));
  }

  /** The sum of two named components. */
  public static CompositePotential of(
      String name1, Potential potential1, String name2, Potential potential2) {
    return of(List.of(name1, name2), potential1, potential2);
  }

  /** The sum of three named components. */
  public static CompositePotential of(
      String name1,
      Potential potential1,
      String name2,
      Potential potential2,
      String name3,
      Potential potential3) {
    return of(List.of(name1, name2, name3), potential1, potential2, potential3);
  }

  /**
   * The sum of as many components as there are names.
   *
   * @throws IllegalArgumentException also if a name comes twice or the lengths differ
   */
  public static CompositePotential of(List<String> names, Potential... potentials) {
    if (names.size() != potentials.length) {
      throw new IllegalArgumentException(
          "potentials must be one per name of " + names + ", got " + potentials.length);
    }
    Map<String, Potential> components = new LinkedHashMap<>();
    for (int i = 0; i < potentials.length; i++) {
      putNew(components, names.get(i), potentials[i]);
    }
    return of(components);
  }

  /** This sum with one more component; its name must be new. */
  public CompositePotential and(String name, Potential potential) {
    Map<String, Potential> more = new LinkedHashMap<>(components);
    putNew(more, name, potential);
    return of(more);
  }

  /** This sum with another potential in place of the component of that name. */
  public CompositePotential with(String name, Potential potential) {
    component(name);
    Map<String, Potential> changed = new LinkedHashMap<>(components);
    changed.put(name, potential);
    return of(changed);
  }

  /** The components by name, in their order. */
  public Map<String, Potential> components() {
    return components;
  }

  /**
   * One component.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Potential component(String name) {
    Potential found = components.get(name);
    if (found == null) {
      throw Names.unknown("component", name, components.keySet());
    }
    return found;
  }

  @Override
  public Expr potential() {
    return sum.potential();
  }

  @Override
  public ParameterSet parameters() {
    return sum.parameters();
  }

  @Override
  public UnitSystem units() {
    return sum.units();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompositePotential that
        && components.equals(that.components)
        && parameters().names().equals(that.parameters().names());
  }

  @Override
  public int hashCode() {
    return components.hashCode();
  }

  @Override
  public String toString() {
    return "CompositePotential" + components;
  }

  private static void putNew(Map<String, Potential> map, String name, Potential potential) {
    if (map.putIfAbsent(name, potential) != null) {
      throw new IllegalArgumentException(
          "component names must be different, got \"" + name + "\" twice");
    }
  }

  private static void requireCommonUnits(Map<String, Potential> components) {
    List<UnitSystem> units = components.values().stream().map(Potential::units).distinct().toList();
    if (units.size() != 1) {
      throw new IllegalArgumentException(
          "components must be at least one and all in the same units, got " + units);
    }
  }
}
