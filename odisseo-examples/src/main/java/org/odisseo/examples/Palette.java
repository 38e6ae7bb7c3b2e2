// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.util.List;

/** Colors that people with any color vision tell apart: those of Okabe and Ito 2008. */
final class Palette {

  static final Color INK = new Color(30, 30, 30);
  static final Color GRID = new Color(225, 225, 225);

  private static final List<Color> COLORS =
      List.of(
          new Color(0, 114, 178),
          new Color(213, 94, 0),
          new Color(0, 158, 115),
          new Color(204, 121, 167),
          new Color(230, 159, 0),
          new Color(86, 180, 233));

  private static final double[][] DASHES = {{}, {6, 3}, {2, 2}, {8, 3, 2, 3}, {4, 4}, {1, 3}};

  private Palette() {}

  static Color color(int k) {
    return COLORS.get(k % COLORS.size());
  }

  static Color color(int k, int alpha) {
    Color color = color(k);
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /** So that lines differ without colors, too. */
  static double[] dash(int k) {
    return DASHES[k % DASHES.length].clone();
  }
}
