// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * Product of powers: base_1^exponent_1 base_2^exponent_2 ... It holds all multiplications,
 * divisions, roots and powers. A numeric factor is never in here but in the {@link Sum} around it.
 * Nested products are flattened, like bases are merged by adding their exponents, and the order of
 * factors depends only on the factors.
 */
public final class Product extends Expr {

  private final List<Factor> factors;

  /** For {@link ProductBuilder}, which makes the canonical form. */
  Product(List<Factor> factors) {
    super(hash(factors), flat(factors), sign(factors));
    this.factors = factors;
  }

  private static long hash(List<Factor> factors) {
    Hash hash = Hash.start(4);
    for (Factor factor : factors) {
      hash = hash.add(factor.base().structuralHash()).add(factor.exponent().structuralHash());
    }
    return hash.value();
  }

  private static List<Expr> flat(List<Factor> factors) {
    List<Expr> operands = new ArrayList<>(2 * factors.size());
    for (Factor factor : factors) {
      operands.add(factor.base());
      operands.add(factor.exponent());
    }
    return List.copyOf(operands);
  }

  private static Sign sign(List<Factor> factors) {
    Sign sign = Sign.POSITIVE;
    for (Factor factor : factors) {
      sign = sign.times(Sign.ofPower(factor.base(), factor.exponent()));
    }
    return sign;
  }

  /** The factors, at least one; a single factor has an exponent other than 1. */
  public List<Factor> factors() {
    return factors;
  }

  @Override
  List<Object> payload() {
    return List.of();
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    ProductBuilder builder = new ProductBuilder();
    for (int i = 0; i < operands.size(); i += 2) {
      builder.multiply(operands.get(i), operands.get(i + 1));
    }
    return builder.build();
  }
}
