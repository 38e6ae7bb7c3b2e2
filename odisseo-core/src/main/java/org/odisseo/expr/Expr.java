// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable scalar expression of named variables: the form in which every formula of the library
 * is written, once.
 *
 * <p>Expressions are built with the methods here and in {@link Functions} or read from text with
 * {@link #parse(String)}. They are directed acyclic graphs: a sub-expression used many times is
 * held, differentiated and evaluated once. Every expression is kept in a canonical form (flattened
 * sums and products, like terms collected, constants folded), so that {@code x + y} equals {@code y
 * + x}. Canonical form never changes a value where the formula as written has one, but for rounding
 * and the range of double precision; it may give a value where the formula as written has none,
 * such as {@code x/x} at 0.
 *
 * <p>Equality is structural. {@link #hashCode()} is constant time; {@link #equals(Object)} is
 * linear in the number of distinct nodes. Expressions may be shared between threads.
 */
public abstract sealed class Expr permits Constant, Variable, Sum, Product, Call, Select, Integral {

  private final long structuralHash;
  private final List<Expr> operands;
  private final Sign sign;

  /**
   * A node known to be structurally equal to this one, the same for a whole class of nodes; null
   * stands for this node. A cache, as the hash of a String is: whichever thread writes it last,
   * what it says is true.
   */
  private @Nullable Expr representative;

  Expr(long structuralHash, List<Expr> operands, Sign sign) {
    this.structuralHash = structuralHash;
    this.operands = operands;
    this.sign = sign;
  }

  /**
   * A variable.
   *
   * @param name letters, digits and underscores, in parts joined by dots, such as {@code
   *     halo.mass}; not {@code pi}
   */
  public static Variable variable(String name) {
    return Variable.of(name);
  }

  /** A number, which must be finite. */
  public static Expr constant(double value) {
    return Constant.of(value);
  }

  /**
   * Reads an expression from text, such as {@code -G*M/sqrt(x^2 + y^2 + (a + sqrt(z^2 + b^2))^2)}.
   *
   * <p>Operators in rising precedence: {@code + -}, {@code * /}, unary minus, {@code ^} (right
   * associative, so {@code -x^2} is {@code -(x^2)} and {@code 2^-x} is allowed). Numbers are
   * decimal with an optional exponent; {@code pi} is the constant; any other name is a variable,
   * and may hold dots. Functions are the constants of {@link Fn} by their text names, further
   *
   * <ul>
   *   <li>{@code sqrt(u)}, {@code digamma(u)}, {@code pow(u, v)};
   *   <li>{@code polygamma(n, u)}, {@code gamma_p(k, a, u)}, {@code log_ratio(n, u)}, {@code
   *       cutoff_potential(k, a, u)}, {@code power_log(k, u, p)} with an integer order in front,
   *       which is 0 when left out;
   *   <li>{@code norm(u, v, ...)} of any number of arguments, {@code min} and {@code max} of two or
   *       more;
   *   <li>{@code select(u < v, then, else)} with one of {@code < <= > >= == !=};
   *   <li>{@code integrate(f, s, lower, upper, order)}: s is the variable of integration, order a
   *       whole number.
   * </ul>
   *
   * @throws IllegalArgumentException when the text is not an expression; the message shows the
   *     column
   */
  public static Expr parse(String text) {
    return Parser.parse(text);
  }

  /** This plus other. */
  public final Expr plus(Expr other) {
    return new SumBuilder().add(1, this).add(1, other).build();
  }

  /** This plus a number. */
  public final Expr plus(double other) {
    return plus(constant(other));
  }

  /** This minus other. */
  public final Expr minus(Expr other) {
    return new SumBuilder().add(1, this).add(-1, other).build();
  }

  /** This minus a number. */
  public final Expr minus(double other) {
    return minus(constant(other));
  }

  /** This times other. */
  public final Expr times(Expr other) {
    return new ProductBuilder().multiply(this, Constant.ONE).multiply(other, Constant.ONE).build();
  }

  /** This times a number. */
  public final Expr times(double other) {
    return times(constant(other));
  }

  /** This divided by other. */
  public final Expr over(Expr other) {
    return new ProductBuilder().multiply(this, Constant.ONE).divide(other).build();
  }

  /** This divided by a number. */
  public final Expr over(double other) {
    return over(constant(other));
  }

  /** Minus this. */
  public final Expr negate() {
    return new SumBuilder().add(-1, this).build();
  }

  /** This to a whole power. */
  public final Expr pow(int exponent) {
    return pow(constant(exponent));
  }

  /** This to a real power; not a whole number, it needs a base &gt;= 0 where it is evaluated. */
  public final Expr pow(double exponent) {
    return pow(constant(exponent));
  }

  /** This to the power of an expression. */
  public final Expr pow(Expr exponent) {
    return new ProductBuilder().multiply(this, exponent).build();
  }

  /** This squared. */
  public final Expr square() {
    return pow(2);
  }

  /** Square root of this. */
  public final Expr sqrt() {
    return pow(Constant.HALF);
  }

  /** One over this. */
  public final Expr reciprocal() {
    return pow(-1);
  }

  /**
   * The exact derivative with respect to a variable. For many variables at once see {@link
   * Derivatives}.
   */
  public final Expr derivative(Variable variable) {
    return Derivatives.jvp(List.of(this), List.of(variable), List.of(Constant.ONE)).get(0);
  }

  /**
   * This with variables replaced, all at the same time; a bound variable of integration is never
   * replaced or captured.
   */
  public final Expr substitute(Map<Variable, ? extends Expr> replacements) {
    return Substitution.apply(List.of(this), replacements).get(0);
  }

  /**
   * The variables that this depends on, ordered by name; without the bound variables of integrals.
   */
  public final Set<Variable> variables() {
    return FreeVariables.of(this);
  }

  /**
   * The value at one point, by interpretation: slow and simple, the reference that compiled kernels
   * are held to.
   *
   * @param values the value of each variable by name; further names are ignored
   * @throws IllegalArgumentException when a variable has no value
   */
  public final double evaluate(Map<String, Double> values) {
    return Interpreter.evaluate(this, values);
  }

  /**
   * As text that {@link #parse(String)} reads back to an equal expression; too large a one is
   * abbreviated.
   */
  @Override
  public final String toString() {
    return TextPrinter.print(this);
  }

  /**
   * As LaTeX, for the inside of a formula.
   *
   * @throws IllegalStateException when the expression, written out as a tree, is too large to be
   *     read by anyone
   */
  public final String toLatex() {
    return LatexPrinter.print(this);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a class of equal nodes has one representative
  public final boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Expr that) || structuralHash != that.structuralHash) {
      return false;
    }
    return representative() == that.representative() || Interner.areEqual(this, that);
  }

  @Override
  public final int hashCode() {
    return Long.hashCode(structuralHash);
  }

  /**
   * The nodes that this one is made of, in a fixed order; to walk a graph without regard to the
   * kinds of its nodes.
   */
  public final List<Expr> operands() {
    return operands;
  }

  final long structuralHash() {
    return structuralHash;
  }

  final Sign sign() {
    return sign;
  }

  final boolean isConstant(double value) {
    return this instanceof Constant c && c.value() == value;
  }

  final Expr representative() {
    Expr known = representative;
    return known == null ? this : known;
  }

  final void joinClassOf(Expr equal) {
    representative = equal.representative();
  }

  /** What besides the operands makes this node what it is. */
  abstract List<Object> payload();

  /** The canonical node of this kind and payload with other operands. */
  abstract Expr withOperands(List<Expr> newOperands);
}
