// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Inverse square roots and their cubes without a square root or a division, of which a processor
 * does one vector in some 35 cycles, while it does two vectors of multiplications per cycle.
 *
 * <p>Half the bits of a number u, subtracted from a constant, are the bits of a first guess y of
 * u^(-1/2), with uy^2 between {@code 0.9012} and {@code 1.0256}. The constant makes the ratio of
 * the two as small as it can be. A polynomial in uy^2 of third degree, that with the smallest
 * relative error between them, leaves an error of 6e-7, and two terms of the series in h = uy^2 - 1
 * leave that of rounding: one or two units in the last place for all normal numbers.
 *
 * <p>Of zero the result is not finite: y^2 overflows, and zero times infinity is not a number. For
 * the sake of this h is computed from y^2 and not from uy. Of infinity it is not a number, and of
 * numbers so small that they have lost bits it is inaccurate or not finite.
 */
final class InverseRoot {

  private static final long GUESS = 0x5fe66b50c7b53800L;
  private static final double P0 = 2.2311440122390724;
  private static final double P1 = -2.319849765509086;
  private static final double P2 = 1.4462425179222023;
  private static final double P3 = -0.35753627341021704;

  private InverseRoot() {}

  /** u^(-1/2) to six digits. */
  private static DoubleVector approximately(DoubleVector u) {
    LongVector halved = u.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1);
    DoubleVector y =
        LongVector.broadcast(halved.species(), GUESS).sub(halved).reinterpretAsDoubles();
    DoubleVector uyy = u.mul(y).mul(y);
    DoubleVector p =
        DoubleVector.broadcast(SPECIES, P3).fma(uyy, DoubleVector.broadcast(SPECIES, P2));
    p = p.fma(uyy, DoubleVector.broadcast(SPECIES, P1));
    p = p.fma(uyy, DoubleVector.broadcast(SPECIES, P0));
    return y.mul(p);
  }

  /** u^(-1/2). */
  static DoubleVector of(DoubleVector u) {
    DoubleVector y = approximately(u);
    DoubleVector h = u.fma(y.mul(y), DoubleVector.broadcast(SPECIES, -1.0));
    DoubleVector p =
        h.fma(DoubleVector.broadcast(SPECIES, 0.375), DoubleVector.broadcast(SPECIES, -0.5));
    return y.mul(h).fma(p, y);
  }

  /** u^(-3/2), one multiplication less than the cube of the other. */
  static DoubleVector cubed(DoubleVector u) {
    DoubleVector y = approximately(u);
    DoubleVector yy = y.mul(y);
    DoubleVector yyy = y.mul(yy);
    DoubleVector h = u.fma(yy, DoubleVector.broadcast(SPECIES, -1.0));
    DoubleVector p =
        h.fma(DoubleVector.broadcast(SPECIES, 1.875), DoubleVector.broadcast(SPECIES, -1.5));
    return yyy.mul(h).fma(p, yyy);
  }
}
