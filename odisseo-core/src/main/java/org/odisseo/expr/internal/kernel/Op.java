// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/** What a node computes. */
enum Op {
  /** A number. */
  CONSTANT(0, 0),
  /** Element of a per-point input; index is its number. */
  INPUT(0, 0),
  /** A shared input; index is its number. */
  SHARED(0, 0),
  /** Quadrature node on [-1, 1] of a loop. */
  ABSCISSA(0, 0),
  /** Quadrature weight of a loop. */
  WEIGHT(0, 0),
  /** Sum of all arguments; only before expansion. */
  SUM(0, 0),
  /** Product of all arguments; only before expansion. */
  PRODUCT(0, 0),
  /** Argument to the power {@code value}; only before expansion. */
  POWER(0, 0),
  /** As POWER with a negative exponent, but 0 where the argument is 0; only before expansion. */
  SAFE_POWER(0, 0),
  ADD(4, 1),
  SUBTRACT(4, 1),
  MULTIPLY(4, 1),
  DIVIDE(13, 5),
  NEGATE(1, 1),
  SQRT(15, 6),
  /** A static method of doubles. */
  CALL(40, 30),
  /** A fast function of the last argument; a first one is its parameter. */
  TABLE(30, 15),
  /** Arguments left, right, when true, when false. */
  SELECT(5, 2),
  /** Sum over the nodes of a loop of its only argument. */
  INTEGRAL(0, 0);

  /** Cycles until the result is ready after its operands are. */
  final int latency;

  /** Rough cost in units of an addition. */
  final int cost;

  /** Whether an addition is nothing beside it. */
  boolean takesLong() {
    return latency >= DIVIDE.latency;
  }

  Op(int latency, int cost) {
    this.latency = latency;
    this.cost = cost;
  }
}
