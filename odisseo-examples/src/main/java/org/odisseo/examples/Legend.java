// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.odisseo.examples.Canvas.Anchor;

/** Names beside the marks that they belong to, line by line or side by side. */
final class Legend {

  private static final double LINE = 17;
  private static final double MARK = 24;
  private static final double SIZE = 12;

  private enum Kind {
    LINE,
    BAND,
    DOT,
    BAR,
    MARKER
  }

  private record Entry(String name, Kind kind, Color color, double[] dash, int marker) {}

  private final List<Entry> entries = new ArrayList<>();

  Legend line(String name, Color color, double... dash) {
    entries.add(new Entry(name, Kind.LINE, color, dash.clone(), 0));
    return this;
  }

  /** A filled area with an outline. */
  Legend band(String name, Color color, double... dash) {
    entries.add(new Entry(name, Kind.BAND, color, dash.clone(), 0));
    return this;
  }

  Legend dot(String name, Color color) {
    entries.add(new Entry(name, Kind.DOT, color, new double[0], 0));
    return this;
  }

  /** A dot with an error bar. */
  Legend bar(String name, Color color) {
    entries.add(new Entry(name, Kind.BAR, color, new double[0], 0));
    return this;
  }

  /** A mark of a single point. */
  Legend marker(String name, int k) {
    entries.add(new Entry(name, Kind.MARKER, Palette.INK, new double[0], k));
    return this;
  }

  /** Below each other, the first one's top left corner at a place. */
  void drawDown(Canvas canvas, double x, double y) {
    for (int k = 0; k < entries.size(); k++) {
      draw(canvas, entries.get(k), x, y + LINE * k);
    }
  }

  /** How much room a row takes at most, by letters of generous width. */
  private static double width(Entry entry) {
    return MARK + 8 + 0.56 * SIZE * entry.name().length() + 14;
  }

  /** Beside each other, in as many rows as it takes; returns the height of them. */
  double drawAcross(Canvas canvas, double x, double y, double room) {
    double at = x;
    double top = y;
    for (Entry entry : entries) {
      if (at > x && at + width(entry) > x + room) {
        at = x;
        top += LINE;
      }
      draw(canvas, entry, at, top);
      at += width(entry);
    }
    return top + LINE - y;
  }

  /** The height that {@link #drawAcross} will need. */
  double heightAcross(double room) {
    double at = 0;
    int rows = 1;
    for (Entry entry : entries) {
      if (at > 0 && at + width(entry) > room) {
        at = 0;
        rows++;
      }
      at += width(entry);
    }
    return entries.isEmpty() ? 0 : rows * LINE;
  }

  private static void draw(Canvas canvas, Entry entry, double x, double y) {
    double middle = y + LINE / 2;
    Color color = entry.color();
    Color pale = new Color(color.getRed(), color.getGreen(), color.getBlue(), 70);
    switch (entry.kind()) {
      case LINE ->
          canvas.stroke(new Line2D.Double(x, middle, x + MARK, middle), color, 1.6, entry.dash());
      case BAND -> {
        Rectangle2D box = new Rectangle2D.Double(x, middle - 5, MARK, 10);
        canvas.fill(box, pale);
        canvas.stroke(box, color, 1.4, entry.dash());
      }
      case DOT -> canvas.fill(new Ellipse2D.Double(x + MARK / 2 - 3, middle - 3, 6, 6), color);
      case MARKER -> Markers.draw(canvas, entry.marker(), x + MARK / 2, middle);
      case BAR -> {
        double center = x + MARK / 2;
        canvas.stroke(new Line2D.Double(center, middle - 7, center, middle + 7), color, 1);
        canvas.fill(new Ellipse2D.Double(center - 2.5, middle - 2.5, 5, 5), color);
      }
    }
    canvas.text(
        entry.name(), x + MARK + 8, middle + 0.35 * SIZE, SIZE, Anchor.START, 0, Palette.INK);
  }
}
