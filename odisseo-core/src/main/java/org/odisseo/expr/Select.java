// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/**
 * One of two expressions, by a comparison: {@code left op right ? whenTrue : whenFalse}. In
 * canonical form the operator is one of {@link Comparison#LT}, {@link Comparison#LE} and {@link
 * Comparison#EQ}. Its derivative is that of the chosen branch; the jump between branches has none.
 */
public final class Select extends Expr {

  private final Comparison op;

  private Select(Comparison op, List<Expr> operands) {
    super(hash(op, operands), operands, operands.get(2).sign().either(operands.get(3).sign()));
    this.op = op;
  }

  private static long hash(Comparison op, List<Expr> operands) {
    Hash hash = Hash.start(6).add(op.text().hashCode());
    for (Expr operand : operands) {
      hash = hash.add(operand.structuralHash());
    }
    return hash.value();
  }

  /** The canonical form of the choice. */
  static Expr of(Comparison op, Expr left, Expr right, Expr whenTrue, Expr whenFalse) {
    return switch (op) {
      case GT -> canonical(Comparison.LT, right, left, whenTrue, whenFalse);
      case GE -> canonical(Comparison.LE, right, left, whenTrue, whenFalse);
      // also for NaN, which is not equal to anything: not equal is the opposite of equal
      case NE -> canonical(Comparison.EQ, left, right, whenFalse, whenTrue);
      default -> canonical(op, left, right, whenTrue, whenFalse);
    };
  }

  private static Expr canonical(
      Comparison op, Expr left, Expr right, Expr whenTrue, Expr whenFalse) {
    if (left instanceof Constant a && right instanceof Constant b) {
      return op.test(a.value(), b.value()) ? whenTrue : whenFalse;
    }
    if (whenTrue.equals(whenFalse)) {
      return whenTrue;
    }
    if (op == Comparison.EQ && ExprOrder.INSTANCE.compare(left, right) > 0) {
      return new Select(op, List.of(right, left, whenTrue, whenFalse));
    }
    return new Select(op, List.of(left, right, whenTrue, whenFalse));
  }

  /** The comparison. */
  public Comparison op() {
    return op;
  }

  /** Left side of the comparison. */
  public Expr left() {
    return operands().get(0);
  }

  /** Right side of the comparison. */
  public Expr right() {
    return operands().get(1);
  }

  /** The value where the comparison holds. */
  public Expr whenTrue() {
    return operands().get(2);
  }

  /** The value where it does not. */
  public Expr whenFalse() {
    return operands().get(3);
  }

  @Override
  List<Object> payload() {
    return List.of(op);
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    return of(op, operands.get(0), operands.get(1), operands.get(2), operands.get(3));
  }
}
