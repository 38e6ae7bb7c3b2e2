// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.TargetRows.BX;
import static org.odisseo.gravity.TargetRows.BY;
import static org.odisseo.gravity.TargetRows.BZ;
import static org.odisseo.gravity.TargetRows.DM;
import static org.odisseo.gravity.TargetRows.DX;
import static org.odisseo.gravity.TargetRows.DY;
import static org.odisseo.gravity.TargetRows.DZ;
import static org.odisseo.gravity.TargetRows.H;
import static org.odisseo.gravity.TargetRows.LONGEST;
import static org.odisseo.gravity.TargetRows.M;
import static org.odisseo.gravity.TargetRows.Q;
import static org.odisseo.gravity.TargetRows.RX;
import static org.odisseo.gravity.TargetRows.RY;
import static org.odisseo.gravity.TargetRows.RZ;
import static org.odisseo.gravity.TargetRows.S;
import static org.odisseo.gravity.TargetRows.W3;
import static org.odisseo.gravity.TargetRows.X;
import static org.odisseo.gravity.TargetRows.Y;
import static org.odisseo.gravity.TargetRows.Z;

/** Tangents of accelerations, see {@link TargetRows}. */
final class TangentLoops {

  private TangentLoops() {}

  /** W3, and Q = 3 e w^5 with e = d . dd + half the tangent of S. */
  static void factors(
      double[] r, double xj, double yj, double zj, double dxj, double dyj, double dzj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      double e =
          dx * (dxj - r[DX + i]) + dy * (dyj - r[DY + i]) + dz * (dzj - r[DZ + i]) + r[H + i];
      double w = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz + r[S + i]);
      double w2 = w * w;
      double w3 = w2 * w;
      r[W3 + i] = w3;
      r[Q + i] = 3 * e * w2 * w3;
    }
  }

  /** Adds m_j w^3 dd + (dm_j w^3 - m_j Q) d. */
  static void change(
      double[] r,
      double xj,
      double yj,
      double zj,
      double dxj,
      double dyj,
      double dzj,
      double mj,
      double dmj,
      int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double w3 = r[W3 + i];
      double f = mj * w3;
      double q = dmj * w3 - mj * r[Q + i];
      r[BX + i] += f * (dxj - r[DX + i]) + q * (xj - r[X + i]);
      r[BY + i] += f * (dyj - r[DY + i]) + q * (yj - r[Y + i]);
      r[BZ + i] += f * (dzj - r[DZ + i]) + q * (zj - r[Z + i]);
    }
  }

  /** The same of each target for the source. */
  static void react(
      double[] r, double xj, double yj, double zj, double dxj, double dyj, double dzj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double w3 = r[W3 + i];
      double mass = r[M + i];
      double f = mass * w3;
      double q = r[DM + i] * w3 - mass * r[Q + i];
      r[RX + i] = f * (r[DX + i] - dxj) + q * (r[X + i] - xj);
      r[RY + i] = f * (r[DY + i] - dyj) + q * (r[Y + i] - yj);
      r[RZ + i] = f * (r[DZ + i] - dzj) + q * (r[Z + i] - zj);
    }
  }
}
