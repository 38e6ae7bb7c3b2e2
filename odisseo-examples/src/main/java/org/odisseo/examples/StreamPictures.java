// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.odisseo.examples.Canvas.Anchor;
import org.odisseo.particles.Particles;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamTable;
import org.odisseo.stream.ObservedTrack;

/** Pictures of a stream: on the sky over an observed track, and in space at several times. */
final class StreamPictures {

  private static final Color NBODY = Palette.color(0, 150);
  private static final Color TRACERS = Palette.color(1, 150);
  private static final Color ORBIT = new Color(150, 150, 150);
  private static final Color DISK = Palette.color(4);
  private static final double DOT = 1.6;

  /** The outline of a stellar disk of 15 kpc, for scale [kpc]. */
  private static final double DISK_RADIUS = 15;

  private static final Axis LONGITUDE = new Axis("φ_1 [deg]", -97, 17, 8);

  /** One coordinate against phi1: its axis and how to read it. */
  private record Coordinate(Axis axis, ToDoubleFunction<StreamCoordinates> value) {
    double[] of(StreamTable stars) {
      double[] values = new double[stars.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value.applyAsDouble(stars.get(i));
      }
      return values;
    }
  }

  private static final List<Coordinate> COORDINATES =
      List.of(
          new Coordinate(new Axis("φ_2 [deg]", -6.3, 3.3, 6), StreamCoordinates::phi2),
          new Coordinate(new Axis("distance [kpc]", 6.4, 12.1, 6), StreamCoordinates::distance),
          new Coordinate(
              new Axis("μ_{φ1} cos φ_2 [mas/yr]", -15.8, -4.8, 6),
              StreamCoordinates::pmPhi1CosPhi2),
          new Coordinate(
              new Axis("radial velocity [km/s]", -350, 350, 6), StreamCoordinates::radialVelocity));

  private StreamPictures() {}

  /**
   * Four panels against phi1: latitude, distance, proper motion along the stream, radial velocity.
   */
  static void sky(Path file, ObservedTrack track, StreamTable nbody, StreamTable tracers) {
    double width = 290;
    double height = 175;
    double left = 52;
    double gap = 62;
    Legend legend =
        new Legend()
            .dot("N-body cluster", NBODY)
            .dot("collisionless tracers", TRACERS)
            .line("observed: " + track.name(), Palette.INK);
    new Picture(
            left + 2 * width + gap + 12,
            26 + 2 * height + 50,
            canvas -> {
              legend.drawAcross(canvas, left, 4, 2 * width + gap);
              for (int k = 0; k < COORDINATES.size(); k++) {
                int column = k % 2;
                int row = k / 2;
                double x = left + column * (width + gap);
                double y = 26 + row * (height + 10);
                Rectangle2D box = new Rectangle2D.Double(x, y, width, height);
                Coordinate coordinate = COORDINATES.get(k);
                Panel panel = new Panel(canvas, box, LONGITUDE, coordinate.axis()).grid();
                stars(panel, coordinate, tracers, TRACERS);
                stars(panel, coordinate, nbody, NBODY);
                panel
                    .line(
                        track.column(StreamCoordinates::phi1),
                        track.column(coordinate.value()),
                        Palette.INK,
                        1.6)
                    .frame(true)
                    .labelsLeft(41);
                if (k >= 2) {
                  panel.labelsBelow();
                }
              }
            })
        .save(file);
  }

  private static void stars(Panel panel, Coordinate coordinate, StreamTable stars, Color color) {
    double[] longitudes = new double[stars.count()];
    for (int i = 0; i < longitudes.length; i++) {
      longitudes[i] = stars.get(i).phi1();
    }
    panel.dots(longitudes, coordinate.of(stars), color, DOT);
  }

  /**
   * A strip of snapshots in the plane of x and z.
   *
   * @param titles one for each snapshot
   * @param snapshots the bodies at that time
   * @param orbit x, y and z of the progenitor along its whole orbit, three rows
   */
  static void strip(Path file, List<String> titles, List<Particles> snapshots, double[][] orbit) {
    Axis x = new Axis("x [kpc]", -29, 34, 4);
    Axis z = new Axis("z [kpc]", -23, 24, 5);
    double scale = 2.9; // points per kpc, the same on both axes
    double width = scale * (x.high() - x.low());
    double height = scale * (z.high() - z.low());
    double left = 46;
    double gap = 8;
    new Picture(
            left + snapshots.size() * (width + gap) + 4,
            22 + height + 42,
            canvas -> {
              for (int k = 0; k < snapshots.size(); k++) {
                double at = left + k * (width + gap);
                Rectangle2D box = new Rectangle2D.Double(at, 22, width, height);
                Panel panel = new Panel(canvas, box, x, z);
                panel
                    .line(new double[] {-DISK_RADIUS, DISK_RADIUS}, new double[] {0, 0}, DISK, 3)
                    .line(orbit[0], orbit[2], ORBIT, 0.7)
                    .dots(snapshots.get(k).x(), snapshots.get(k).z(), NBODY, DOT)
                    .frame(true)
                    .labelsBelow();
                canvas.text(titles.get(k), box.getCenterX(), 15, 12, Anchor.MIDDLE, 0, Palette.INK);
                if (k == 0) {
                  panel.labelsLeft(30);
                  canvas.text(
                      "disk",
                      panel.px(-DISK_RADIUS),
                      panel.py(-3.5),
                      10,
                      Anchor.START,
                      0,
                      DISK.darker());
                }
              }
            })
        .save(file);
  }
}
