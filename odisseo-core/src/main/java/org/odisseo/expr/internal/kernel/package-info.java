// SPDX-License-Identifier: Apache-2.0

/**
 * The compiler of {@link org.odisseo.expr.Kernel}: from a graph of arithmetic to bytecode.
 *
 * <p>The way of a program:
 *
 * <ol>
 *   <li>{@code Graph} holds hash-consed nodes. Sums and products have any number of operands, kept
 *       in groups by what they depend on: constants and shared inputs, the point, the variables of
 *       quadrature loops. What depends on shared inputs alone is called uniform.
 *   <li>{@code Expansion} makes operations of two operands of them: common pairs of factors are
 *       multiplied once, all powers of one base come from one root and one reciprocal, and trees
 *       are balanced by the time their operands are ready.
 *   <li>{@code Program} splits off what is uniform, to be computed once per binding, and what is
 *       uniform but for a loop variable, to be tabulated once per binding.
 *   <li>{@code Schedule} gives every operation its place: the loop that it varies in, or the branch
 *       that alone needs it.
 *   <li>{@code Stages} cuts the schedule into methods that HotSpot will compile; {@code Emitter}
 *       writes them as bytecode.
 * </ol>
 */
@NullMarked
package org.odisseo.expr.internal.kernel;

import org.jspecify.annotations.NullMarked;
