// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.validation.Require;

/**
 * The positions and motions on the sky, in the ICRS, of many bodies, one array for each coordinate.
 * Immutable. As a {@link VectorValue} it has six blocks in the order of the accessors, labelled
 * {@code ra[0]} and so on.
 */
public final class SkyTable implements VectorValue<SkyTable> {

  private static final List<String> COORDINATES =
      List.of("ra", "dec", "distance", "pmRaCosDec", "pmDec", "radialVelocity");

  private final double[][] columns;

  /** Takes ownership of the arrays, which are equally long. */
  SkyTable(double[][] columns) {
    this.columns = columns;
  }

  /** The number of bodies. */
  public int count() {
    return columns[0].length;
  }

  /** All coordinates of body {@code i}. */
  public SkyCoordinates get(int i) {
    Require.index("i", i, count());
    return new SkyCoordinates(
        columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i]);
  }

  /** Right ascensions [deg], from 0 to 360; a new array. */
  public double[] ra() {
    return columns[0].clone();
  }

  /** Declinations [deg]; a new array. */
  public double[] dec() {
    return columns[1].clone();
  }

  /** Distances from the Sun [kpc]; a new array. */
  public double[] distance() {
    return columns[2].clone();
  }

  /** Proper motions in right ascension, cos(dec) included [mas/yr]; a new array. */
  public double[] pmRaCosDec() {
    return columns[3].clone();
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
  public SkyTable withArray(double[] values) {
    Require.length("values", values, size(), "6 numbers for each of " + count() + " bodies");
    double[][] changed = new double[6][];
    for (int k = 0; k < 6; k++) {
      changed[k] = Arrays.copyOfRange(values, k * count(), (k + 1) * count());
    }
    return new SkyTable(changed);
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
    return other instanceof SkyTable that && Arrays.deepEquals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(columns);
  }

  @Override
  public String toString() {
    return count() == 1 ? "SkyTable[" + get(0) + "]" : "SkyTable[count=" + count() + "]";
  }
}
