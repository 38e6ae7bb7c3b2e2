// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Everything that a {@link DirectSummation} computes, by one plain loop over pairs, and with each
 * number the sum of the absolute values of its terms, to which its rounding error is compared.
 */
final class PairReference {

  private static final int A = 0;
  private static final int PHI = 3;
  private static final int DA = 4;
  private static final int GX = 7;
  private static final int GM = 10;
  private static final int GS = 11;

  private final Bodies bodies;
  private final PairTangent tangent;
  private final double[][] cotangent;
  private final double[][] value;
  private final double[][] scale;

  PairReference(Bodies bodies, PairTangent tangent, double[][] cotangent) {
    this.bodies = bodies;
    this.tangent = tangent;
    this.cotangent = cotangent;
    this.value = new double[GS + 1][bodies.count()];
    this.scale = new double[GS + 1][bodies.count()];
    for (int i = 0; i < bodies.count(); i++) {
      for (int j = 0; j < bodies.sources(); j++) {
        if (i != j) {
          pair(i, j);
        }
      }
    }
  }

  private void add(int sum, int i, double term, double size) {
    value[sum][i] += bodies.constant() * term;
    scale[sum][i] += bodies.constant() * Math.abs(size);
  }

  private void pair(int i, int j) {
    double[] d = difference(bodies.x(), i, j);
    double[] dd = difference(tangent.position(), i, j);
    double[] l = {cotangent[0][i], cotangent[1][i], cotangent[2][i]};
    double m = bodies.mass()[j];
    double dm = tangent.mass()[j];
    double si = bodies.softening()[i];
    double sj = bodies.softening()[j];
    double share = si > sj ? 1 : si == sj ? 0.5 : 0;
    double s = Math.max(si, sj);
    double ds = share * tangent.softening()[i] + (1 - share) * tangent.softening()[j];
    double w = 1 / Math.sqrt(dot(d, d) + s * s);
    double w3 = w * w * w;
    double w5 = w3 * w * w;
    double length = Math.sqrt(dot(d, d));
    double e = dot(d, dd) + s * ds;
    double eSize = length * Math.sqrt(dot(dd, dd)) + s * Math.abs(ds);
    double along = dot(l, d);
    double alongSize = length * Math.sqrt(dot(l, l));
    add(PHI, i, -m * w, m * w);
    for (int row = 0; row < 3; row++) {
      add(A + row, i, m * w3 * d[row], m * w3 * d[row]);
      add(
          DA + row,
          i,
          w3 * (m * dd[row] + dm * d[row]) - 3 * m * w5 * e * d[row],
          w3 * (m * Math.abs(dd[row]) + Math.abs(dm * d[row])) + 3 * m * w5 * eSize * length);
      double slope = m * w3 * l[row] - 3 * m * w5 * along * d[row];
      double size = m * w3 * Math.abs(l[row]) + 3 * m * w5 * alongSize * length;
      add(GX + row, j, slope, size);
      add(GX + row, i, -slope, size);
    }
    add(GM, j, w3 * along, w3 * alongSize);
    add(GS, i, -3 * m * w5 * along * s * share, 3 * m * w5 * alongSize * s);
    add(GS, j, -3 * m * w5 * along * s * (1 - share), 3 * m * w5 * alongSize * s);
  }

  private static double[] difference(double[][] rows, int i, int j) {
    return new double[] {rows[0][j] - rows[0][i], rows[1][j] - rows[1][i], rows[2][j] - rows[2][i]};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  void assertAcceleration(double[][] a, double tolerance) {
    assertVector("acceleration", A, a, tolerance);
  }

  void assertPotential(double[] phi, double tolerance) {
    assertRow("potential", PHI, phi, tolerance);
  }

  void assertTangent(double[][] da, double tolerance) {
    assertVector("tangent", DA, da, tolerance);
  }

  void assertGradient(PairTangent gradient, double tolerance) {
    assertVector("gradient, position", GX, gradient.position(), tolerance);
    assertRow("gradient, mass", GM, gradient.mass(), tolerance);
    assertRow("gradient, softening", GS, gradient.softening(), tolerance);
  }

  private void assertVector(String what, int sum, double[][] actual, double tolerance) {
    for (int row = 0; row < 3; row++) {
      assertRow(what, sum + row, actual[row], tolerance);
    }
  }

  private void assertRow(String what, int sum, double[] actual, double tolerance) {
    for (int i = 0; i < actual.length; i++) {
      int body = i;
      assertEquals(
          value[sum][i],
          actual[i],
          tolerance * scale[sum][i],
          () -> what + " of body " + body + " of " + actual.length);
    }
  }
}
