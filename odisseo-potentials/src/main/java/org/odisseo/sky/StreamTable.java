// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.VectorValue;

/**
 * The positions and motions in the frame of a stream of many bodies, one array for each coordinate.
 * Immutable. As a {@link VectorValue} it has six blocks in the order of the accessors, labelled
 * {@code phi1[0]} and so on.
 */
public final class StreamTable implements VectorValue<StreamTable> {

  private static final List<String> COORDINATES =
      List.of("phi1", "phi2", "distance", "pmPhi1CosPhi2", "pmPhi2", "radialVelocity");

  private final Columns columns;

  private StreamTable(Columns columns) {
    this.columns = columns;
  }

  static StreamTable ofArrays(double[][] arrays) {
    return new StreamTable(Columns.of(COORDINATES, arrays));
  }

  /** The number of bodies. */
  public int count() {
    return columns.count();
  }

  /** All coordinates of body {@code i}. */
  public StreamCoordinates get(int i) {
    double[] row = columns.row(i).toArray();
    return new StreamCoordinates(row[0], row[1], row[2], row[3], row[4], row[5]);
  }

  /** Longitudes along the stream [deg], from -180 to 180; a new array. */
  public double[] phi1() {
    return columns.column("phi1");
  }

  /** Latitudes across the stream [deg]; a new array. */
  public double[] phi2() {
    return columns.column("phi2");
  }

  /** Distances from the Sun [kpc]; a new array. */
  public double[] distance() {
    return columns.column("distance");
  }

  /** Proper motions along phi1, cos(phi2) included [mas/yr]; a new array. */
  public double[] pmPhi1CosPhi2() {
    return columns.column("pmPhi1CosPhi2");
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
    return columns.column("pmPhi2");
  }

  /** Radial velocities, positive away from the Sun [km/s]; a new array. */
  public double[] radialVelocity() {
    return columns.column("radialVelocity");
  }

  /** The coordinates as columns that bear the names of the accessors. */
  public Columns columns() {
    return columns;
  }

  @Override
  public int size() {
    return columns.size();
  }

  @Override
  public double[] toArray() {
    return columns.toArray();
  }

  @Override
  public StreamTable withArray(double[] values) {
    return new StreamTable(columns.withArray(values));
  }

  @Override
  public List<String> labels() {
    return columns.labels();
  }

  @Override
  public double[] typicalMagnitudes() {
    return columns.typicalMagnitudes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamTable that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return count() == 1 ? "StreamTable[" + get(0) + "]" : "StreamTable[count=" + count() + "]";
  }
}
