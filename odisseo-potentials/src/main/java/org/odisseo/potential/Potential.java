// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;
import org.odisseo.units.UnitSystem;

/**
 * A gravitational potential: one formula, from which everything else follows.
 *
 * <p>A new potential is a record with its parameters as components, all of type {@code double}, and
 * one formula of {@code x, y, z, G} and those names, kept in a constant:
 *
 * <pre>{@code
 * public record Plummer(double mass, double scaleRadius) implements Potential {
 *   private static final Expr FORMULA = Expr.parse("-G*mass/sqrt(x^2+y^2+z^2+scaleRadius^2)");
 *
 *   public Plummer {
 *     Require.nonNegative("mass", mass);
 *     Require.positive("scaleRadius", scaleRadius);
 *   }
 *
 *   public Expr potential() {
 *     return FORMULA;
 *   }
 * }
 * }</pre>
 *
 * <p>A potential without a closed form is the integral that defines it: {@code integrate(f, s,
 * lower, upper, order)} in the formula is a Gauss-Legendre quadrature, and all that follows is
 * derived under it, as for {@link TriaxialNfw}.
 *
 * <p>One that is needed once is {@link #of(String, ParameterSet) one line of text}. Every quantity
 * below is an expression in turn, with derivatives with respect to position and parameters,
 * compiled at its first use and then remembered for equal potentials; so an implementation that is
 * not a record should define {@code equals}. In a loop keep the {@link FieldQuantity} in a
 * variable.
 *
 * <p>Numbers are in the units of {@link #units()}, which supplies the constant of gravity.
 */
public interface Potential extends ExternalField {

  /** A potential from one line of text; see {@link ExternalField#of(String, ParameterSet)}. */
  static Potential of(String formula, ParameterSet parameters) {
    return of(Expr.parse(formula), parameters);
  }

  /** A potential from an expression; see {@link ExternalField#of(Expr, ParameterSet)}. */
  static Potential of(Expr formula, ParameterSet parameters) {
    return of(ExternalField.of(formula, parameters));
  }

  /** Any field as a potential. */
  static Potential of(ExternalField field) {
    return field instanceof Potential potential
        ? potential
        : new FormulaPotential(field.potential(), field.parameters(), field.units());
  }

  /**
   * The components of the record with their values.
   *
   * @throws IllegalStateException if the implementing class is not a record, or has a component
   *     that is not a {@code double}; such a class overrides this method
   */
  @Override
  default ParameterSet parameters() {
    return RecordParameters.of(this);
  }

  /**
   * The same numbers read in other units: nothing is converted, only the constant of gravity
   * becomes that of the units.
   */
  default Potential in(UnitSystem units) {
    return new FormulaPotential(potential(), parameters(), units);
  }

  /**
   * The same formula with other values of its parameters, in the order of {@link #parameters()}.
   * The values are not validated, so that derivatives may step anywhere.
   */
  @Override
  default Potential withParameters(ParameterSet values) {
    parameters().requireSameNames(values);
    return new FormulaPotential(potential(), values, units());
  }

  /** The potential \(\Phi(x, y, z)\) [velocity^2]. */
  default FieldQuantity value() {
    return FieldQuantities.of(this).value.get();
  }

  /** The acceleration \(-\nabla\Phi\) at (x, y, z), three components [length time^-2]. */
  default FieldVector acceleration() {
    return FieldQuantities.of(this).acceleration.get();
  }

  /**
   * The tidal tensor \(T_{ij} = \partial a_i/\partial x_j = -\partial^2\Phi/\partial x_i\partial
   * x_j\) at (x, y, z) [time^-2]: minus the Hessian of the potential. Two bodies at a small
   * separation d are pulled apart with the relative acceleration T d, so a positive eigenvalue
   * stretches; the trace is \(-4\pi G\rho\). In the center of a spherical cusp it is minus infinity
   * on the diagonal.
   */
  default FieldTensor tidalTensor() {
    return FieldQuantities.of(this).tidalTensor.get();
  }

  /**
   * The density that makes the potential by Poisson's equation, \(\rho = \nabla^2\Phi/(4\pi G)\),
   * at (x, y, z) [mass length^-3]. Where it is many orders of magnitude below the mean density
   * within that radius, it is what is left of a cancellation: its error is about 1e-16 of that
   * mean.
   */
  default FieldQuantity density() {
    return FieldQuantities.of(this).density.get();
  }

  /**
   * The circular velocity \(v_c(R) = \sqrt{R\,\partial\Phi/\partial R}\) in the plane z = 0
   * [velocity], zero at R = 0. In a potential that is not symmetric about the z axis this is the
   * value on the positive x axis. In the center of a cusp the derivative with respect to R, which
   * is infinite, is given as zero.
   */
  default FieldQuantity circularVelocity() {
    return FieldQuantities.of(this).circularVelocity.get();
  }

  /** The angular frequency \(\Omega(R) = v_c/R\) of a circular orbit in the plane [time^-1]. */
  default FieldQuantity circularFrequency() {
    return FieldQuantities.of(this).circularFrequency.get();
  }

  /**
   * The epicyclic frequency \(\kappa(R) = \sqrt{\partial^2\Phi/\partial R^2 + 3\Omega^2}\) of a
   * nearly circular orbit in the plane [time^-1].
   */
  default FieldQuantity epicyclicFrequency() {
    return FieldQuantities.of(this).epicyclicFrequency.get();
  }

  /**
   * The vertical frequency \(\nu(R) = \sqrt{\partial^2\Phi/\partial z^2}\) of a nearly circular
   * orbit in the plane [time^-1].
   */
  default FieldQuantity verticalFrequency() {
    return FieldQuantities.of(this).verticalFrequency.get();
  }

  /**
   * The escape velocity \(\sqrt{-2\Phi}\) at (x, y, z) [velocity].
   *
   * @throws UnsupportedOperationException if the potential does not vanish at infinity
   */
  default FieldQuantity escapeVelocity() {
    InfinityCheck.require(this);
    return FieldQuantities.of(this).escapeVelocity.get();
  }

  /**
   * The mass M(r) within the sphere of radius r about the origin [mass]: \(r^2\Phi'(r)/G\) for the
   * spherical terms of the potential, and for the others Gauss's theorem, the flux of
   * \(\nabla\Phi\) through the sphere by quadrature (about 1e-10 for a disk a hundredth as thick as
   * the radius).
   */
  default FieldQuantity enclosedMass() {
    return FieldQuantities.of(this).enclosedMass.get();
  }

  /**
   * Whether the potential tends to zero far away in every direction, so that there is an escape.
   */
  default boolean vanishesAtInfinity() {
    return InfinityCheck.vanishes(this);
  }

  /** The formula as LaTeX, an equation for \(\Phi\). */
  default String toLatex() {
    return "\\Phi = " + potential().toLatex();
  }

  /** The formula, the parameters and the units as lines of text. */
  default String describe() {
    return Description.of(this);
  }
}
