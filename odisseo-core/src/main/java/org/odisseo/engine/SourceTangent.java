// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * The tangent of the attraction by one source, in one pass over the bodies: with the displacement d
 * to the source, its tangent e, and rows p, q, h of numbers,
 *
 * <pre>
 *   s = c p + q h + q (d . e)
 *   a' = m p e + s d
 * </pre>
 *
 * <p>In plain Java, or with explicit vector instructions; both give the same bits.
 */
class SourceTangent {

  private static final SourceTangent BEST =
      VectorForm.or(new SourceTangent(), SourceTangent.class, "VectorSourceTangent");

  /** The faster one. */
  static SourceTangent fastest() {
    return BEST;
  }

  /**
   * What all directions share.
   *
   * @param d rows of the displacement d
   * @param p the row p
   * @param q the row q
   * @param s a row to work with
   */
  record Rows(double[][] d, double[] p, double[] q, double[] s) {}

  /**
   * Adds the tangent along one direction.
   *
   * @param rows what all directions share
   * @param c the number c
   * @param h the row h
   * @param m the number m
   * @param x the tangents of the positions, rows x, y, z; those of body i at {@code first + i},
   *     those of the source at {@code first}
   * @param a rows to which a' is added, likewise
   * @param first where the direction begins
   */
  void add(Rows rows, double c, double[] h, double m, double[][] x, double[][] a, int first) {
    add(rows, c, h, m, x, a, first, 0);
  }

  /** The same from a body on, in loops small enough for HotSpot to make vectors of. */
  final void add(
      Rows rows, double c, double[] h, double m, double[][] x, double[][] a, int first, int from) {
    sum(rows, c, h, x, first, from);
    for (int row = 0; row < 3; row++) {
      move(rows, rows.d()[row], m, x[row], a[row], first, from);
    }
  }

  private static void sum(Rows rows, double c, double[] h, double[][] t, int first, int from) {
    double[] dx = rows.d()[0];
    double[] dy = rows.d()[1];
    double[] dz = rows.d()[2];
    double[] p = rows.p();
    double[] q = rows.q();
    double[] s = rows.s();
    double[] tx = t[0];
    double[] ty = t[1];
    double[] tz = t[2];
    double x0 = tx[first];
    double y0 = ty[first];
    double z0 = tz[first];
    for (int i = from; i < p.length; i++) {
      int j = first + i;
      double along = dx[i] * (x0 - tx[j]) + dy[i] * (y0 - ty[j]) + dz[i] * (z0 - tz[j]);
      s[i] = c * p[i] + q[i] * h[i] + q[i] * along;
    }
  }

  private static void move(
      Rows rows, double[] d, double m, double[] t, double[] a, int first, int from) {
    double[] p = rows.p();
    double[] s = rows.s();
    double source = t[first];
    for (int i = from; i < p.length; i++) {
      a[first + i] += m * p[i] * (source - t[first + i]) + s[i] * d[i];
    }
  }

  /**
   * The same for a source and bodies that do not move.
   *
   * @param c the number c
   * @param h the row h
   */
  final void addAtRest(Rows rows, double c, double[] h, double[][] a, int first) {
    double[] p = rows.p();
    double[] q = rows.q();
    for (int row = 0; row < 3; row++) {
      double[] d = rows.d()[row];
      double[] sum = a[row];
      for (int i = 0; i < p.length; i++) {
        sum[first + i] += (c * p[i] + q[i] * h[i]) * d[i];
      }
    }
  }
}
