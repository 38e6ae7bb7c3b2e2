// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.TargetRows.BE;
import static org.odisseo.gravity.TargetRows.BM;
import static org.odisseo.gravity.TargetRows.BX;
import static org.odisseo.gravity.TargetRows.BY;
import static org.odisseo.gravity.TargetRows.BZ;
import static org.odisseo.gravity.TargetRows.DX;
import static org.odisseo.gravity.TargetRows.DY;
import static org.odisseo.gravity.TargetRows.DZ;
import static org.odisseo.gravity.TargetRows.LONGEST;
import static org.odisseo.gravity.TargetRows.M;
import static org.odisseo.gravity.TargetRows.P;
import static org.odisseo.gravity.TargetRows.Q;
import static org.odisseo.gravity.TargetRows.RE;
import static org.odisseo.gravity.TargetRows.REST;
import static org.odisseo.gravity.TargetRows.RM;
import static org.odisseo.gravity.TargetRows.RX;
import static org.odisseo.gravity.TargetRows.RY;
import static org.odisseo.gravity.TargetRows.RZ;
import static org.odisseo.gravity.TargetRows.S;
import static org.odisseo.gravity.TargetRows.SHARE;
import static org.odisseo.gravity.TargetRows.W2;
import static org.odisseo.gravity.TargetRows.W3;
import static org.odisseo.gravity.TargetRows.X;
import static org.odisseo.gravity.TargetRows.Y;
import static org.odisseo.gravity.TargetRows.Z;

/**
 * Gradients of the sum of l_i . a_i, see {@link TargetRows}. A pair's term in it is q . d w^3 with
 * q = m_j l_i - m_i l_j, its gradient with respect to d is q w^3 - Q d with Q = 3 q . d w^5: the
 * source gets it as it is, the target with the opposite sign.
 */
final class PullLoops {

  private PullLoops() {}

  /** W3, W2, and the products of both cotangents with d w^3. */
  static void products(
      double[] r, double xj, double yj, double zj, double u, double v, double w, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      double a = r[DX + i] * dx + r[DY + i] * dy + r[DZ + i] * dz;
      double b = u * dx + v * dy + w * dz;
      double root = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz + r[S + i]);
      double w2 = root * root;
      double w3 = w2 * root;
      r[W3 + i] = w3;
      r[W2 + i] = 3 * w2;
      r[RM + i] = a * w3;
      r[P + i] = b * w3;
    }
  }

  /** Q; adds to the derivatives with respect to the targets' masses. */
  static void factors(double[] r, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double p = r[P + i];
      r[Q + i] = (mj * r[RM + i] - r[M + i] * p) * r[W2 + i];
      r[BM + i] += p;
    }
  }

  /**
   * The gradients with respect to the source's position. With the differences in another order
   * HotSpot makes no vector instructions of it.
   */
  static void gradients(
      double[] r,
      double xj,
      double yj,
      double zj,
      double u,
      double v,
      double w,
      double mj,
      int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double w3 = r[W3 + i];
      double f = mj * w3;
      double g = r[M + i] * w3;
      double q = r[Q + i];
      r[RX + i] = f * r[DX + i] + q * (r[X + i] - xj) - g * u;
      r[RY + i] = f * r[DY + i] + q * (r[Y + i] - yj) - g * v;
      r[RZ + i] = f * r[DZ + i] + q * (r[Z + i] - zj) - g * w;
    }
  }

  /**
   * Adds the targets' gradients, and divides the derivative with respect to S. A loop of its own,
   * since HotSpot often fails on values that are both stored and added to a sum.
   */
  static void settle(double[] r, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double q = r[Q + i];
      r[BX + i] -= r[RX + i];
      r[BY + i] -= r[RY + i];
      r[BZ + i] -= r[RZ + i];
      r[BE + i] += r[SHARE + i] * q;
      r[RE + i] = r[REST + i] * q;
    }
  }
}
