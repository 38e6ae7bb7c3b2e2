// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.VectorValue;

/**
 * The positions and motions on the sky, in the ICRS, of many bodies, one array for each coordinate.
 * Immutable. As a {@link VectorValue} it has six blocks in the order of the accessors, labelled
 * {@code ra[0]} and so on.
 */
public final class SkyTable implements VectorValue<SkyTable> {

  private static final List<String> COORDINATES =
      List.of("ra", "dec", "distance", "pmRaCosDec", "pmDec", "radialVelocity");

  private final Columns columns;

  private SkyTable(Columns columns) {
    this.columns = columns;
  }

  static SkyTable ofArrays(double[][] arrays) {
    return new SkyTable(Columns.of(COORDINATES, arrays));
  }

  /** The number of bodies. */
  public int count() {
    return columns.count();
  }

  /** All coordinates of body {@code i}. */
  public SkyCoordinates get(int i) {
    double[] row = columns.row(i).toArray();
    return new SkyCoordinates(row[0], row[1], row[2], row[3], row[4], row[5]);
  }

  /** Right ascensions [deg], from 0 to 360; a new array. */
  public double[] ra() {
    return columns.column("ra");
  }

  /** Declinations [deg]; a new array. */
  public double[] dec() {
    return columns.column("dec");
  }

  /** Distances from the Sun [kpc]; a new array. */
  public double[] distance() {
    return columns.column("distance");
  }

  /** Proper motions in right ascension, cos(dec) included [mas/yr]; a new array. */
  public double[] pmRaCosDec() {
    return columns.column("pmRaCosDec");
  }

  /**
   * The rates at which the right ascension itself changes, without cos(dec) [mas/yr]; a new array.
   */
  public double[] pmRa() {
    double[] rates = pmRaCosDec();
    for (int i = 0; i < rates.length; i++) {
      rates[i] = get(i).pmRa();
    }
    return rates;
  }

  /** Proper motions in declination [mas/yr]; a new array. */
  public double[] pmDec() {
    return columns.column("pmDec");
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
  public SkyTable withArray(double[] values) {
    return new SkyTable(columns.withArray(values));
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
    return other instanceof SkyTable that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return count() == 1 ? "SkyTable[" + get(0) + "]" : "SkyTable[count=" + count() + "]";
  }
}
