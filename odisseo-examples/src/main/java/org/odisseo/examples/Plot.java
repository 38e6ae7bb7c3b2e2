// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.SwingWrapper;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A quick picture of numbers, for exploring. */
public final class Plot {

  private static final int SIZE = 700;

  private final XYChart chart;

  private Plot(XYChart chart) {
    this.chart = chart;
  }

  /**
   * A line through points.
   *
   * @param title above the picture
   * @param xTitle below the horizontal axis
   * @param x as many numbers as y, at least one
   * @param yTitle beside the vertical axis
   * @param y as many numbers as x
   */
  public static Plot lines(String title, String xTitle, double[] x, String yTitle, double[] y) {
    return of(title, xTitle, x, yTitle, y, XYSeriesRenderStyle.Line);
  }

  /** A dot at each point; see {@link #lines}. */
  public static Plot dots(String title, String xTitle, double[] x, String yTitle, double[] y) {
    return of(title, xTitle, x, yTitle, y, XYSeriesRenderStyle.Scatter);
  }

  private static Plot of(
      String title,
      String xTitle,
      double[] x,
      String yTitle,
      double[] y,
      XYSeriesRenderStyle style) {
    XYChart chart =
        new XYChartBuilder()
            .width(SIZE)
            .height(SIZE)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart.getStyler().setLegendVisible(false).setMarkerSize(4);
    chart
        .addSeries(title, x, y)
        .setXYSeriesRenderStyle(style)
        .setMarker(style == XYSeriesRenderStyle.Line ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    return new Plot(chart);
  }

  /** Writes the picture as PNG; directories are made. */
  public Plot save(String file) {
    try {
      Path parent = Path.of(file).toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      BitmapEncoder.saveBitmap(List.of(chart), 1, 1, file, BitmapFormat.PNG);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows the picture in a window. */
  public Plot show() {
    new SwingWrapper<>(chart).displayChart();
    return this;
  }
}
