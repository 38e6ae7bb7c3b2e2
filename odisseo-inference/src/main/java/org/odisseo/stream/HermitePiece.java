// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

/**
 * An orbit between two of its nodes: the polynomials in time that have the positions and velocities
 * of up to four nodes, two on either side. With four nodes the degree is seven and the error in
 * position up to h^8/128000 times the eighth derivative, for nodes at distances h.
 *
 * <p>Positions are matched at the nodes and so are velocities, which are the derivatives of the
 * positions at every time. The polynomials are linear in the nodes: those of a displacement of the
 * nodes are the displacement of the polynomials.
 */
final class HermitePiece {

  private static final int MOST_NODES = 4;

  private final double start;
  private final double length;

  /** Where the polynomials are tied to nodes, each twice, in units of the length from the start. */
  private final double[] ties;

  /** Newton's coefficients of x, y and z. */
  private final double[][] coefficients = new double[3][];

  /**
   * A piece.
   *
   * @param times of the nodes, at least one
   * @param nodes x, y, z, vx, vy, vz, each at all nodes
   * @param interval the number of the node at which it begins
   */
  HermitePiece(double[] times, double[][] nodes, int interval) {
    int count = Math.min(MOST_NODES, times.length);
    int first = Math.max(0, Math.min(interval - 1, times.length - count));
    start = times[interval];
    // One node alone is continued in a straight line, on any scale of time.
    length = times.length == 1 ? 1 : times[interval + 1] - start;
    ties = new double[2 * count];
    for (int j = 0; j < 2 * count; j++) {
      ties[j] = (times[first + j / 2] - start) / length;
    }
    for (int c = 0; c < 3; c++) {
      coefficients[c] = coefficients(nodes[c], nodes[3 + c], first);
    }
  }

  /** Divided differences, where those of a node with itself are its rate. */
  private double[] coefficients(double[] value, double[] rate, int first) {
    double[] d = new double[ties.length];
    for (int j = 0; j < d.length; j++) {
      d[j] = value[first + j / 2];
    }
    for (int order = 1; order < d.length; order++) {
      for (int j = d.length - 1; j >= order; j--) {
        d[j] =
            order == 1 && j % 2 == 1
                ? rate[first + j / 2] * length
                : (d[j] - d[j - 1]) / (ties[j] - ties[j - order]);
      }
    }
    return d;
  }

  /** Position, velocity and acceleration at a time, nine numbers. */
  double[] at(double time) {
    double s = (time - start) / length;
    double[] result = new double[9];
    for (int c = 0; c < 3; c++) {
      double[] k = coefficients[c];
      double value = k[k.length - 1];
      double rate = 0;
      double half = 0;
      for (int j = k.length - 2; j >= 0; j--) {
        double offset = s - ties[j];
        half = half * offset + rate;
        rate = rate * offset + value;
        value = value * offset + k[j];
      }
      result[c] = value;
      result[3 + c] = rate / length;
      result[6 + c] = 2 * half / (length * length);
    }
    return result;
  }
}
