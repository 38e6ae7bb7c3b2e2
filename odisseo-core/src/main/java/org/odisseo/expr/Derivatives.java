// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Exact derivatives of expressions. The results are expressions again, so that any order is had by
 * applying these methods again, and they share sub-expressions with what they were made from.
 * Forward mode ({@link #jvp}) costs one pass over the distinct nodes for each direction; reverse
 * mode ({@link #gradient}, {@link #vjp}) one pass for all variables together, and one more for each
 * min, max or select on the way, whose branches are differentiated apart so that a singular branch
 * that is not taken does no harm.
 *
 * <p>Where a function has a corner the derivative is that of the chosen branch; ties of min and max
 * share it half and half, and the derivative of abs at 0 is 0.
 */
public final class Derivatives {

  private Derivatives() {}

  /**
   * The derivatives of one expression with respect to many variables, by one reverse pass.
   *
   * @param output what is differentiated
   * @param wrt the variables
   * @return one derivative for each of {@code wrt}, in that order
   */
  public static List<Expr> gradient(Expr output, List<Variable> wrt) {
    return vjp(List.of(output), List.of(Constant.ONE), wrt);
  }

  /**
   * Vector-Jacobian product by one reverse pass: for each variable the sum over the outputs of
   * cotangent times derivative.
   *
   * @param outputs what is differentiated
   * @param cotangents the weight of each output; not differentiated themselves
   * @param wrt the variables
   * @return one sum for each of {@code wrt}, in that order
   * @throws IllegalArgumentException when there are not as many cotangents as outputs
   */
  public static List<Expr> vjp(
      List<? extends Expr> outputs, List<? extends Expr> cotangents, List<Variable> wrt) {
    requireSameSize("cotangents", cotangents.size(), "outputs", outputs.size());
    ReverseMode reverse =
        new ReverseMode(new BoundScopes(FreeVariables.ofAll(outputs)), new HashSet<>(wrt));
    Map<Expr, Expr> gradient = reverse.gradient(outputs, cotangents);
    return wrt.stream().map(v -> gradient.getOrDefault(v, Constant.ZERO)).toList();
  }

  /**
   * Jacobian-vector product by one forward pass: for each output the sum over the variables of
   * derivative times tangent.
   *
   * @param outputs what is differentiated
   * @param wrt the variables, each once
   * @param tangents the direction: what each variable's differential is; not differentiated
   *     themselves
   * @return one sum for each of {@code outputs}, in that order
   * @throws IllegalArgumentException when there are not as many tangents as variables, or a
   *     variable is given twice
   */
  public static List<Expr> jvp(
      List<? extends Expr> outputs, List<Variable> wrt, List<? extends Expr> tangents) {
    requireSameSize("tangents", tangents.size(), "wrt", wrt.size());
    Map<Variable, Expr> seeds = new HashMap<>();
    for (int i = 0; i < wrt.size(); i++) {
      if (seeds.put(wrt.get(i), tangents.get(i)) != null) {
        throw new IllegalArgumentException(
            "wrt must hold each variable once, got " + wrt.get(i) + " twice");
      }
    }
    seeds.values().removeIf(tangent -> tangent.isConstant(0));
    Map<Variable, Expr> inForce = Map.copyOf(seeds);
    ForwardMode forward = new ForwardMode();
    return outputs.stream().map(output -> forward.tangent(output, inForce)).toList();
  }

  private static void requireSameSize(String what, int size, String like, int expected) {
    if (size != expected) {
      throw new IllegalArgumentException(
          what + " must be as many as " + like + " (" + expected + "), got " + size);
    }
  }
}
