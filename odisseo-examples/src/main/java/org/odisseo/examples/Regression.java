// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.odisseo.autodiff.Columns;

/** Linear least squares for each number of some streams by itself. */
final class Regression {

  private Regression() {}

  /** What one stream says: factors times the unknowns are its numbers, about. */
  record Equation(double[] factors, double weight, Columns numbers) {
    /** The same about what is above some numbers. */
    Equation above(Columns others) {
      return new Equation(factors, weight, numbers.minus(others));
    }
  }

  /**
   * The unknowns.
   *
   * @param penalties what the square of each unknown costs
   */
  static List<Columns> solve(List<Equation> equations, double[] penalties) {
    int n = penalties.length;
    RealMatrix matrix = new Array2DRowRealMatrix(n, n);
    for (int k = 0; k < n; k++) {
      matrix.setEntry(k, k, penalties[k]);
    }
    Columns none = equations.get(0).numbers().zero();
    List<Columns> sides = new ArrayList<>(Collections.nCopies(n, none));
    for (Equation equation : equations) {
      for (int k = 0; k < n; k++) {
        double factor = equation.weight() * equation.factors()[k];
        if (factor != 0) {
          for (int l = 0; l < n; l++) {
            matrix.addToEntry(k, l, factor * equation.factors()[l]);
          }
          sides.set(k, sides.get(k).plus(factor, equation.numbers()));
        }
      }
    }
    RealMatrix inverse = new LUDecomposition(matrix).getSolver().getInverse();
    return IntStream.range(0, n).mapToObj(k -> sum(inverse.getRow(k), sides)).toList();
  }

  /** The sum of factors times terms. */
  static Columns sum(double[] factors, List<Columns> terms) {
    Columns sum = terms.get(0).zero();
    for (int k = 0; k < factors.length; k++) {
      sum = sum.plus(factors[k], terms.get(k));
    }
    return sum;
  }
}
