// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.TargetRows.AX;
import static org.odisseo.gravity.TargetRows.AY;
import static org.odisseo.gravity.TargetRows.AZ;
import static org.odisseo.gravity.TargetRows.LONGEST;
import static org.odisseo.gravity.TargetRows.M;
import static org.odisseo.gravity.TargetRows.RX;
import static org.odisseo.gravity.TargetRows.RY;
import static org.odisseo.gravity.TargetRows.RZ;
import static org.odisseo.gravity.TargetRows.S;
import static org.odisseo.gravity.TargetRows.W3;
import static org.odisseo.gravity.TargetRows.X;
import static org.odisseo.gravity.TargetRows.Y;
import static org.odisseo.gravity.TargetRows.Z;

/** Accelerations and potentials, see {@link TargetRows}. */
final class AttractionLoops {

  private AttractionLoops() {}

  /**
   * Adds the attraction, and sets W3 if it is to be kept. Both loops are in one method so that it
   * is too large to be inlined: where HotSpot inlines the second it often makes no vector
   * instructions of it. Nor does it if something is written before all that is added to has been
   * read.
   */
  static void attract(
      double[] r, double xj, double yj, double zj, double mj, boolean keep, int length) {
    int n = Math.min(length, LONGEST);
    if (keep) {
      for (int i = 0; i < n; i++) {
        double dx = xj - r[X + i];
        double dy = yj - r[Y + i];
        double dz = zj - r[Z + i];
        double d2 = dx * dx + dy * dy + dz * dz + r[S + i];
        double w3 = 1 / (d2 * Math.sqrt(d2));
        double f = mj * w3;
        double ax = r[AX + i] + f * dx;
        double ay = r[AY + i] + f * dy;
        double az = r[AZ + i] + f * dz;
        r[W3 + i] = w3;
        r[AX + i] = ax;
        r[AY + i] = ay;
        r[AZ + i] = az;
      }
    } else {
      for (int i = 0; i < n; i++) {
        double dx = xj - r[X + i];
        double dy = yj - r[Y + i];
        double dz = zj - r[Z + i];
        double d2 = dx * dx + dy * dy + dz * dz + r[S + i];
        double f = mj / (d2 * Math.sqrt(d2));
        r[AX + i] += f * dx;
        r[AY + i] += f * dy;
        r[AZ + i] += f * dz;
      }
    }
  }

  /** Adds the attraction, W3 being known. */
  static void gather(double[] r, double xj, double yj, double zj, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double f = mj * r[W3 + i];
      r[AX + i] += f * (xj - r[X + i]);
      r[AY + i] += f * (yj - r[Y + i]);
      r[AZ + i] += f * (zj - r[Z + i]);
    }
  }

  /** What each target does to the source, W3 being known. */
  static void react(double[] r, double xj, double yj, double zj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double f = r[M + i] * r[W3 + i];
      r[RX + i] = f * (r[X + i] - xj);
      r[RY + i] = f * (r[Y + i] - yj);
      r[RZ + i] = f * (r[Z + i] - zj);
    }
  }

  static void deepen(double[] r, double xj, double yj, double zj, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      r[AX + i] += mj / Math.sqrt(dx * dx + dy * dy + dz * dz + r[S + i]);
    }
  }
}
