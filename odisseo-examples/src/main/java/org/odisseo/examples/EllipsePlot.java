// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.uncertainty.Quantiles;
import org.odisseo.validation.Require;

/**
 * Two parameters: samples as dots, confidence ellipses or any other closed curves over them, and
 * single points such as the best fit and the truth.
 *
 * <pre>{@code
 * EllipsePlot.of("M_{halo} [M_☉]", "r_s [kpc]")
 *     .withSamples("bootstrap", masses, radii)
 *     .withCurves("Fisher", ellipse.contour(1, 200), ellipse.contour(2, 200))
 *     .withPoint("truth", 4.4e11, 16)
 *     .save(Path.of("ellipses.svg"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class EllipsePlot {

  private static final double SIZE = 360;

  private final String xName;
  private final String yName;
  private final List<Layer> layers;

  private sealed interface Layer {}

  private record Dots(String name, double[] x, double[] y) implements Layer {}

  private record Curves(String name, List<double[][]> curves) implements Layer {}

  private record Point(String name, double x, double y) implements Layer {}

  private EllipsePlot(String xName, String yName, List<Layer> layers) {
    this.xName = xName;
    this.yName = yName;
    this.layers = layers;
  }

  /** A plot of two parameters; names as those of {@link CornerPlot#of}. */
  public static EllipsePlot of(String xName, String yName) {
    return new EllipsePlot(xName, yName, List.of());
  }

  /**
   * With a dot for each sample.
   *
   * @param x the first parameter, at least one number, finite
   * @param y the second one, as many numbers
   */
  public EllipsePlot withSamples(String name, double[] x, double[] y) {
    Require.atLeast("the number of samples of " + name, x.length, 1);
    Require.length("y of " + name, y, x.length, "one for each x");
    Require.allFinite("x of " + name, x);
    Require.allFinite("y of " + name, y);
    return with(new Dots(name, x.clone(), y.clone()));
  }

  /**
   * With closed curves of one method.
   *
   * @param curves each with two rows, x and y, of one length of at least 3
   */
  public EllipsePlot withCurves(String name, double[][]... curves) {
    Require.atLeast("the number of curves of " + name, curves.length, 1);
    List<double[][]> copies = new ArrayList<>();
    for (double[][] curve : curves) {
      Require.length("a curve of " + name, curve.length, 2, "x and y");
      Require.atLeast("the number of points of a curve of " + name, curve[0].length, 3);
      Require.length("y of a curve of " + name, curve[1], curve[0].length, "one for each x");
      Require.allFinite("x of a curve of " + name, curve[0]);
      Require.allFinite("y of a curve of " + name, curve[1]);
      copies.add(new double[][] {curve[0].clone(), curve[1].clone()});
    }
    return with(new Curves(name, copies));
  }

  /** With a point of its own. */
  public EllipsePlot withPoint(String name, double x, double y) {
    return with(
        new Point(name, Require.finite("x of " + name, x), Require.finite("y of " + name, y)));
  }

  private EllipsePlot with(Layer layer) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    return new EllipsePlot(xName, yName, List.copyOf(more));
  }

  /**
   * Writes the picture as PNG or SVG, by the name's ending; directories are made.
   *
   * @throws IllegalStateException if there is nothing to show yet
   */
  public EllipsePlot save(Path file) {
    if (layers.isEmpty()) {
      throw new IllegalStateException("an ellipse plot needs something to show, got nothing");
    }
    Axis x = axis(true);
    Axis y = axis(false);
    double left = 38 + Panel.numberWidth(y);
    Legend legend = legend();
    double above = 10 + legend.heightAcross(SIZE);
    new Picture(
            left + SIZE + 14,
            above + SIZE + 44,
            canvas -> {
              legend.drawAcross(canvas, left, 4, SIZE);
              draw(new Panel(canvas, new Rectangle2D.Double(left, above, SIZE, SIZE), x, y), left);
            })
        .save(file);
    return this;
  }

  private Axis axis(boolean first) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Layer layer : layers) {
      List<double[]> values = new ArrayList<>();
      if (layer instanceof Dots dots) {
        // A few samples far out would make everything else small.
        values.add(Quantiles.of(first ? dots.x() : dots.y(), 0.005, 0.995));
      } else if (layer instanceof Curves curves) {
        curves.curves().forEach(curve -> values.add(curve[first ? 0 : 1]));
      } else if (layer instanceof Point point) {
        values.add(new double[] {first ? point.x() : point.y()});
      }
      for (double[] some : values) {
        low = Math.min(low, Arrays.stream(some).min().orElse(low));
        high = Math.max(high, Arrays.stream(some).max().orElse(high));
      }
    }
    return Axis.around(first ? xName : yName, low, high, 0.07, 6);
  }

  private Legend legend() {
    Legend legend = new Legend();
    int colors = 0;
    int points = 0;
    for (Layer layer : layers) {
      if (layer instanceof Dots dots) {
        legend.dot(dots.name(), Palette.color(colors++, 150));
      } else if (layer instanceof Curves curves) {
        legend.line(curves.name(), Palette.color(colors), Palette.dash(colors++));
      } else if (layer instanceof Point point) {
        legend.marker(point.name(), points++);
      }
    }
    return legend;
  }

  private void draw(Panel panel, double left) {
    panel.grid();
    int colors = 0;
    int points = 0;
    for (Layer layer : layers) {
      if (layer instanceof Dots dots) {
        int alpha = (int) Math.max(50, Math.min(190, 60_000.0 / dots.x().length));
        panel.dots(dots.x(), dots.y(), Palette.color(colors++, alpha), 1.8);
      } else if (layer instanceof Curves curves) {
        int color = colors++;
        for (double[][] curve : curves.curves()) {
          panel.line(curve[0], curve[1], Palette.color(color), 1.9, Palette.dash(color));
        }
      } else if (layer instanceof Point point) {
        panel.marker(point.x(), point.y(), points++);
      }
    }
    panel.frame(true).labelsBelow().labelsLeft(left - 16);
  }
}
