// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * A symmetric 3 by 3 matrix that a potential gives at each point. Every {@link #component} is a
 * {@link FieldQuantity} with all its derivatives. Immutable and usable from any thread.
 */
public final class FieldTensor {

  private static final String[] AXES = {"x", "y", "z"};

  private final FieldVector entries;

  FieldTensor(String name, List<List<Expr>> rows, FieldContext context) {
    List<String> labels = new ArrayList<>();
    List<Expr> expressions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (int j = i; j < 3; j++) {
        labels.add(AXES[i] + AXES[j]);
        expressions.add(rows.get(i).get(j));
      }
    }
    this.entries = new FieldVector(name, labels, expressions, FieldFormulas.SPACE, context);
  }

  private FieldTensor(FieldVector entries) {
    this.entries = entries;
  }

  /** The matrix at a point. */
  public double[][] at(double x, double y, double z) {
    double[] upper = entries.at(x, y, z);
    double[][] matrix = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        matrix[i][j] = upper[position(i, j)];
      }
    }
    return matrix;
  }

  /** The entry of row i and column j, counted from 0. */
  public FieldQuantity component(int i, int j) {
    return entries.component(position(Require.index("i", i, 3), Require.index("j", j, 3)));
  }

  /** The six different entries, xx, xy, xz, yy, yz, zz, for many points at once. */
  public FieldVector entries() {
    return entries;
  }

  /** The matrix at another time, for a potential that changes; the time is 0 at first. */
  public FieldTensor atTime(double time) {
    return new FieldTensor(entries.atTime(time));
  }

  /** Where an entry is among the six of the upper triangle, row by row. */
  private static int position(int i, int j) {
    int row = Math.min(i, j);
    int column = Math.max(i, j);
    return row * (5 - row) / 2 + column;
  }
}
