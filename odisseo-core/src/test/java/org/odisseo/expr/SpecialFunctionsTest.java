// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every special function against references computed with 60 digits, and at the edges of its
 * domain.
 */
class SpecialFunctionsTest {

  /** One reference value, and the accuracy that the documentation promises for its function. */
  record Reference(String function, int order, List<Double> arguments, double value) {
    double computed() {
      double x = arguments.get(0);
      return switch (function) {
        case "gammaP" ->
            order == 0 ? SpecialFunctions.gammaP(x, y()) : SpecialFunctions.gammaP(order, x, y());
        case "cutoffPotential" ->
            order == 0
                ? SpecialFunctions.cutoffPotential(x, y())
                : SpecialFunctions.cutoffPotential(order, x, y());
        case "logRatio" -> SpecialFunctions.logRatio(order, x);
        case "logGamma" -> SpecialFunctions.logGamma(x);
        case "polygamma" -> SpecialFunctions.polygamma(order, x);
        case "erf" -> SpecialFunctions.erf(x);
        default -> throw new IllegalArgumentException("no function " + function);
      };
    }

    double tolerance() {
      return switch (function) {
        case "gammaP" -> order == 0 ? 1e-13 * value : 1e-11 * Math.abs(value);
        case "cutoffPotential" -> (order == 0 ? 1e-13 : 1e-10) * Math.abs(value);
        case "logRatio" -> 1e-13 * Math.abs(value);
        case "logGamma" -> (arguments.get(0) > 0 ? 4e-15 : 1e-13) * Math.abs(value);
        case "polygamma" -> 1e-14 * Math.max(Math.abs(value), order == 0 ? 1 : 0);
        default -> 2e-15 * Math.abs(value);
      };
    }

    private double y() {
      return arguments.get(1);
    }
  }

  static Stream<String> functions() {
    return Stream.of("gammaP", "cutoffPotential", "logRatio", "logGamma", "polygamma", "erf");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void agreesWithHighPrecisionReferences(String function) {
    List<Reference> references = references(function);
    assertTrue(references.size() > 10, "references of " + function);
    for (Reference reference : references) {
      assertEquals(
          reference.value(), reference.computed(), reference.tolerance(), reference::toString);
    }
  }

  @Test
  void derivativesInTheShapeAreCentralDifferencesOfTheOrderBelow() {
    double h = 1e-4;
    for (double a : new double[] {0.6, 1.3, 4}) {
      for (double x : new double[] {0.05, 0.9, 2, 6}) {
        for (int k = 0; k < 3; k++) {
          double difference =
              (SpecialFunctions.gammaP(k, a + h, x) - SpecialFunctions.gammaP(k, a - h, x))
                  / (2 * h);
          assertEquals(
              difference,
              SpecialFunctions.gammaP(k + 1, a, x),
              1e-6,
              "a=" + a + " x=" + x + " k=" + k);
          difference =
              (SpecialFunctions.cutoffPotential(k, a + h, x)
                      - SpecialFunctions.cutoffPotential(k, a - h, x))
                  / (2 * h);
          assertEquals(
              difference,
              SpecialFunctions.cutoffPotential(k + 1, a, x),
              1e-4,
              "a=" + a + " x=" + x + " k=" + k);
        }
      }
    }
  }

  @Test
  void slopeOfTheCutoffPotentialIsTheEnclosedMassLaw() {
    for (double a : new double[] {0.3, 0.5, 0.6, 1.0, 2.5}) {
      for (double x : new double[] {0.01, 0.7, a + 0.99, a + 1.01, 9}) {
        double h = 1e-4 * x;
        double difference =
            (SpecialFunctions.cutoffPotential(a, x + h)
                    - SpecialFunctions.cutoffPotential(a, x - h))
                / (2 * h);
        double slope = -0.5 * SpecialFunctions.gammaP(a, x) * Math.pow(x, -1.5);
        assertEquals(slope, difference, 2e-7 * Math.abs(slope), "a=" + a + " x=" + x);
      }
    }
  }

  @Test
  void methodsChangeWithoutAStep() {
    // Neighbouring doubles on either side of a change of algorithm differ by rounding only.
    for (double a : new double[] {0.2, 0.6, 1, 3, 14.9, 15.1, 60}) {
      double below = Math.nextDown(a + 1);
      assertEquals(SpecialFunctions.gammaP(a, below), SpecialFunctions.gammaP(a, a + 1), 4e-14);
      assertEquals(
          SpecialFunctions.cutoffPotential(a, below),
          SpecialFunctions.cutoffPotential(a, a + 1),
          4e-14);
    }
    double shape = 15;
    assertEquals(
        SpecialFunctions.gammaP(Math.nextDown(shape), 14),
        SpecialFunctions.gammaP(shape, 14),
        4e-14);
    assertEquals(
        SpecialFunctions.cutoffPotential(Math.nextDown(1.0), 0.7),
        SpecialFunctions.cutoffPotential(1, 0.7),
        1e-14);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "Infinity, 1", "1, -1", "1, NaN"})
  void incompleteGammaIsNotANumberOutsideItsDomain(double a, double x) {
    assertEquals(Double.NaN, SpecialFunctions.gammaP(a, x));
    assertEquals(Double.NaN, SpecialFunctions.gammaP(2, a, x));
    assertEquals(Double.NaN, SpecialFunctions.cutoffPotential(a, x));
  }

