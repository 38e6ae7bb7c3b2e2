// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * The derivative of the smaller or the larger of two: that of the one chosen, or the mean of both
 * in a tie.
 */
final class Extrema {

  private Extrema() {}

  static boolean isExtremum(Call call) {
    return call.fn() == Fn.MIN || call.fn() == Fn.MAX;
  }

  /** What belongs to the extremum when ofFirst and ofSecond belong to its two arguments. */
  static Expr choose(Call extremum, Expr ofFirst, Expr ofSecond) {
    Expr first = extremum.args().get(0);
    Expr second = extremum.args().get(1);
    Comparison wins = extremum.fn() == Fn.MIN ? Comparison.LT : Comparison.GT;
    Expr tie = ofFirst.plus(ofSecond).times(0.5);
    return Select.of(wins, first, second, ofFirst, Select.of(wins, second, first, ofSecond, tie));
  }
}
