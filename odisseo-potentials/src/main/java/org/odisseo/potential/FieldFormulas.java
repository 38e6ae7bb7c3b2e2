// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.odisseo.field.ExternalField.GRAVITATIONAL_CONSTANT;
import static org.odisseo.field.ExternalField.POSITION;
import static org.odisseo.field.ExternalField.X;
import static org.odisseo.field.ExternalField.Y;
import static org.odisseo.field.ExternalField.Z;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.odisseo.expr.Comparison;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Functions;
import org.odisseo.expr.Variable;

/**
 * All that follows from the formula of a potential, as expressions. They depend on the formula
 * alone, so every potential of one kind shares them; each is derived when it is first asked for.
 */
final class FieldFormulas {

  /** The coordinates of the quantities that depend on the position. */
  static final List<Variable> SPACE = POSITION;

  private static final SoftCache<Expr, FieldFormulas> CACHE = new SoftCache<>(FieldFormulas::new);

  private final Expr potential;
  private final SymmetricParts parts;
  private final Variable radius;
  private final Lazy<RadialForm> radialForm;
  private final Lazy<List<Expr>> gradient = Lazy.of(this::deriveGradient);
  private final Lazy<List<List<Expr>>> hessian = Lazy.of(this::deriveTotalHessian);
  private final Lazy<Plane> plane = Lazy.of(this::derivePlane);
  private final Lazy<Expr> density = Lazy.of(this::deriveDensity);
  private final Lazy<Expr> enclosedMass = Lazy.of(this::deriveEnclosedMass);

  private FieldFormulas(Expr potential) {
    this.potential = potential;
    this.parts = SymmetricParts.of(potential);
    this.radius = FreshVariable.notIn(potential, "R");
    this.radialForm = Lazy.of(() -> RadialForm.of(parts.spherical()));
  }

  static FieldFormulas of(Potential potential) {
    return CACHE.get(potential.potential());
  }

  Expr value() {
    return potential;
  }

  List<Expr> acceleration() {
    return gradient.get().stream().map(Expr::negate).toList();
  }

  List<List<Expr>> tidalTensor() {
    return hessian.get().stream().map(row -> row.stream().map(Expr::negate).toList()).toList();
  }

  Expr density() {
    return density.get();
  }

  Expr escapeVelocity() {
    return potential.times(-2).sqrt();
  }

  Expr enclosedMass() {
    return enclosedMass.get();
  }

  /**
   * R Omega, which has its derivative at the center as well; but where Omega is infinite, in the
   * center of a cusp, zero; and where R Omega has no derivative, without mass, the root of R
   * dPhi/dR.
   */
  Expr circularVelocity() {
    Expr squaredFrequency = plane.get().circular();
    Expr zero = Expr.constant(0);
    Expr root = radius.times(inPlane(gradient.get().get(0))).sqrt();
    Expr positive =
        Functions.select(
            Comparison.GT,
            squaredFrequency.reciprocal(),
            zero,
            radius.times(squaredFrequency.sqrt()),
            inCenter(zero, root));
    Expr others =
        Functions.select(
            Comparison.EQ,
            squaredFrequency,
            zero,
            inCenter(zero, root),
            inCenter(zeroOfUnknownSlope(), root));
    return Functions.select(Comparison.GT, squaredFrequency, zero, positive, others);
  }

  private Expr inCenter(Expr there, Expr elsewhere) {
    return Functions.select(Comparison.EQ, radius, Expr.constant(0), there, elsewhere);
  }

  /** Zero at radius zero, where its derivative is infinity minus infinity. */
  private Expr zeroOfUnknownSlope() {
    return radius.pow(0.5).minus(radius.pow(0.25));
  }

  Expr circularFrequency() {
    return plane.get().circular().sqrt();
  }

  Expr epicyclicFrequency() {
    return plane.get().epicyclic().sqrt();
  }

  Expr verticalFrequency() {
    return plane.get().vertical().sqrt();
  }

  /** The coordinate of the quantities that depend on a radius alone. */
  List<Variable> radius() {
    return List.of(radius);
  }

  private List<Expr> deriveGradient() {
    return Derivatives.gradient(potential, POSITION);
  }

  /**
   * The Hessian, in the center with the limit of the spherical part, (1/r) dPhi/dr in all
   * directions, where its Cartesian derivatives are zero times infinity.
   */
  private List<List<Expr>> deriveTotalHessian() {
    List<List<Expr>> spherical = deriveHessian(Derivatives.gradient(parts.spherical(), POSITION));
    List<List<Expr>> flattened = deriveHessian(Derivatives.gradient(parts.flattened(), POSITION));
    Expr distance = Functions.norm(X, Y, Z);
    Expr zero = Expr.constant(0);
    Expr limit = radialForm.get().slopeOverRadius(distance);
    List<List<Expr>> sum = new ArrayList<>();
    for (int i = 0; i < spherical.size(); i++) {
      List<Expr> row = new ArrayList<>();
      for (int j = 0; j < spherical.size(); j++) {
        Expr there = i == j ? limit : zero;
        Expr part = Functions.select(Comparison.EQ, distance, zero, there, spherical.get(i).get(j));
        row.add(flattened.get(i).get(j).plus(part));
      }
      sum.add(row);
    }
    return sum;
  }

  private static List<List<Expr>> deriveHessian(List<Expr> gradient) {
    List<Expr> x = Derivatives.gradient(gradient.get(0), POSITION);
    List<Expr> y = Derivatives.gradient(gradient.get(1), List.of(Y, Z));
    Expr zz = gradient.get(2).derivative(Z);
    return List.of(x, List.of(x.get(1), y.get(0), y.get(1)), List.of(x.get(2), y.get(1), zz));
  }

  private Expr deriveDensity() {
    List<List<Expr>> h = deriveHessian(Derivatives.gradient(parts.flattened(), POSITION));
    Expr laplacian =
        radialForm
            .get()
            .laplacian(Functions.norm(X, Y, Z))
            .plus(h.get(0).get(0))
            .plus(h.get(1).get(1))
            .plus(h.get(2).get(2));
    return laplacian.over(GRAVITATIONAL_CONSTANT.times(4 * Math.PI));
  }

  private Expr deriveEnclosedMass() {
    return EnclosedMass.of(potential, parts, radialForm.get(), radius);
  }

  /**
   * The squared frequencies of nearly circular orbits in the plane.
   *
   * @param circular (1/R) dPhi/dR
   * @param epicyclic d2Phi/dR2 + (3/R) dPhi/dR
   * @param vertical d2Phi/dz2
   */
  private record Plane(Expr circular, Expr epicyclic, Expr vertical) {}

  private Plane derivePlane() {
    List<Expr> slopes = Derivatives.gradient(parts.flattened(), POSITION);
    List<List<Expr>> h = deriveHessian(slopes);
    // With symmetry about the axis (1/R) dPhi/dR is the second derivative across the radius, which
    // is
    // finite at R = 0 as well.
    Expr flattened =
        parts.isAxisymmetric() ? inPlane(h.get(1).get(1)) : inPlane(slopes.get(0)).over(radius);
    Expr spherical = radialForm.get().slopeOverRadius(radius);
    Expr circular = flattened.plus(spherical);
    return new Plane(
        circular,
        inPlane(h.get(0).get(0)).plus(flattened.times(3)).plus(radialForm.get().epicyclic(radius)),
        inPlane(h.get(2).get(2)).plus(spherical));
  }

  private Expr inPlane(Expr expression) {
    return expression.substitute(Map.of(X, radius, Y, Expr.constant(0), Z, Expr.constant(0)));
  }
}
