// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.odisseo.particles.Particles;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamTable;
import org.odisseo.stream.ObservedTrack;

/** Pictures of a stream: on the sky over an observed track, and in space at several times. */
final class StreamPictures {

  private static final Color NBODY = new Color(31, 90, 166, 110);
  private static final Color TRACERS = new Color(214, 98, 20, 110);
  private static final Color OBSERVED = new Color(20, 20, 20);
  private static final Color ORBIT = new Color(130, 130, 130);
  private static final Color DISK = new Color(222, 190, 120);

  /** The outline of a stellar disk of 15 kpc, for scale [kpc]. */
  private static final double DISK_RADIUS = 15;

  private StreamPictures() {}

  /** One coordinate against phi1: its axis title and how to read it. */
  private record Panel(
      String title, ToDoubleFunction<StreamCoordinates> coordinate, double least, double most) {}

  /**
   * Four panels against phi1: latitude, distance, proper motion along the stream, radial velocity.
   */
  static void sky(Path file, ObservedTrack track, StreamTable nbody, StreamTable tracers)
      throws IOException {
    List<Panel> panels =
        List.of(
            new Panel("phi2 [deg]", StreamCoordinates::phi2, -6, 3),
            new Panel("distance [kpc]", StreamCoordinates::distance, 6.5, 12),
            new Panel("mu_phi1 cos(phi2) [mas/yr]", StreamCoordinates::pmPhi1CosPhi2, -15.5, -5),
            new Panel("radial velocity [km/s]", StreamCoordinates::radialVelocity, -330, 330));
    List<XYChart> charts = new ArrayList<>();
    for (Panel panel : panels) {
      XYChart chart = chart("phi1 [deg]", panel.title(), 760, 470);
      chart.getStyler().setXAxisMin(-95.0).setXAxisMax(15.0);
      chart.getStyler().setYAxisMin(panel.least()).setYAxisMax(panel.most());
      scatter(chart, "N-body cluster", NBODY, panel, nbody);
      scatter(chart, "collisionless tracers", TRACERS, panel, tracers);
      line(
          chart,
          "observed: " + track.name(),
          OBSERVED,
          track.column(StreamCoordinates::phi1),
          track.column(panel.coordinate()));
      chart.getStyler().setLegendVisible(charts.isEmpty());
      charts.add(chart);
    }
    BitmapEncoder.saveBitmap(charts, 2, 2, file.toString(), BitmapFormat.PNG);
  }

  /**
   * A strip of snapshots in the plane of x and z.
   *
   * @param titles one for each snapshot
   * @param snapshots the bodies at that time
   * @param orbit x, y and z of the progenitor along its whole orbit, three rows
   */
  static void strip(Path file, List<String> titles, List<Particles> snapshots, double[][] orbit)
      throws IOException {
    List<XYChart> charts = new ArrayList<>();
    for (int k = 0; k < snapshots.size(); k++) {
      XYChart chart = chart("x [kpc]", "z [kpc]", 420, 430);
      chart.setTitle(titles.get(k));
      chart.getStyler().setLegendVisible(false);
      chart.getStyler().setXAxisMin(-32.0).setXAxisMax(32.0);
      chart.getStyler().setYAxisMin(-32.0).setYAxisMax(32.0);
      XYSeries disk =
          line(
              chart,
              "stellar disk",
              DISK,
              new double[] {-DISK_RADIUS, DISK_RADIUS},
              new double[] {0, 0});
      disk.setLineStyle(new BasicStroke(5));
      line(chart, "orbit", ORBIT, orbit[0], orbit[2]).setLineStyle(new BasicStroke(0.5f));
      points(chart, "bodies", NBODY, snapshots.get(k).x(), snapshots.get(k).z(), 4);
      charts.add(chart);
    }
    BitmapEncoder.saveBitmap(charts, 1, charts.size(), file.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(String x, String y, int width, int height) {
    XYChart chart =
        new XYChartBuilder().width(width).height(height).xAxisTitle(x).yAxisTitle(y).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotGridLinesColor(new Color(235, 235, 235));
    chart.getStyler().setPlotBorderVisible(true);
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    chart.getStyler().setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    chart.getStyler().setChartTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    return chart;
  }

  private static void scatter(
      XYChart chart, String name, Color color, Panel panel, StreamTable stars) {
    int[] shown =
        IntStream.range(0, stars.count()).filter(i -> within(stars.get(i), panel)).toArray();
    double[] x = Arrays.stream(shown).mapToDouble(i -> stars.get(i).phi1()).toArray();
    double[] y =
        Arrays.stream(shown)
            .mapToDouble(i -> panel.coordinate().applyAsDouble(stars.get(i)))
            .toArray();
    points(chart, name, color, x, y, 5);
  }

  private static boolean within(StreamCoordinates star, Panel panel) {
    double y = panel.coordinate().applyAsDouble(star);
    return star.phi1() > -95 && star.phi1() < 15 && y > panel.least() && y < panel.most();
  }

  private static void points(
      XYChart chart, String name, Color color, double[] x, double[] y, int size) {
    if (x.length == 0) {
      return;
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
    chart.getStyler().setMarkerSize(size);
  }

  private static XYSeries line(XYChart chart, String name, Color color, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color).setLineStyle(new BasicStroke(2));
    return series;
  }
}
