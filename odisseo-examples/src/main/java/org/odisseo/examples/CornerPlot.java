// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.uncertainty.Bandwidth;
import org.odisseo.uncertainty.ConfidenceEllipse;
import org.odisseo.uncertainty.Covariance;
import org.odisseo.uncertainty.KernelDensity;
import org.odisseo.uncertainty.Quantiles;
import org.odisseo.validation.Require;

/**
 * What several methods say about the same parameters: each parameter's distribution on the
 * diagonal, and below it the areas of 39.3 and 86.5 percent of every pair, which are the 1 and 2
 * sigma ellipses of a Gaussian. What was added first is on top.
 *
 * <pre>{@code
 * CornerPlot.of("M_{halo} [M_☉]", "r_s [kpc]")
 *     .withSamples("HMC", draws)                       // one row for each parameter
 *     .withGaussian("Fisher", mean, covariance)
 *     .withTruth(4.4e11, 16)
 *     .save(Path.of("corner.png"))
 *     .save(Path.of("corner.svg"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class CornerPlot {

  private static final double PANEL = 132;
  private static final double GAP = 9;

  /** Cells of the grid on which densities are drawn. */
  private static final int CELLS = 48;

  /** More draws than these make no difference that can be seen; every k-th is taken then. */
  private static final int MOST_DRAWS = 2000;

  private final List<String> names;
  private final List<Layer> layers;
  private final double[] truth;

  /** What one method says. */
  private sealed interface Layer {
    String name();
  }

  private record Samples(String name, double[][] draws) implements Layer {}

  private record Points(String name, double[][] values) implements Layer {}

  private record Gaussian(String name, ParameterSet mean, Covariance covariance) implements Layer {}

  private CornerPlot(List<String> names, List<Layer> layers, double[] truth) {
    this.names = names;
    this.layers = layers;
    this.truth = truth;
  }

  /**
   * A plot of parameters, without any method yet.
   *
   * @param names one for each parameter, all different, with a unit in brackets where it has one;
   *     subscripts as in <code>M_{halo}</code>
   */
  public static CornerPlot of(String... names) {
    Require.atLeast("the number of names", names.length, 1);
    return new CornerPlot(
        ParameterSet.of(List.of(names), new double[names.length]).names(),
        List.of(),
        new double[0]);
  }

  /**
   * With the draws of a sampler or the estimates of a bootstrap.
   *
   * @param name for the legend
   * @param draws one row for each parameter, all of one length of at least 10, finite
   */
  public CornerPlot withSamples(String name, double[][] draws) {
    return with(new Samples(name, checked("draws of " + name, draws, 10)));
  }

  /**
   * With a Gaussian, such as that of a Fisher matrix.
   *
   * @param name for the legend
   * @param mean one number for each parameter
   * @param covariance one row and one column for each parameter
   */
  public CornerPlot withGaussian(String name, double[] mean, double[][] covariance) {
    Require.length("mean of " + name, mean, names.size(), "one for each parameter");
    ParameterSet center = ParameterSet.of(names, Require.allFinite("mean of " + name, mean));
    Covariance checked = Covariance.of(names, covariance);
    for (int k = 1; k < names.size(); k++) {
      for (int l = 0; l < k; l++) {
        // Refuses what is no ellipse now rather than when it is drawn.
        checked.ellipse(center, names.get(l), names.get(k));
      }
    }
    return with(new Gaussian(name, center, checked));
  }

  /**
   * With a few estimates, each a dot: too few to make a density of.
   *
   * @param name for the legend
   * @param values one row for each parameter, all of one length, finite; at least one estimate
   */
  public CornerPlot withPoints(String name, double[][] values) {
    return with(new Points(name, checked("points of " + name, values, 1)));
  }

  private double[][] checked(String what, double[][] rows, int least) {
    Require.length(what, rows.length, names.size(), "one row for each parameter");
    Require.atLeast("the number of " + what, rows[0].length, least);
    double[][] copy = new double[rows.length][];
    for (int k = 0; k < rows.length; k++) {
      String row = what + " for " + names.get(k);
      copy[k] = Require.allFinite(row, rows[k]).clone();
      Require.length(row, copy[k], rows[0].length, "as the first row");
    }
    return copy;
  }

  private CornerPlot with(Layer layer) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    return new CornerPlot(names, List.copyOf(more), truth);
  }

  /** With lines at the true values, one for each parameter. */
  public CornerPlot withTruth(double... values) {
    Require.length("values", values, names.size(), "one for each parameter");
    return new CornerPlot(names, layers, Require.allFinite("values", values).clone());
  }

  /**
   * Writes the picture as PNG or SVG, by the name's ending; directories are made.
   *
   * @throws IllegalStateException if there is nothing to show yet
   */
  public CornerPlot save(Path file) {
    if (layers.isEmpty()) {
      throw new IllegalStateException("a corner plot needs samples or a Gaussian, got neither");
    }
    int n = names.size();
    List<Axis> axes = IntStream.range(0, n).mapToObj(this::axis).toList();
    double numbers =
        axes.stream().skip(Math.min(1, n - 1)).mapToDouble(Panel::numberWidth).max().orElse(0);
    double left = 34 + numbers;
    // One parameter leaves no corner for the legend.
    double top = 12 + (n == 1 ? 18 * (layers.size() + 1) : 0);
    double width = left + n * (PANEL + GAP) + (n < 3 ? 60 : 8);
    double height = top + n * (PANEL + GAP) + 42;
    new Picture(width, height, canvas -> draw(canvas, axes, left, top)).save(file);
    return this;
  }

  private Axis axis(int k) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean anySamples = layers.stream().anyMatch(Samples.class::isInstance);
    for (Layer layer : layers) {
      if (layer instanceof Samples samples) {
        double[] ends = Quantiles.of(samples.draws()[k], 0.002, 0.998);
        low = Math.min(low, ends[0]);
        high = Math.max(high, ends[1]);
      } else if (layer instanceof Points points) {
        low = Math.min(low, Arrays.stream(points.values()[k]).min().orElse(low));
        high = Math.max(high, Arrays.stream(points.values()[k]).max().orElse(high));
      } else if (layer instanceof Gaussian gaussian && !anySamples) {
        double reach = 3.2 * gaussian.covariance().sigmas().value(k);
        low = Math.min(low, gaussian.mean().value(k) - reach);
        high = Math.max(high, gaussian.mean().value(k) + reach);
      }
    }
    if (truth.length > 0) {
      low = Math.min(low, truth[k]);
      high = Math.max(high, truth[k]);
    }
    return Axis.around(names.get(k), low, high, 0.08, 4);
  }

  private void draw(Canvas canvas, List<Axis> axes, double left, double top) {
    int n = names.size();
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        Rectangle2D box =
            new Rectangle2D.Double(
                left + column * (PANEL + GAP), top + row * (PANEL + GAP), PANEL, PANEL);
        Axis y = row == column ? new Axis("density", 0, 1.12, 4) : axes.get(row);
        Panel panel = new Panel(canvas, box, axes.get(column), y);
        if (row == column) {
          drawOne(panel, axes.get(row), row);
        } else {
          drawPair(panel, axes.get(column), axes.get(row), column, row);
        }
        panel.frame(row != column);
        if (row == n - 1) {
          panel.labelsBelow();
        }
        if (column == 0 && row > 0) {
          panel.labelsLeft(left - 16);
        }
      }
    }
    Legend legend = new Legend();
    for (int k = 0; k < layers.size(); k++) {
      if (layers.get(k) instanceof Points) {
        legend.dot(layers.get(k).name(), Palette.color(k));
      } else {
        legend.band(layers.get(k).name(), Palette.color(k), Palette.dash(k));
      }
    }
    if (truth.length > 0) {
      legend.line("truth", Palette.INK, 4, 3);
    }
    double x = n == 1 ? left : left + PANEL + GAP + (n > 2 ? PANEL / 2 : 0);
    legend.drawDown(canvas, x, n == 1 ? 6 : top + 6);
  }

  /** Each distribution with its highest point at one, so that a narrow one hides no wide one. */
  private void drawOne(Panel panel, Axis axis, int k) {
    double[] x = grid(axis, 4 * CELLS);
    for (int l = layers.size() - 1; l >= 0; l--) {
      if (layers.get(l) instanceof Points points) {
        double[] values = points.values()[k];
        double[] bottom = new double[values.length];
        Arrays.fill(bottom, 0.03);
        panel.dots(values, bottom, Palette.color(l), 1.6);
        continue;
      }
      double[] y = density(layers.get(l), k, x);
      double highest = Arrays.stream(y).max().orElse(1);
      double[] scaled = Arrays.stream(y).map(v -> v / highest).toArray();
      double[] closedX = new double[x.length + 2];
      double[] closedY = new double[x.length + 2];
      System.arraycopy(x, 0, closedX, 1, x.length);
      System.arraycopy(scaled, 0, closedY, 1, x.length);
      closedX[0] = x[0];
      closedX[x.length + 1] = x[x.length - 1];
      panel.area(closedX, closedY, Palette.color(l, 24));
      panel.line(x, scaled, Palette.color(l), 1.5, Palette.dash(l));
    }
    if (truth.length > 0) {
      panel.mark(panel.vertical(truth[k]), Palette.INK);
    }
  }

  private static double[] density(Layer layer, int k, double[] x) {
    if (layer instanceof Samples samples) {
      double[] draws = thinned(samples.draws()[k]);
      KernelDensity density = KernelDensity.of(draws, Bandwidth.scott());
      return Arrays.stream(x).map(density::density).toArray();
    }
    Gaussian gaussian = (Gaussian) layer;
    double sigma = gaussian.covariance().sigmas().value(k);
    double mean = gaussian.mean().value(k);
    return Arrays.stream(x).map(v -> Math.exp(-0.5 * Math.pow((v - mean) / sigma, 2))).toArray();
  }

  private void drawPair(Panel panel, Axis xAxis, Axis yAxis, int column, int row) {
    for (int l = layers.size() - 1; l >= 0; l--) {
      Color outline = Palette.color(l);
      double[] dash = Palette.dash(l);
      if (layers.get(l) instanceof Points points) {
        panel.dots(points.values()[column], points.values()[row], outline, 1.6);
        continue;
      }
      List<Path2D> areas = areas(layers.get(l), panel, xAxis, yAxis, column, row);
      panel.shape(areas.get(1), Palette.color(l, 150 / (1 + layers.size())), outline, dash);
      panel.shape(areas.get(0), Palette.color(l, 200 / (1 + layers.size())), outline, dash);
    }
    if (truth.length > 0) {
      panel.mark(panel.vertical(truth[column]), Palette.INK);
      panel.mark(panel.horizontal(truth[row]), Palette.INK);
      panel.dots(new double[] {truth[column]}, new double[] {truth[row]}, Palette.INK, 2.4);
    }
  }

  /** The areas of 1 and of 2 sigma. */
  private List<Path2D> areas(
      Layer layer, Panel panel, Axis xAxis, Axis yAxis, int column, int row) {
    List<Path2D> areas = new ArrayList<>();
    if (layer instanceof Gaussian gaussian) {
      ConfidenceEllipse ellipse =
          gaussian.covariance().ellipse(gaussian.mean(), names.get(column), names.get(row));
      for (int sigmas = 1; sigmas <= 2; sigmas++) {
        double[][] curve = ellipse.contourAt(sigmas * sigmas, 181);
        Path2D path = new Path2D.Double();
        for (int i = 0; i < curve[0].length; i++) {
          double px = panel.px(curve[0][i]);
          double py = panel.py(curve[1][i]);
          if (i == 0) {
            path.moveTo(px, py);
          } else {
            path.lineTo(px, py);
          }
        }
        path.closePath();
        areas.add(path);
      }
      return areas;
    }
    double[][] draws = ((Samples) layer).draws();
    double[] x = grid(xAxis, CELLS);
    double[] y = grid(yAxis, CELLS);
    Columns pair = Columns.of(List.of("x", "y"), thinned(draws[column]), thinned(draws[row]));
    KernelDensity density = KernelDensity.of(pair);
    double[][] values = new double[x.length][y.length];
    ParameterSet at = ParameterSet.of("x", 0, "y", 0);
    IntStream.range(0, x.length)
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < y.length; j++) {
                values[i][j] = density.density(at.withArray(new double[] {x[i], y[j]}));
              }
            });
    ContourLines lines = new ContourLines(x, y, values);
    for (int sigmas = 1; sigmas <= 2; sigmas++) {
      double level = lines.levelOf(1 - Math.exp(-0.5 * sigmas * sigmas));
      areas.add(lines.at(level, panel::px, panel::py));
    }
    return areas;
  }

  /** A little beyond the axis, so that what closes contours at the rim is not seen. */
  private static double[] grid(Axis axis, int cells) {
    double rim = 0.04 * (axis.high() - axis.low());
    double[] grid = new double[cells + 1];
    for (int i = 0; i <= cells; i++) {
      grid[i] = axis.low() - rim + (axis.high() - axis.low() + 2 * rim) * i / cells;
    }
    return grid;
  }

  private static double[] thinned(double[] draws) {
    int stride = (draws.length + MOST_DRAWS - 1) / MOST_DRAWS;
    return IntStream.range(0, (draws.length + stride - 1) / stride)
        .mapToDouble(i -> draws[i * stride])
        .toArray();
  }
}