  @Test
  void limitsAreReached() {
    assertEquals(0, SpecialFunctions.gammaP(0.6, 0));
    assertEquals(1, SpecialFunctions.gammaP(0.6, Double.POSITIVE_INFINITY));
    assertEquals(1, SpecialFunctions.gammaP(0.6, 1e300));
    assertEquals(0, SpecialFunctions.gammaP(1, 0.6, 0));
    assertEquals(0, SpecialFunctions.gammaP(1, 0.6, Double.POSITIVE_INFINITY));
    assertEquals(0, SpecialFunctions.cutoffPotential(0.6, Double.POSITIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, SpecialFunctions.cutoffPotential(0.5, 0));
    assertEquals(1, SpecialFunctions.logRatio(0, 0));
    assertEquals(0, SpecialFunctions.logRatio(2, Double.POSITIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, SpecialFunctions.logRatio(0, -1));
    assertEquals(Double.NaN, SpecialFunctions.logRatio(1, -1.5));
    assertEquals(Double.POSITIVE_INFINITY, SpecialFunctions.logGamma(0));
    assertEquals(Double.POSITIVE_INFINITY, SpecialFunctions.logGamma(-3));
    assertEquals(Double.NaN, SpecialFunctions.polygamma(0, -3));
    assertEquals(1, SpecialFunctions.erf(Double.POSITIVE_INFINITY));
    assertEquals(-1, SpecialFunctions.erf(Double.NEGATIVE_INFINITY));
    assertEquals(0, SpecialFunctions.safeRatio(3, 0));
    assertEquals(0, SpecialFunctions.safeRatio(Double.POSITIVE_INFINITY, -0.0));
    assertEquals(-1.5, SpecialFunctions.safeRatio(3, -2));
  }

  @Test
  void negativeOrderIsNamed() {
    for (String message :
        Stream.<Runnable>of(
                () -> SpecialFunctions.gammaP(-1, 1, 1),
                () -> SpecialFunctions.logRatio(-1, 1),
                () -> SpecialFunctions.polygamma(-1, 1),
                () -> SpecialFunctions.cutoffPotential(-1, 1, 1))
            .map(call -> assertThrows(IllegalArgumentException.class, call::run).getMessage())
            .toList()) {
      assertTrue(message.contains("order") && message.contains(">= 0, got -1"), message);
    }
  }

  private static List<Reference> references(String function) {
    Properties properties = new Properties();
    try (InputStream in =
        SpecialFunctionsTest.class.getResourceAsStream("/reference/special-functions.properties")) {
      properties.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Reference> references = new ArrayList<>();
    for (String key : properties.stringPropertyNames()) {
      String[] parts = key.split(",", -1);
      if (parts[0].equals(function)) {
        List<Double> arguments =
            DoubleStream.of(Stream.of(parts).skip(2).mapToDouble(Double::parseDouble).toArray())
                .boxed()
                .toList();
        references.add(
            new Reference(
                function,
                Integer.parseInt(parts[1]),
                arguments,
                Double.parseDouble(properties.getProperty(key))));
      }
    }
    return references;
  }
}
