// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects terms into the canonical form of a sum. */
final class SumBuilder {

  /**
   * Longer sums are not taken apart when they are added to another one. Sums of sums of sums, each
   * used elsewhere too, would otherwise take quadratic space.
   */
  static final int FLATTEN_LIMIT = 64;

  private final Map<Expr, Double> coefficients = new LinkedHashMap<>();
  private double constant;

  SumBuilder add(double value) {
    constant += value;
    if (!Double.isFinite(constant)) {
      throw new IllegalArgumentException(
          "constants add up to " + constant + "; each sum of constants must be finite");
    }
    return this;
  }

  SumBuilder add(double coefficient, Expr e) {
    if (coefficient == 0) {
      return this;
    }
    if (e instanceof Constant c) {
      return add(coefficient * c.value());
    }
    if (e instanceof Sum sum && isFlattened(coefficient, sum)) {
      add(coefficient * sum.constant());
      for (Term term : sum.terms()) {
        add(coefficient * term.coefficient(), term.expr());
      }
      return this;
    }
    coefficients.merge(e, coefficient, Double::sum);
    return this;
  }

  private static boolean isFlattened(double coefficient, Sum sum) {
    if (Math.abs(coefficient) == 1) {
      return sum.terms().size() <= FLATTEN_LIMIT;
    }
    return sum.isScaled() && isOrdinary(coefficient * sum.terms().get(0).coefficient());
  }

  /** Whether a product of numbers has neither overflowed nor lost digits to underflow. */
  static boolean isOrdinary(double value) {
    return Math.abs(value) >= Double.MIN_NORMAL && Double.isFinite(value);
  }

  Expr build() {
    List<Term> terms = new ArrayList<>(coefficients.size());
    coefficients.forEach(
        (expr, coefficient) -> {
          if (!Double.isFinite(coefficient)) {
            throw new IllegalArgumentException(
                "coefficients add up to " + coefficient + "; each coefficient must be finite");
          }
          if (coefficient != 0) {
            terms.add(new Term(coefficient, expr));
          }
        });
    if (terms.isEmpty()) {
      return Constant.of(constant);
    }
    if (constant == 0 && terms.size() == 1 && terms.get(0).coefficient() == 1) {
      return terms.get(0).expr();
    }
    terms.sort((a, b) -> ExprOrder.INSTANCE.compare(a.expr(), b.expr()));
    return new Sum(constant == 0 ? 0.0 : constant, List.copyOf(terms));
  }
}
