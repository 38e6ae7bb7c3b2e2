// SPDX-License-Identifier: Apache-2.0

/**
 * Formulas: immutable scalar expressions, their exact derivatives, and their compiled form.
 *
 * <p>A potential, a density or a change of coordinates is written once, as an {@link
 * org.odisseo.expr.Expr} of named variables. From it come its value, its derivatives of any order
 * with respect to any variable ({@link org.odisseo.expr.Derivatives}), text, LaTeX, and a {@code
 * Kernel} that runs at the speed of code written by hand. Variables carry no units: use one
 * consistent system.
 *
 * <h2>Example</h2>
 *
 * <pre>{@code
 * Expr potential = Expr.parse("-G*M/sqrt(x^2 + y^2 + z^2 + b^2)");
 * Variable x = Expr.variable("x");
 * Expr force = potential.derivative(x).negate();
 * force.toString();                       // -G*M*x/(b^2 + x^2 + y^2 + z^2)^(3/2)
 * force.evaluate(Map.of("G", 1.0, "M", 2.0, "b", 1.0, "x", 1.0, "y", 1.0, "z", 1.0)); // -0.25
 * List<Variable> all = List.copyOf(potential.variables());
 * List<Expr> gradient = Derivatives.gradient(potential, all);
 * }</pre>
 *
 * <h2>Nodes</h2>
 *
 * <table>
 * <caption>What expressions are made of</caption>
 * <tr><th>node</th><th>meaning</th></tr>
 * <tr><td>{@link org.odisseo.expr.Constant}</td><td>a number</td></tr>
 * <tr><td>{@link org.odisseo.expr.Variable}</td><td>a named input, such as {@code halo.mass}</td></tr>
 * <tr><td>{@link org.odisseo.expr.Sum}</td><td>c + c_1 e_1 + c_2 e_2 + ...; holds all numeric
 *     coefficients</td></tr>
 * <tr><td>{@link org.odisseo.expr.Product}</td><td>b_1^e_1 b_2^e_2 ...; holds quotients, roots and
 *     powers</td></tr>
 * <tr><td>{@link org.odisseo.expr.Call}</td><td>one of the functions {@link org.odisseo.expr.Fn}</td></tr>
 * <tr><td>{@link org.odisseo.expr.Select}</td><td>one of two, by a comparison</td></tr>
 * <tr><td>{@link org.odisseo.expr.Integral}</td><td>Gauss-Legendre quadrature of fixed order</td></tr>
 * </table>
 *
 * <h2>Formulas that are finite at the origin</h2>
 *
 * <p>Derivatives are those of the formula as it is written, so 0/0 must not be written. With r =
 * {@code norm(x, y, z)} in place of {@code sqrt(x^2 + y^2 + z^2)} the force is 0 at the origin
 * where it has no direction, and the density of a cusp there is +Infinity, not NaN; {@code
 * log_ratio(u)} is ln(1 + u)/u with its limit at 0. The usual potentials in this form:
 *
 * <pre>
 * Plummer               -G*M/sqrt(x^2 + y^2 + z^2 + b^2)
 * Hernquist             -G*M/(norm(x, y, z) + a)
 * isochrone             -G*M/(b + sqrt(b^2 + x^2 + y^2 + z^2))
 * NFW                   -G*M/rs*log_ratio(norm(x, y, z)/rs)
 * Miyamoto-Nagai        -G*M/sqrt(x^2 + y^2 + (a + sqrt(z^2 + b^2))^2)
 * logarithmic           v^2/2*log(x^2 + y^2 + (z/q)^2 + rc^2)
 * cut-off power law     -G*M/rc*cutoff_potential(3/2 - alpha/2, norm(x, y, z)^2/rc^2)
 * point mass            -G*M/norm(x, y, z)
 * </pre>
 *
 * <p>(Second derivatives of the cut-off power law exactly at its centre are undefined.)
 *
 * <h2>Canonical form</h2>
 *
 * <p>Building an expression also simplifies it, by rules that keep its value wherever the formula
 * as written has one, but for rounding and for the range of double precision: (x y)^2 becomes x^2
 * y^2. {@code sqrt(x*y)} stays as it is, since x and y might both be negative; {@code sqrt(x^2)}
 * becomes {@code abs(x)}. Where the formula as written has no value, such as x/x at 0, the
 * canonical form may have one. Equality is that of the form, which is not the same for all equal
 * functions: {@code 2*(x + y)} and {@code 2*x + 2*y} are told apart, and sums of more than 64 terms
 * or products of more than 16 factors are not flattened into larger ones.
 *
 * <h2>Cost</h2>
 *
 * <p>Expressions are graphs: what is used twice is stored, differentiated and evaluated once. Every
 * operation here is linear or nearly so in the number of distinct nodes; nothing is exponential in
 * depth. Reverse mode through min, max and select costs one pass for each of them.
 */
@NullMarked
package org.odisseo.expr;

import org.jspecify.annotations.NullMarked;
