// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.Comparator;
import java.util.List;

/**
 * The order of terms and factors: by kind, names alphabetically, compound nodes by their operands,
 * and by hash below a certain depth. Total, independent of how an expression was built, and cheap
 * on shared graphs: of two nodes only the first operands that differ are looked into.
 */
final class ExprOrder implements Comparator<Expr> {

  static final ExprOrder INSTANCE = new ExprOrder();
  private static final int DEPTH = 24;

  private ExprOrder() {}

  @Override
  public int compare(Expr a, Expr b) {
    return compare(a, b, DEPTH);
  }

  private static int compare(Expr a, Expr b, int depth) {
    int byKind = Integer.compare(kind(a), kind(b));
    if (byKind != 0) {
      return byKind;
    }
    if (a instanceof Constant p && b instanceof Constant q) {
      return Double.compare(p.value(), q.value());
    }
    if (a instanceof Variable p && b instanceof Variable q) {
      return p.name().compareTo(q.name());
    }
    if (a.structuralHash() == b.structuralHash()) {
      return 0;
    }
    if (depth > 0) {
      int byContent = compareContent(a, b, depth - 1);
      if (byContent != 0) {
        return byContent;
      }
    }
    return Long.compare(a.structuralHash(), b.structuralHash());
  }

  private static int compareContent(Expr a, Expr b, int depth) {
    if (a instanceof Call p && b instanceof Call q && p.fn() != q.fn()) {
      return p.fn().compareTo(q.fn());
    }
    List<Expr> left = a.operands();
    List<Expr> right = b.operands();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int byOperand = compare(left.get(i), right.get(i), depth);
      if (byOperand != 0) {
        return byOperand;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int kind(Expr e) {
    if (e instanceof Constant) {
      return 0;
    }
    if (e instanceof Variable) {
      return 1;
    }
    if (e instanceof Product) {
      return 2;
    }
    if (e instanceof Call) {
      return 3;
    }
    if (e instanceof Sum) {
      return 4;
    }
    return e instanceof Select ? 5 : 6;
  }
}
