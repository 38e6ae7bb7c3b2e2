// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.particles.Particles;
import org.odisseo.sky.Observer;
import org.odisseo.sky.SkyTable;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;

/** Takes states of phase space to some of their coordinates on the sky, with tangents. */
final class SkyProjection {

  private static final int NUMBERS = 6;

  private final Differentiable<Particles, StreamTable> stream;
  private final Differentiable<Particles, SkyTable> sky;
  private final List<TrackCoordinate> coordinates;

  SkyProjection(Observer observer, StreamFrame frame, List<TrackCoordinate> coordinates) {
    stream = observer.particlesToStream(frame);
    sky = observer.particlesToSky();
    this.coordinates = coordinates;
  }

  /** Coordinates one after another, each of all states, and their tangents. */
  record Image(double[] value, List<double[]> tangents) {}

  /**
   * Projects.
   *
   * @param states positions and velocities, which are the first six numbers of each
   * @param displacements for each tangent one of each state
   */
  Image project(double[][] states, double[][][] displacements) {
    Particles particles = particles(states);
    if (displacements.length == 0) {
      return new Image(flatten(tables(particles)), List.of());
    }
    if (displacements.length <= NUMBERS) {
      List<Particles> tangents = new ArrayList<>();
      for (double[][] displacement : displacements) {
        tangents.add(particles(displacement));
      }
      return project(particles, tangents);
    }
    // More tangents than numbers of a state: the derivatives by those numbers are fewer.
    Image units = project(particles, unitDisplacements(states.length));
    List<double[]> images = new ArrayList<>();
    for (double[][] displacement : displacements) {
      images.add(combine(units.tangents(), displacement));
    }
    return new Image(units.value(), images);
  }

  private Image project(Particles particles, List<Particles> tangents) {
    Columns[] values = new Columns[2];
    List<Columns[]> images = new ArrayList<>();
    tangents.forEach(tangent -> images.add(new Columns[2]));
    if (needs(false)) {
      WithTangents<StreamTable> seen = stream.jvps(particles, tangents);
      values[0] = seen.value().columns();
      for (int k = 0; k < images.size(); k++) {
        images.get(k)[0] = seen.tangents().get(k).columns();
      }
    }
    if (needs(true)) {
      WithTangents<SkyTable> seen = sky.jvps(particles, tangents);
      values[1] = seen.value().columns();
      for (int k = 0; k < images.size(); k++) {
        images.get(k)[1] = seen.tangents().get(k).columns();
      }
    }
    return new Image(flatten(values), images.stream().map(this::flatten).toList());
  }

  /** The tables that are needed: in the frame of the stream, and in the ICRS. */
  private Columns[] tables(Particles particles) {
    Columns[] tables = new Columns[2];
    if (needs(false)) {
      tables[0] = stream.apply(particles).columns();
    }
    if (needs(true)) {
      tables[1] = sky.apply(particles).columns();
    }
    return tables;
  }

  private boolean needs(boolean equatorial) {
    return coordinates.stream().anyMatch(c -> c.isEquatorial() == equatorial);
  }

  private double[] flatten(Columns[] tables) {
    double[] all = new double[0];
    for (int c = 0; c < coordinates.size(); c++) {
      TrackCoordinate coordinate = coordinates.get(c);
      double[] column = tables[coordinate.isEquatorial() ? 1 : 0].column(coordinate.column());
      all = c == 0 ? new double[coordinates.size() * column.length] : all;
      System.arraycopy(column, 0, all, c * column.length, column.length);
    }
    return all;
  }

  private static double[] combine(List<double[]> units, double[][] displacement) {
    int n = displacement.length;
    double[] image = new double[units.get(0).length];
    for (int c = 0; c < NUMBERS; c++) {
      double[] unit = units.get(c);
      for (int j = 0; j < image.length; j++) {
        image[j] += unit[j] * displacement[j % n][c];
      }
    }
    return image;
  }

  private static List<Particles> unitDisplacements(int n) {
    List<Particles> units = new ArrayList<>();
    for (int c = 0; c < NUMBERS; c++) {
      double[][] displacement = new double[n][NUMBERS];
      for (double[] d : displacement) {
        d[c] = 1;
      }
      units.add(particles(displacement));
    }
    return units;
  }

  private static Particles particles(double[][] states) {
    int n = states.length;
    double[][] columns = new double[NUMBERS][n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < NUMBERS; c++) {
        columns[c][i] = states[i][c];
      }
    }
    return Particles.displacement(
        new double[n],
        new double[n],
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5]);
  }
}
