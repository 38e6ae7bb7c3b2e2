// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Inverse square roots and their powers without a square root or a division, of which a processor
 * does one vector in some 15 to 35 cycles, while it does two vectors of multiplications per cycle.
 *
 * <p>Half the bits of a number u, subtracted from a constant, are the bits of a first guess g of
 * u^(-1/2), with t = ug^2 between {@code 0.9012} and {@code 1.0256}. The constant makes the ratio
 * of the two as small as it can be. A polynomial in t of third degree, that with the smallest
 * relative error between them, leaves an error of 6e-7 in y = g p(t), and two terms of the series
 * in h = uy^2 - 1 leave that of rounding: one or two units in the last place for all normal
 * numbers.
 *
 * <pre>{@code
 * u^(-1/2) = y   + y   h (0.375 h - 0.5)
 * u^(-1)   = y^2 + y^2 h (h - 1)
 * u^(-3/2) = y^3 + y^3 h (1.875 h - 1.5)
 * }</pre>
 *
 * <p>Of zero the result is not finite: y^2 overflows, and zero times infinity is not a number. For
 * the sake of this h is computed from y^2 and not from uy. Of infinity it is not a number, and of
 * numbers so small that they have lost bits it is inaccurate or not finite.
 *
 * <p>The tiles with most arithmetic write this out, with the constants from here: HotSpot inlines
 * methods of others only until a method has so many operations, beyond which their vectors become
 * objects and everything takes a hundred times as long.
 */
final class InverseRoot {

  /** The guess is this minus half the bits. */
  static final long GUESS = 0x5fe66b50c7b53800L;

  /** The polynomial p. */
  static final double P0 = 2.2311440122390724;

  static final double P1 = -2.319849765509086;
  static final double P2 = 1.4462425179222023;
  static final double P3 = -0.35753627341021704;

  /** The series of u^(-3/2). */
  static final double CUBED_1 = -1.5;

  static final double CUBED_2 = 1.875;

  private InverseRoot() {}

  /** u^(-1/2). */
  static DoubleVector of(DoubleVector u) {
    LongVector halved = u.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1);
    DoubleVector g =
        LongVector.broadcast(halved.species(), GUESS).sub(halved).reinterpretAsDoubles();
    DoubleVector t = u.mul(g).mul(g);
    DoubleVector p =
        DoubleVector.broadcast(SPECIES, P3).fma(t, DoubleVector.broadcast(SPECIES, P2));
    p = p.fma(t, DoubleVector.broadcast(SPECIES, P1));
    p = p.fma(t, DoubleVector.broadcast(SPECIES, P0));
    DoubleVector y = g.mul(p);
    DoubleVector h = u.fma(y.mul(y), DoubleVector.broadcast(SPECIES, -1.0));
    DoubleVector q =
        h.fma(DoubleVector.broadcast(SPECIES, 0.375), DoubleVector.broadcast(SPECIES, -0.5));
    return y.mul(h).fma(q, y);
  }
}
