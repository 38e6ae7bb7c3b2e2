// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.FiniteDifferences;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.PotentialCase.Center;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/** What every potential must do. A new potential adds one instance of {@link PotentialCase}. */
abstract class PotentialContract {

  /** Positions in units of the case's length: in general position, in the plane, near and far. */
  private static final double[][] PLACES = {
    {1.3, -0.7, 0.4}, {0.02, 0.01, -0.03}, {-11, 6, 9}, {2, 0, 0}, {0.4, 0.3, 1e-3}
  };

  private static final double[] RADII = {0.05, 0.9, 7};

  /** Roundings of an expression of some hundred operations, relative to its largest term. */
  private static final double ROUNDING = 2e-13;

  /** Extrapolated central differences of a function that is exact to a few roundings. */
  private static final double DIFFERENCES = 2e-7;

  private PotentialCase given() {
    return instance();
  }

  /** The potential to check. */
  abstract PotentialCase instance();

  private Potential potential() {
    return given().potential();
  }

  private double g() {
    return potential().units().gravitationalConstant();
  }

  private double[][] places() {
    double[][] scaled = new double[PLACES.length][3];
    for (int i = 0; i < PLACES.length; i++) {
      for (int k = 0; k < 3; k++) {
        scaled[i][k] = PLACES[i][k] * given().length();
      }
    }
    return scaled;
  }

  @Test
  void accelerationIsMinusTheGradientInBothModesAndByDifferences() {
    for (double[] place : places()) {
      double[] acceleration = potential().acceleration().at(place);
      double[] reverse = potential().value().gradient(place);
      double size = norm(acceleration);
      for (int k = 0; k < 3; k++) {
        String axis = List.of("x", "y", "z").get(k);
        double forward = potential().value().derivative(axis).at(place);
        assertEquals(-reverse[k], acceleration[k], ROUNDING * size, axis);
        assertEquals(-forward, acceleration[k], ROUNDING * size, axis);
        assertEquals(
            -difference(potential().value(), place, axis), acceleration[k], DIFFERENCES * size);
      }
    }
  }

  @Test
  void densityIsThatOfTheLiterature() {
    for (double[] p : places()) {
      double expected = given().density().at(p[0], p[1], p[2]);
      assertEquals(expected, potential().density().at(p), ROUNDING * densityScale(potential(), p));
    }
  }

  /** The tolerance above notices a change of any parameter by a part in 10^9. */
  @Test
  void densityCheckBites() {
    for (String name : potential().parameters().names()) {
      ParameterSet parameters = potential().parameters();
      Potential wrong =
          potential().withParameters(parameters.with(name, parameters.value(name) + 1e-9));
      if (parameters.value(name) != 0) {
        wrong =
            potential().withParameters(parameters.with(name, parameters.value(name) * (1 + 1e-9)));
      }
      boolean noticed = given().name().equals("point mass");
      for (double[] p : places()) {
        double error = Math.abs(given().density().at(p[0], p[1], p[2]) - wrong.density().at(p));
        noticed |= error > ROUNDING * densityScale(wrong, p);
      }
      assertTrue(noticed, name);
    }
  }

