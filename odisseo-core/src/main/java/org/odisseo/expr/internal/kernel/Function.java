// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/**
 * A static method that a node calls.
 *
 * @param owner internal name of the class, such as {@code java/lang/Math}
 * @param name name of the method
 * @param arity number of double arguments
 * @param order the leading int argument, or -1 if the method has none
 */
public record Function(String owner, String name, int arity, int order) {

  /** A method of doubles alone. */
  public static Function of(String owner, String name, int arity) {
    return new Function(owner, name, arity, -1);
  }

  /** A method of {@link Math}. */
  public static Function math(String name, int arity) {
    return of("java/lang/Math", name, arity);
  }

  String descriptor() {
    return "(" + (order >= 0 ? "I" : "") + "D".repeat(arity) + ")D";
  }
}
