// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * What the bodies that only feel the attraction of the sources contribute to the derivatives with
 * respect to the sources. A plain loop: there are few sources where there are many such bodies.
 */
final class Reaction {

  private Reaction() {}

  /**
   * Adds the contribution of all bodies that are not sources to the gradient of source {@code j}.
   */
  static void add(
      PairSystem system, double[][] x, double[][] cotangent, PairTangent gradient, int j) {
    double[] xs = x[0];
    double[] ys = x[1];
    double[] zs = x[2];
    double mj = system.mass[j];
    double sj = system.squared[j];
    double gx = 0;
    double gy = 0;
    double gz = 0;
    double gm = 0;
    double gs = 0;
    for (int i = system.sources(); i < system.count(); i++) {
      double dx = xs[j] - xs[i];
      double dy = ys[j] - ys[i];
      double dz = zs[j] - zs[i];
      double si = system.squared[i];
      double w2 = 1 / (dx * dx + dy * dy + dz * dz + Math.max(si, sj));
      double w3 = w2 * Math.sqrt(w2);
      double u = cotangent[0][i];
      double v = cotangent[1][i];
      double w = cotangent[2][i];
      double along = u * dx + v * dy + w * dz;
      double f = mj * w3;
      double t = 3 * along * f * w2;
      gx += f * u - t * dx;
      gy += f * v - t * dy;
      gz += f * w - t * dz;
      gm += along * w3;
      gs += sj > si ? t : sj == si ? 0.5 * t : 0;
    }
    double constant = system.gravitationalConstant();
    gradient.position()[0][j] += constant * gx;
    gradient.position()[1][j] += constant * gy;
    gradient.position()[2][j] += constant * gz;
    gradient.mass()[j] += constant * gm;
    gradient.softening()[j] -= constant * system.softening[j] * gs;
  }
}