  /** The mean density that the largest second derivative of the potential stands for. */
  private double densityScale(Potential of, double[] p) {
    double largest = 0;
    for (double[] row : of.tidalTensor().at(p[0], p[1], p[2])) {
      for (double entry : row) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    return largest / (4 * Math.PI * g());
  }

  @Test
  void tidalTensorIsTheSymmetricDerivativeOfTheAcceleration() {
    for (double[] p : places()) {
      double[][] tensor = potential().tidalTensor().at(p[0], p[1], p[2]);
      double size = densityScale(potential(), p) * 4 * Math.PI * g();
      double trace = tensor[0][0] + tensor[1][1] + tensor[2][2];
      double density = potential().density().at(p);
      assertEquals(-4 * Math.PI * g() * density, trace, 10 * ROUNDING * size);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          FieldQuantity component = potential().acceleration().component(i);
          String axis = List.of("x", "y", "z").get(j);
          assertEquals(component.gradient(p)[j], tensor[i][j], 10 * ROUNDING * size);
          assertEquals(component.derivative(axis).at(p), tensor[i][j], 10 * ROUNDING * size);
          assertEquals(difference(component, p, axis), tensor[i][j], DIFFERENCES * size);
          assertEquals(tensor[j][i], tensor[i][j]);
        }
      }
    }
  }

  @Test
  void farAwayThePotentialIsThatOfThePointMass() {
    double mass = given().totalMass();
    assertEquals(!Double.isNaN(mass), potential().vanishesAtInfinity());
    if (Double.isNaN(mass)) {
      UnsupportedOperationException error =
          assertThrows(UnsupportedOperationException.class, () -> potential().escapeVelocity());
      assertTrue(error.getMessage().contains("vanishes at infinity"), error.getMessage());
      return;
    }
    double far = 1e12 * given().length();
    double value = potential().value().at(0.6 * far, 0, 0.8 * far);
    double near = potential().value().at(given().length(), 0, 0);
    assertTrue(Math.abs(value) < 1e-9 * Math.abs(near));
    if (!Double.isInfinite(mass)) {
      assertEquals(-g() * mass / far, value, 1e-11 * Math.abs(value));
      assertEquals(mass, potential().enclosedMass().at(1e4 * given().length()), 1e-3 * mass);
    }
  }

  @Test
  void originAndAxisAreFiniteWhereThePhysicsIs() {
    double[] origin = new double[3];
    double z = 0.7 * given().length();
    Center center = given().center();
    assertEquals(center != Center.SINGULAR, Double.isFinite(potential().value().at(origin)));
    for (double[] place : new double[][] {origin, {0, 0, z}, {0, 0, -z}}) {
      for (double component : potential().acceleration().at(place)) {
        assertTrue(Double.isFinite(component), "acceleration at z = " + place[2]);
      }
    }
    assertFinite(potential().tidalTensor().entries().at(0, 0, z));
    assertFinite(potential().density().gradient(0, 0, z));
    assertEquals(0, potential().circularVelocity().at(0));
    assertFinite(potential().circularVelocity().parameterGradient(0).toArray());
    double density = potential().density().at(origin);
    double[][] tides = potential().tidalTensor().at(0, 0, 0);
    double trace = tides[0][0] + tides[1][1] + tides[2][2];
    if (center == Center.FINITE) {
      assertEquals(given().density().at(0, 0, 0), density, 10 * ROUNDING * Math.abs(density));
      double expected = -4 * Math.PI * g() * density;
      assertEquals(expected, trace, 10 * ROUNDING * Math.abs(expected));
    } else if (!given().name().equals("point mass")) {
      assertEquals(Double.POSITIVE_INFINITY, density);
      assertEquals(Double.NEGATIVE_INFINITY, trace);
    }
  }

  /**
   * A body that rests in the center has no part in the derivatives with respect to parameters,
   * though the tidal tensor of a cusp is infinite there.
   */
  @Test
  void bodyInTheCenterLeavesDerivativesAsTheyAre() {
    if (given().center() == Center.SINGULAR || norm(potential().acceleration().at(0, 0, 0)) != 0) {
      return; // no body can rest there
    }
    double length = given().length();
    double speed = 0.5 * potential().circularVelocity().at(length);
    Particles resting = Particles.single(0, PhasePoint.of(0, 0, 0, 0, 0, 0));
    Particles moving =
        Particles.single(
            0, PhasePoint.of(1.3 * length, -0.7 * length, 0.4 * length, 0, speed, speed));
    Simulation simulation = Simulation.in(potential()).withSteps(20);
    var loss = simulation.then(Trajectory.toLast()).then(Maps.<Particles>sumOfSquares());
    SimulationInput one = simulation.input(moving, length / speed);
    SimulationInput both = simulation.input(resting.concat(moving), length / speed);
    for (Mode mode : Mode.values()) {
      SimulationInput gradient = Gradient.of(loss, both, mode);
      assertFinite(gradient.toArray());
      double[] alone = Gradient.of(loss, one, mode).field().toArray();
      for (int k = 0; k < alone.length; k++) {
        assertEquals(alone[k], gradient.field().toArray()[k], 1e-13 * Math.abs(alone[k]));
      }
    }
    SimulationInput center = simulation.input(resting, length / speed);
    assertEquals(0, Gradient.of(loss, center).field().norm());
    assertFinite(simulation.jvp(center, center).tangent().toArray());
    WithDualPullback<SimulationInput, Trajectory> second =
        simulation.twice().orElseThrow().vjpAlong(both, both);
    assertFinite(second.pull(second.value()).tangent().field().toArray());
  }

  private static void assertFinite(double[] values) {
    for (double value : values) {
      assertTrue(Double.isFinite(value));
    }
  }

  @Test
  void enclosedMassIsTheIntegralOfTheDensity() {
    if (given().name().equals("point mass")) {
      assertEquals(4e6, potential().enclosedMass().at(0.3));
      return;
    }
    for (double radius : RADII) {
      double r = radius * given().length();
      double expected = SphereIntegral.of(given().density(), r);
      assertEquals(expected, potential().enclosedMass().at(r), 2e-9 * Math.abs(expected));
    }
  }

  @Test
  void orbitsInThePlaneHaveTheirFrequencies() {
    for (double radius : RADII) {
      double r = radius * given().length();
      double speed = potential().circularVelocity().at(r);
      double pull = -potential().acceleration().at(r, 0, 0)[0];
      assertEquals(Math.sqrt(r * pull), speed, ROUNDING * speed);
      double omega = potential().circularFrequency().at(r);
      assertEquals(speed / r, omega, ROUNDING * omega);
      // Binney and Tremaine 2008, equation 3.80: kappa^2 = (2 Omega / R) d(R^2 Omega)/dR.
      double slope = potential().circularVelocity().gradient(r)[0];
      double kappa = Math.sqrt(2 * omega / r * (speed + r * slope));
      assertEquals(kappa, potential().epicyclicFrequency().at(r), 1e-10 * kappa);
      double nu = Math.sqrt(-potential().tidalTensor().component(2, 2).at(r, 0, 0));
      assertEquals(nu, potential().verticalFrequency().at(r), 1e-12 * nu);
    }
  }

  @Test
  void everyQuantityHasItsDerivativesInBothModesAndByDifferences() {
    for (FieldQuantity quantity : quantities()) {
      for (double[] place : placesOf(quantity)) {
        double[] byPlace = quantity.gradient(place);
        for (int k = 0; k < place.length; k++) {
          Variable coordinate = quantity.coordinates().get(k);
          double unit = Math.abs(quantity.at(place)) / given().length();
          check(quantity, place, coordinate.name(), byPlace[k], unit);
        }
        ParameterSet byParameter = quantity.parameterGradient(place);
        for (String name : byParameter.names()) {
          double size = Math.abs(quantity.parameters().value(name));
          double unit = Math.abs(quantity.at(place)) / (size == 0 ? 1 : size);
          check(quantity, place, name, byParameter.value(name), unit);
        }
      }
    }
  }

  private void check(
      FieldQuantity quantity, double[] place, String name, double reverse, double unit) {
    String what = quantity.name() + " by " + name;
    double forward = quantity.derivative(name).at(place);
    double scale = Math.max(Math.abs(reverse), unit);
    assertEquals(forward, reverse, 1e-10 * scale, what);
    assertEquals(difference(quantity, place, name), reverse, 1e-6 * scale, what);
  }

  private List<FieldQuantity> quantities() {
    Potential p = potential();
    List<FieldQuantity> quantities =
        new ArrayList<>(
            List.of(
                p.value(),
                p.acceleration().component("ay"),
                p.tidalTensor().component(0, 2),
                p.density(),
                p.circularVelocity(),
                p.circularFrequency(),
                p.epicyclicFrequency(),
                p.verticalFrequency(),
                p.enclosedMass()));
    if (p.vanishesAtInfinity()) {
      quantities.add(p.escapeVelocity());
    }
    return quantities;
  }

  private double[][] placesOf(FieldQuantity quantity) {
    double s = given().length();
    return quantity.coordinates().size() == 1
        ? new double[][] {{0.1 * s}, {2 * s}}
        : new double[][] {{1.3 * s, -0.7 * s, 0.4 * s}, {0.05 * s, 0.03 * s, -0.06 * s}};
  }

  /** The derivative with respect to a coordinate or a parameter by central differences. */
  private static double difference(FieldQuantity quantity, double[] place, String name) {
    List<String> coordinates = quantity.coordinates().stream().map(Variable::name).toList();
    int k = coordinates.indexOf(name);
    double at = k < 0 ? quantity.parameters().value(name) : place[k];
    double scale = at == 0 ? norm(place) / 10 : Math.abs(at);
    if (k >= 0) {
      scale = Math.max(scale, norm(place) / 10);
    }
    double step = scale == 0 ? 1 : scale;
    return FiniteDifferences.derivative(
                (Scalar s) -> {
                  double moved = at + step * s.value();
                  if (k < 0) {
                    ParameterSet changed = quantity.parameters().with(name, moved);
                    return Scalar.of(quantity.with(changed).at(place));
                  }
                  double[] point = place.clone();
                  point[k] = moved;
                  return Scalar.of(quantity.at(point));
                },
                Scalar.ZERO,
                Scalar.ONE)
            .value()
            .value()
        / step;
  }

  @Test
  void badParametersAreRejectedWithTheRule() {
    assertFalse(given().rejected().isEmpty());
    for (PotentialCase.Rejected rejected : given().rejected()) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class, rejected.constructor()::get, rejected.message());
      assertTrue(error.getMessage().contains(rejected.message()), error.getMessage());
    }
  }

  @Test
  void formulaSurvivesTextAndIsDescribed() {
    Expr formula = potential().potential();
    assertEquals(formula, Expr.parse(formula.toString()));
    String text = potential().describe();
    assertTrue(text.contains(formula.toString()), text);
    for (String name : potential().parameters().names()) {
      assertTrue(text.contains(name + " = " + potential().parameters().value(name)), text);
    }
    assertTrue(potential().toLatex().startsWith("\\Phi = "), potential().toLatex());
    for (FieldQuantity quantity : quantities()) {
      assertFalse(quantity.toLatex().isBlank());
      assertTrue(quantity.toString().startsWith(quantity.name()));
    }
  }

  @Test
  void otherUnitsChangeTheConstantOfGravityOnly() {
    Potential other = potential().in(org.odisseo.units.UnitSystem.NBODY);
    double[] p = places()[0];
    double[] here = potential().acceleration().at(p);
    double[] there = other.acceleration().at(p);
    assertEquals(potential().parameters(), other.parameters());
    assertEquals(
        potential().density().at(p) * (isOfGravity() ? 1 : g()),
        other.density().at(p),
        1e-11 * Math.abs(other.density().at(p)) + 1e-30);
    for (int k = 0; k < 3; k++) {
      double expected = isOfGravity() ? here[k] / g() : here[k];
      assertEquals(expected, there[k], 1e-13 * norm(there));
    }
  }

  /** Whether the potential is proportional to the constant of gravity. */
  private boolean isOfGravity() {
    return potential().potential().variables().contains(Expr.variable("G"));
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double c : v) {
      sum += c * c;
    }
    return Math.sqrt(sum);
  }
}
