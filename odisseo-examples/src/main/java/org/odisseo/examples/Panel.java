// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.odisseo.examples.Canvas.Anchor;

/** A rectangle with two axes, in which values are drawn. */
final class Panel {

  private static final double TICK = 4;
  private static final double NUMBER = 11;
  private static final double TITLE = 13;

  private final Canvas canvas;
  private final Rectangle2D box;
  private final Axis x;
  private final Axis y;

  Panel(Canvas canvas, Rectangle2D box, Axis x, Axis y) {
    this.canvas = canvas;
    this.box = box;
    this.x = x;
    this.y = y;
  }

  double px(double value) {
    return box.getX() + box.getWidth() * x.fraction(value);
  }

  double py(double value) {
    return box.getMaxY() - box.getHeight() * y.fraction(value);
  }

  /** Thin lines at the round numbers, to be drawn first. */
  Panel grid() {
    for (double tick : x.ticks()) {
      canvas.stroke(vertical(tick), Palette.GRID, 0.6);
    }
    for (double tick : y.ticks()) {
      canvas.stroke(horizontal(tick), Palette.GRID, 0.6);
    }
    return this;
  }

  /** The frame and its ticks, inside. */
  Panel frame(boolean ticksOnY) {
    for (double tick : x.ticks()) {
      double at = px(tick);
      canvas.stroke(
          new Line2D.Double(at, box.getMaxY(), at, box.getMaxY() - TICK), Palette.INK, 0.8);
      canvas.stroke(new Line2D.Double(at, box.getY(), at, box.getY() + TICK), Palette.INK, 0.8);
    }
    if (ticksOnY) {
      for (double tick : y.ticks()) {
        double at = py(tick);
        canvas.stroke(new Line2D.Double(box.getX(), at, box.getX() + TICK, at), Palette.INK, 0.8);
        canvas.stroke(
            new Line2D.Double(box.getMaxX(), at, box.getMaxX() - TICK, at), Palette.INK, 0.8);
      }
    }
    canvas.stroke(box, Palette.INK, 0.9);
    return this;
  }

  /** Numbers and title below. */
  Panel labelsBelow() {
    for (double tick : x.ticks()) {
      canvas.text(
          x.text(tick), px(tick), box.getMaxY() + 15, NUMBER, Anchor.MIDDLE, 0, Palette.INK);
    }
    canvas.text(
        x.title(),
        box.getCenterX(),
        box.getMaxY() + 35,
        titleSize(x, box.getWidth()),
        Anchor.MIDDLE,
        0,
        Palette.INK);
    return this;
  }

  /** Numbers and title on the left, the title's base line at the given distance. */
  Panel labelsLeft(double distance) {
    for (double tick : y.ticks()) {
      canvas.text(
          y.text(tick),
          box.getX() - 6,
          py(tick) + 0.36 * NUMBER,
          NUMBER,
          Anchor.END,
          0,
          Palette.INK);
    }
    canvas.text(
        y.title(),
        box.getX() - distance,
        box.getCenterY(),
        titleSize(y, box.getHeight()),
        Anchor.MIDDLE,
        90,
        Palette.INK);
    return this;
  }

  /** Smaller where a title would be longer than its side of the panel. */
  private static double titleSize(Axis axis, double side) {
    return Math.min(TITLE, side / (0.62 * RichText.of(axis.title()).length()));
  }

  /** How wide the numbers on the left are, by letters of generous width. */
  static double numberWidth(Axis axis) {
    return 0.62
        * NUMBER
        * axis.ticks().stream().mapToInt(tick -> axis.text(tick).length()).max().orElse(0);
  }

  /** A line through points; missing ones, NaN, interrupt it. */
  Panel line(double[] xs, double[] ys, Color color, double width, double... dash) {
    Path2D path = path(xs, ys);
    canvas.clipped(box, () -> canvas.stroke(path, color, width, dash));
    return this;
  }

  /** A closed curve, filled. */
  Panel area(double[] xs, double[] ys, Color color) {
    Path2D path = path(xs, ys);
    path.closePath();
    canvas.clipped(box, () -> canvas.fill(path, color));
    return this;
  }

  private Path2D path(double[] xs, double[] ys) {
    Path2D path = new Path2D.Double();
    boolean pen = false;
    for (int i = 0; i < xs.length; i++) {
      if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
        pen = false;
      } else if (pen) {
        path.lineTo(px(xs[i]), py(ys[i]));
      } else {
        path.moveTo(px(xs[i]), py(ys[i]));
        pen = true;
      }
    }
    if (path.getCurrentPoint() == null) {
      path.moveTo(box.getX(), box.getY());
    }
    return path;
  }

  /** A dot at each point that is not missing. */
  Panel dots(double[] xs, double[] ys, Color color, double radius) {
    canvas.clipped(
        box,
        () -> {
          for (int i = 0; i < xs.length; i++) {
            double cx = px(xs[i]);
            double cy = py(ys[i]);
            if (box.contains(cx, cy)) {
              canvas.fill(
                  new Ellipse2D.Double(cx - radius, cy - radius, 2 * radius, 2 * radius), color);
            }
          }
        });
    return this;
  }

  /** A mark at a single point. */
  Panel marker(double xValue, double yValue, int k) {
    canvas.clipped(box, () -> Markers.draw(canvas, k, px(xValue), py(yValue)));
    return this;
  }

  /** A vertical bar of the error up and down at each point that is not missing. */
  Panel errorBars(double[] xs, double[] ys, double[] errors, Color color) {
    Path2D bars = new Path2D.Double();
    for (int i = 0; i < xs.length; i++) {
      if (Double.isFinite(xs[i]) && Double.isFinite(ys[i]) && Double.isFinite(errors[i])) {
        bars.moveTo(px(xs[i]), py(ys[i] - errors[i]));
        bars.lineTo(px(xs[i]), py(ys[i] + errors[i]));
      }
    }
    if (bars.getCurrentPoint() != null) {
      canvas.clipped(box, () -> canvas.stroke(bars, color, 0.9));
    }
    return this;
  }

  Line2D vertical(double value) {
    return new Line2D.Double(px(value), box.getY(), px(value), box.getMaxY());
  }

  Line2D horizontal(double value) {
    return new Line2D.Double(box.getX(), py(value), box.getMaxX(), py(value));
  }

  /** A mark across the whole panel. */
  Panel mark(Line2D line, Color color) {
    canvas.clipped(box, () -> canvas.stroke(line, color, 1, 4, 3));
    return this;
  }

  /** Areas that are given on the canvas already. */
  Panel shape(Path2D path, Color fill, Color outline, double... dash) {
    canvas.clipped(
        box,
        () -> {
          canvas.fill(path, fill);
          canvas.stroke(path, outline, 1.3, dash);
        });
    return this;
  }
}
