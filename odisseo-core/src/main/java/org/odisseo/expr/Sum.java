// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * constant + sum of coefficient times expression. Also carries every numeric factor: 2 x is the sum
 * with constant 0 and the single term (2, x). Nested sums are flattened where the coefficient is 1
 * or -1, like terms are collected, no term is a {@link Constant}, and the order of terms depends
 * only on the terms.
 */
public final class Sum extends Expr {

  private final double constant;
  private final List<Term> terms;

  /** For {@link SumBuilder}, which makes the canonical form. */
  Sum(double constant, List<Term> terms) {
    super(hash(constant, terms), terms.stream().map(Term::expr).toList(), sign(constant, terms));
    this.constant = constant;
    this.terms = terms;
  }

  private static long hash(double constant, List<Term> terms) {
    Hash hash = Hash.start(3).add(constant);
    for (Term term : terms) {
      hash = hash.add(term.coefficient()).add(term.expr().structuralHash());
    }
    return hash.value();
  }

  private static Sign sign(double constant, List<Term> terms) {
    Sign sign = Sign.of(constant);
    for (Term term : terms) {
      sign = sign.plus(Sign.of(term.coefficient()).times(term.expr().sign()));
    }
    return sign;
  }

  /** The number that is added. */
  public double constant() {
    return constant;
  }

  /** The terms, at least one. */
  public List<Term> terms() {
    return terms;
  }

  /** Whether this is just a number times an expression: constant 0 and one term. */
  public boolean isScaled() {
    return constant == 0 && terms.size() == 1;
  }

  /** Whether the constant, or if that is 0 the first term, is negative. */
  boolean startsNegative() {
    return constant != 0 ? constant < 0 : terms.get(0).coefficient() < 0;
  }

  boolean isAllNegative() {
    return constant <= 0 && terms.stream().allMatch(term -> term.coefficient() < 0);
  }

  @Override
  List<Object> payload() {
    List<Object> data = new ArrayList<>(terms.size() + 1);
    data.add(constant);
    for (Term term : terms) {
      data.add(term.coefficient());
    }
    return data;
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    SumBuilder builder = new SumBuilder().add(constant);
    for (int i = 0; i < terms.size(); i++) {
      builder.add(terms.get(i).coefficient(), operands.get(i));
    }
    return builder.build();
  }
}
