// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/** A function applied to arguments. */
public final class Call extends Expr {

  private final Fn fn;
  private final int order;
  private final List<Expr> args;

  /** For {@link Calls}, which makes the canonical form. */
  Call(Fn fn, int order, List<Expr> args) {
    super(hash(fn, order, args), List.copyOf(args), Sign.ofCall(fn, order, args));
    this.fn = fn;
    this.order = order;
    this.args = operands();
  }

  private static long hash(Fn fn, int order, List<Expr> args) {
    Hash hash = Hash.start(5).add(fn.text().hashCode()).add(order);
    for (Expr arg : args) {
      hash = hash.add(arg.structuralHash());
    }
    return hash.value();
  }

  /** The function. */
  public Fn fn() {
    return fn;
  }

  /** Which member of a family ({@link Fn#hasOrder()}), 0 for all others. */
  public int order() {
    return order;
  }

  /** The arguments. */
  public List<Expr> args() {
    return args;
  }

  @Override
  List<Object> payload() {
    return List.of(fn, order);
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    return Calls.of(fn, order, operands);
  }
}
