// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/** Exact derivatives. */
public final class Derivatives {

  private Derivatives() {}

  /** Derivatives of one expression with respect to many variables, by reverse accumulation. */
  public static List<Expr> gradient(Expr output, List<Variable> wrt) {
    return vjp(List.of(output), List.of(Constant.ONE), wrt);
  }

  /**
   * Sum over the outputs of cotangent times derivative, for each variable, by reverse accumulation.
   */
  public static List<Expr> vjp(
      List<? extends Expr> outputs, List<? extends Expr> cotangents, List<Variable> wrt) {
    if (!outputs.isEmpty()) {
      throw new UnsupportedOperationException("not yet");
    }
    return List.of();
  }

  /**
   * Sum over the variables of derivative times tangent, for each output, by forward accumulation.
   */
  public static List<Expr> jvp(
      List<? extends Expr> outputs, List<Variable> wrt, List<? extends Expr> tangents) {
    if (!outputs.isEmpty()) {
      throw new UnsupportedOperationException("not yet");
    }
    return List.of();
  }
}
