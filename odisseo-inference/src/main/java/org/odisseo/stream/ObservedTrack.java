// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.odisseo.sky.SkyCoordinates;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;

/**
 * The observed track of a stream: where its stars are and how they move, point by point along it.
 *
 * @param name what stream, by whom
 * @param frame the frame in which the points are given
 * @param points the points of the track, in the order of rising phi1; at least three
 */
public record ObservedTrack(String name, StreamFrame frame, List<StreamCoordinates> points) {

  private static final String GD1_RESOURCE = "gd1-track-ibata2021.csv";

  /**
   * Checks the points.
   *
   * @throws IllegalArgumentException if there are fewer than three points, or phi1 does not rise
   */
  public ObservedTrack {
    points = List.copyOf(points);
    if (points.size() < 3) {
      throw new IllegalArgumentException(
          "points must be at least 3, to draw a track through them, got " + points.size());
    }
    for (int k = 1; k < points.size(); k++) {
      if (!(points.get(k).phi1() > points.get(k - 1).phi1())) {
        throw new IllegalArgumentException(
            "points must be in the order of rising phi1, got "
                + points.get(k - 1).phi1()
                + " then "
                + points.get(k).phi1()
                + " at index "
                + k);
      }
    }
  }

  /**
   * The track of GD-1 from 41 points every 2.5 degrees: the polynomial track through the members of
   * Ibata et al. 2021 (ApJ 914, 123) as published in galstreams (Mateu 2023, MNRAS 520, 5225), in
   * the frame of Koposov, Rix and Hogg 2010. Heliocentric; not corrected for the motion of the Sun.
   */
  public static ObservedTrack gd1() {
    StreamFrame frame = StreamFrame.gd1();
    try (InputStream bytes =
            Objects.requireNonNull(
                ObservedTrack.class.getResourceAsStream(GD1_RESOURCE), GD1_RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      List<StreamCoordinates> points =
          lines
              .lines()
              .filter(line -> !line.startsWith("#") && !line.startsWith("phi1"))
              .map(line -> frame.fromSky(position(line.split(",", -1))))
              .toList();
      return new ObservedTrack("GD-1 (Ibata et al. 2021)", frame, points);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SkyCoordinates position(String[] columns) {
    double[] value = new double[6];
    for (int c = 0; c < 6; c++) {
      value[c] = Double.parseDouble(columns[c + 2]);
    }
    return SkyCoordinates.of(value[0], value[1], value[2], value[3], value[4], value[5]);
  }

  /** One coordinate at every point, for example {@code column(StreamCoordinates::distance)}. */
  public double[] column(ToDoubleFunction<StreamCoordinates> coordinate) {
    return points.stream().mapToDouble(coordinate).toArray();
  }
}
