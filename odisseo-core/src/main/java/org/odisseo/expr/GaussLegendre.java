// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * Nodes and weights of Gauss-Legendre quadrature on [-1, 1].
 *
 * @source Newton's method on the Legendre recurrence; Press et al. 2007, Numerical Recipes, section
 *     4.6
 */
public final class GaussLegendre {

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(int order) {
    nodes = new double[order];
    weights = new double[order];
    for (int i = 0; i < (order + 1) / 2; i++) {
      int mirror = order - 1 - i;
      double x = i == mirror ? 0 : root(order, i);
      double slope = legendre(order, x)[1];
      nodes[i] = -x;
      nodes[mirror] = x;
      weights[i] = 2 / ((1 - x) * (1 + x) * slope * slope);
      weights[mirror] = weights[i];
    }
  }

  /**
   * The rule with a number of points; it integrates polynomials up to degree {@code 2 order - 1}
   * exactly.
   *
   * @param order number of points, at least 1
   */
  public static GaussLegendre ofOrder(int order) {
    if (order < 1) {
      throw new IllegalArgumentException("order must be >= 1, got " + order);
    }
    return new GaussLegendre(order);
  }

  /** Number of points. */
  public int order() {
    return nodes.length;
  }

  /** The i-th point, from -1 to 1 in rising order. */
  public double node(int i) {
    return nodes[i];
  }

  /** The weight of the i-th point. */
  public double weight(int i) {
    return weights[i];
  }

  private static double root(int order, int i) {
    double x = Math.cos(Math.PI * (i + 0.75) / (order + 0.5));
    for (int iteration = 0; iteration < 100; iteration++) {
      double[] valueAndSlope = legendre(order, x);
      double step = valueAndSlope[0] / valueAndSlope[1];
      x -= step;
      if (Math.abs(step) < 1e-16) {
        break;
      }
    }
    return x;
  }

  /** P_n(x) and P_n'(x). */
  private static double[] legendre(int n, double x) {
    double previous = 1;
    double current = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
      previous = current;
      current = next;
    }
    return new double[] {current, n * (x * current - previous) / (x * x - 1)};
  }
}
