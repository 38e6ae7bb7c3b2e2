// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.geom.Path2D;

/** Marks for single points: a star, a cross, a square, a triangle. */
final class Markers {

  private Markers() {}

  /** Draws mark number k, black with a white rim, so that it is seen on anything. */
  static void draw(Canvas canvas, int k, double x, double y) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double[][] corners = corners(k % 4);
    for (int i = 0; i < corners.length; i++) {
      double px = x + 6 * corners[i][0];
      double py = y - 6 * corners[i][1];
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    canvas.stroke(path, Color.WHITE, 2.4);
    canvas.fill(path, Palette.INK);
  }

  private static double[][] corners(int kind) {
    return switch (kind) {
      case 0 -> star();
      case 1 -> cross();
      case 2 -> new double[][] {{-0.75, -0.75}, {0.75, -0.75}, {0.75, 0.75}, {-0.75, 0.75}};
      default -> new double[][] {{-0.95, -0.7}, {0.95, -0.7}, {0, 1}};
    };
  }

  private static double[][] star() {
    double[][] star = new double[10][];
    for (int i = 0; i < 10; i++) {
      double radius = i % 2 == 0 ? 1.15 : 0.48;
      double angle = Math.PI * (0.5 + 0.2 * i);
      star[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    return star;
  }

  private static double[][] cross() {
    double w = 0.28;
    double[][] upright = {
      {-w, -1}, {w, -1}, {w, -w}, {1, -w}, {1, w}, {w, w}, {w, 1}, {-w, 1}, {-w, w}, {-1, w},
      {-1, -w}, {-w, -w}
    };
    double root = Math.sqrt(0.5);
    double[][] turned = new double[upright.length][];
    for (int i = 0; i < turned.length; i++) {
      turned[i] =
          new double[] {
            root * (upright[i][0] - upright[i][1]), root * (upright[i][0] + upright[i][1])
          };
    }
    return turned;
  }
}
