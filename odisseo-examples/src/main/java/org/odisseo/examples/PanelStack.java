// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Panels below each other over one horizontal axis, under a legend.
 *
 * @param width of a panel
 * @param height of a panel
 * @param gap between two panels
 * @param right margin on the right
 */
record PanelStack(double width, double height, double gap, double right) {

  /**
   * Writes the picture.
   *
   * @param axes the vertical axis of each panel
   * @param contents draws what is in the panel of a number
   */
  void save(Path file, Axis x, List<Axis> axes, Legend legend, ObjIntConsumer<Panel> contents) {
    double left = 38 + axes.stream().mapToDouble(Panel::numberWidth).max().orElse(0);
    double above = 10 + legend.heightAcross(width);
    new Picture(
            left + width + right,
            above + axes.size() * (height + gap) + 40,
            canvas -> {
              legend.drawAcross(canvas, left, 4, width);
              for (int k = 0; k < axes.size(); k++) {
                double top = above + k * (height + gap);
                Rectangle2D box = new Rectangle2D.Double(left, top, width, height);
                Panel panel = new Panel(canvas, box, x, axes.get(k));
                contents.accept(panel, k);
                panel.frame(true).labelsLeft(left - 16);
                if (k == axes.size() - 1) {
                  panel.labelsBelow();
                }
              }
            })
        .save(file);
  }
}
