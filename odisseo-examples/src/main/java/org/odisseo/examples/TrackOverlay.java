// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.odisseo.validation.Require;

/**
 * Data with error bars and the tracks of models over them, in several panels that share the
 * horizontal axis: a stream along its longitude, a rotation curve and its dispersions along the
 * radius.
 *
 * <pre>{@code
 * TrackOverlay.of("φ_1 [deg]", "φ_2 [deg]", "distance [kpc]")
 *     .withData("observed", phi1, values, errors)      // one row for each panel
 *     .withTrack("best fit", longitude, track)
 *     .withStars("model stars", longitudes, stars)
 *     .save(Path.of("track.svg"));
 * }</pre>
 *
 * <p>A number that is not finite is missing: no dot, no bar, a gap in a line. Axes hold the data
 * with their errors and the tracks; stars may lie outside. Immutable.
 */
public final class TrackOverlay {

  private static final double WIDTH = 480;
  private static final double HEIGHT = 128;
  private static final double GAP = 9;

  private final String xName;
  private final List<String> yNames;
  private final List<Layer> layers;

  private enum Kind {
    DATA,
    TRACK,
    STARS
  }

  private record Layer(String name, Kind kind, double[] x, double[][] y, double[][] errors) {}

  private TrackOverlay(String xName, List<String> yNames, List<Layer> layers) {
    this.xName = xName;
    this.yNames = yNames;
    this.layers = layers;
  }

  /** Panels above each other, without anything in them yet; names as in {@link CornerPlot#of}. */
  public static TrackOverlay of(String xName, String... yNames) {
    Require.atLeast("the number of panels", yNames.length, 1);
    return new TrackOverlay(xName, List.of(yNames), List.of());
  }

  /**
   * With observed points.
   *
   * @param x where they are
   * @param y one row for each panel, as many numbers as x
   * @param errors of the same shape; not negative where they are not missing
   */
  public TrackOverlay withData(String name, double[] x, double[][] y, double[][] errors) {
    double[][] bars = copy("errors of " + name, x, errors);
    for (double[] row : bars) {
      for (double error : row) {
        if (error < 0) {
          throw new IllegalArgumentException("errors of " + name + " must be >= 0, got " + error);
        }
      }
    }
    return with(name, Kind.DATA, x, y, bars);
  }

  /** With a line, from x to x in the order given; one row of y for each panel. */
  public TrackOverlay withTrack(String name, double[] x, double[][] y) {
    return with(name, Kind.TRACK, x, y, new double[0][]);
  }

  /** With small dots, such as the stars of a model; one row of y for each panel. */
  public TrackOverlay withStars(String name, double[] x, double[][] y) {
    return with(name, Kind.STARS, x, y, new double[0][]);
  }

  private TrackOverlay with(String name, Kind kind, double[] x, double[][] y, double[][] errors) {
    Require.atLeast("the number of points of " + name, x.length, 1);
    List<Layer> more = new ArrayList<>(layers);
    more.add(new Layer(name, kind, x.clone(), copy("y of " + name, x, y), errors));
    return new TrackOverlay(xName, yNames, List.copyOf(more));
  }

  private double[][] copy(String argument, double[] x, double[][] rows) {
    Require.length(argument, rows.length, yNames.size(), "one row for each panel");
    double[][] copy = new double[rows.length][];
    for (int k = 0; k < rows.length; k++) {
      String row = argument + " for " + yNames.get(k);
      copy[k] = Require.length(row, rows[k], x.length, "one for each x").clone();
    }
    return copy;
  }

  /**
   * Writes the picture as PNG or SVG, by the name's ending; directories are made.
   *
   * @throws IllegalStateException if there is nothing to show in one of the panels
   */
  public TrackOverlay save(Path file) {
    Axis x = axis(-1, xName, 8);
    List<Axis> axes = new ArrayList<>();
    for (int k = 0; k < yNames.size(); k++) {
      axes.add(axis(k, yNames.get(k), 5));
    }
    Legend legend = legend();
    new PanelStack(WIDTH, HEIGHT, GAP, 14).save(file, x, axes, legend, this::draw);
    return this;
  }

  /** The axis of a panel, or the horizontal one. */
  private Axis axis(int k, String name, int most) {
    boolean onlyStars = layers.stream().allMatch(layer -> layer.kind() == Kind.STARS);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Layer layer : layers) {
      if (layer.kind() == Kind.STARS && !onlyStars) {
        continue;
      }
      double[] values = k < 0 ? layer.x() : layer.y()[k];
      for (int i = 0; i < values.length; i++) {
        double error = k >= 0 && layer.kind() == Kind.DATA ? layer.errors()[k][i] : 0;
        double reach = Double.isFinite(error) ? error : 0;
        if (Double.isFinite(values[i])) {
          low = Math.min(low, values[i] - reach);
          high = Math.max(high, values[i] + reach);
        }
      }
    }
    if (low > high) {
      throw new IllegalStateException(
          "a track overlay needs a finite number for " + name + ", got none");
    }
    return Axis.around(name, low, high, k < 0 ? 0.03 : 0.1, most);
  }

  private Legend legend() {
    Legend legend = new Legend();
    int data = 0;
    int color = 0;
    for (Layer layer : layers) {
      switch (layer.kind()) {
        case DATA -> legend.bar(layer.name(), data++ == 0 ? Palette.INK : Palette.color(color++));
        case TRACK -> legend.line(layer.name(), Palette.color(color), Palette.dash(color++));
        case STARS -> legend.dot(layer.name(), Palette.color(color++, 150));
      }
    }
    return legend;
  }

  /** Stars below, then tracks, then data, whatever the order in which they were given. */
  private void draw(Panel panel, int k) {
    panel.grid();
    for (Kind kind : new Kind[] {Kind.STARS, Kind.TRACK, Kind.DATA}) {
      int data = 0;
      int color = 0;
      for (Layer layer : layers) {
        boolean ink = layer.kind() == Kind.DATA && data++ == 0;
        int mine = ink ? 0 : color++;
        if (layer.kind() != kind) {
          continue;
        }
        double[] y = layer.y()[k];
        switch (kind) {
          case STARS -> panel.dots(layer.x(), y, Palette.color(mine, 90), 1.3);
          case TRACK -> panel.line(layer.x(), y, Palette.color(mine), 1.7, Palette.dash(mine));
          case DATA -> {
            Color shade = ink ? Palette.INK : Palette.color(mine);
            panel.errorBars(layer.x(), y, layer.errors()[k], shade);
            panel.dots(layer.x(), y, shade, 2.2);
          }
        }
      }
    }
  }
}
