// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.odisseo.expr.internal.special.CutoffPotential;
import org.odisseo.expr.internal.special.ErrorFunction;
import org.odisseo.expr.internal.special.FastFunction;
import org.odisseo.expr.internal.special.IncompleteGamma;
import org.odisseo.expr.internal.special.LogRatio;

/**
 * A family of functions of x that a fast table stands for once its parameter is known.
 *
 * @param kind the family
 * @param order the derivative, where there is one
 */
public record TableSpec(Kind kind, int order) {

  /** The families. */
  public enum Kind {
    /**
     * The regularised incomplete gamma function P(a, x); e^x times its a-derivative for order &gt;
     * 0.
     */
    GAMMA_P,
    /**
     * The potential of a cut-off power law, parameter a; e^x times its a-derivative for order &gt;
     * 0.
     */
    CUTOFF_POTENTIAL,
    /** Derivatives of ln(1+x)/x, no parameter. */
    LOG_RATIO,
    /** x^p, parameter p. */
    POWER,
    /** The error function, no parameter. */
    ERF
  }

  private static final double LOW = 0x1p-30;
  private static final double HIGH = 0x1p30;

  /**
   * e^x is a number up to here, and e^-x times any of these functions as good as 0 from here on.
   */
  private static final double BEFORE_OVERFLOW = 700;

  /**
   * Tables of the families without a parameter, which all programs share: at most one for each
   * order.
   */
  private static final Map<TableSpec, FastFunction> COMMON = new ConcurrentHashMap<>();

  /** The table of a member of the family. */
  FastFunction table(double parameter) {
    boolean isCommon = kind == Kind.LOG_RATIO || kind == Kind.ERF;
    return isCommon ? COMMON.computeIfAbsent(this, spec -> spec.make(0)) : make(parameter);
  }

  private FastFunction make(double parameter) {
    return switch (kind) {
      case GAMMA_P -> order == 0 ? gammaP(parameter) : gammaPDerivative(parameter);
      case CUTOFF_POTENTIAL ->
          order == 0 ? cutoffPotential(parameter) : cutoffPotentialDerivative(parameter);
      case LOG_RATIO -> FastFunction.of(x -> LogRatio.derivative(order, x), LOW, HIGH, Double.NaN);
      case POWER -> FastFunction.of(x -> Math.pow(x, parameter), LOW, HIGH, Double.NaN);
      case ERF -> FastFunction.of(ErrorFunction::value, LOW, 6, 1);
    };
  }

  private static FastFunction gammaP(double a) {
    // 1 - P is below 1e-17 from here on.
    double high = 40 + 4 * Math.min(Math.abs(a), 100);
    return FastFunction.of(
        x -> IncompleteGamma.p(a, x),
        LOW,
        high,
        Double.isNaN(a) || a <= 0 || a > 100 ? Double.NaN : 1);
  }

  private static FastFunction cutoffPotential(double a) {
    return FastFunction.of(x -> CutoffPotential.value(0, a, x), LOW, 0x1p20, Double.NaN);
  }

  private FastFunction cutoffPotentialDerivative(double a) {
    return FastFunction.of(
        x -> Math.exp(x) * CutoffPotential.value(order, a, x), LOW, BEFORE_OVERFLOW, 0);
  }

  /**
   * With the exponential taken out the derivative is as smooth as a power, and its relative
   * accuracy lasts into its tail.
   */
  private FastFunction gammaPDerivative(double a) {
    return FastFunction.of(
        x -> Math.exp(x) * IncompleteGamma.p(order, a, x), LOW, BEFORE_OVERFLOW, 0);
  }
}
