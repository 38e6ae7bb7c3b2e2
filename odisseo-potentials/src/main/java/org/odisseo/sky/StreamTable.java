// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.validation.Require;

/**
 * The positions and motions in the frame of a stream of many bodies, one array for each coordinate.
 * Immutable. As a {@link VectorValue} it has six blocks in the order of the accessors, labelled
 * {@code phi1[0]} and so on.
 */
public final class StreamTable implements VectorValue<StreamTable> {

  private static final List<String> COORDINATES =
      List.of("phi1", "phi2", "distance", "pmPhi1CosPhi2", "pmPhi2", "radialVelocity");

  private final double[][] columns;

  /** Takes ownership of the arrays, which are equally long. */
  StreamTable(double[][] columns) {
    this.columns = columns;
  }

  /** The number of bodies. */
  public int count() {
    return columns[0].length;
  }

  /** All coordinates of body {@code i}. */
  public StreamCoordinates get(int i) {
    Require.index("i", i, count());
    return new StreamCoordinates(
        columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i]);
  }

  /** Longitudes along the stream [deg], from -180 to 180; a new array. */
  public double[] phi1() {
    return columns[0].clone();
  }

  /** Latitudes across the stream [deg]; a new array. */
  public double[] phi2() {
    return columns[1].clone();
  }

  /** Distances from the Sun [kpc]; a new array. */
  public double[] distance() {
    return columns[2].clone();
  }

  /** Proper motions along phi1, cos(phi2) included [mas/yr]; a new array. */
  public double[] pmPhi1CosPhi2() {
    return columns[3].clone();
  }

  /** The rates at which phi1 itself changes, without cos(phi2) [mas/yr]; a new array. */
  public double[] pmPhi1() {
    double[] rates = pmPhi1CosPhi2();
    for (int i = 0; i < rates.length; i++) {
      rates[i] = get(i).pmPhi1();
    }
    return rates;
  }

  /** Proper motions along phi2 [mas/yr]; a new array. */
  public double[] pmPhi2() {
    return columns[4].clone();
  }

  /** Radial velocities, positive away from the Sun [km/s]; a new array. */
  public double[] radialVelocity() {
    return columns[5].clone();
  }

  double[][] columns() {
    return columns;
  }

  @Override
  public int size() {
    return 6 * count();
  }

  @Override
  public double[] toArray() {
    double[] numbers = new double[size()];
    for (int k = 0; k < 6; k++) {
      System.arraycopy(columns[k], 0, numbers, k * count(), count());
    }
    return numbers;
  }

  @Override
  public StreamTable withArray(double[] values) {
    Require.length("values", values, size(), "6 numbers for each of " + count() + " bodies");
    double[][] changed = new double[6][];
    for (int k = 0; k < 6; k++) {
      changed[k] = Arrays.copyOfRange(values, k * count(), (k + 1) * count());
    }
    return new StreamTable(changed);
  }

  @Override
  public List<String> labels() {
    List<String> labels = new ArrayList<>(size());
    for (String coordinate : COORDINATES) {
      for (int i = 0; i < count(); i++) {
        labels.add(coordinate + "[" + i + "]");
      }
    }
    return List.copyOf(labels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamTable that && Arrays.deepEquals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(columns);
  }

  @Override
  public String toString() {
    return count() == 1 ? "StreamTable[" + get(0) + "]" : "StreamTable[count=" + count() + "]";
  }
}
