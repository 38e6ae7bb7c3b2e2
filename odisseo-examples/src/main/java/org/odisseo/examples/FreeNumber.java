// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.FreeParameters;

/**
 * One number that a fit is free to choose, by a coordinate: its natural log over the reference
 * where it is positive by nature, or else its distance from the reference. Fits begin within a
 * distance of the reference, and the prior is a Gaussian around it.
 *
 * @param label its label in the point, such as {@code host.halo.mass}
 * @param name its name in tables
 * @param axis its name in pictures, without a unit
 * @param unit its unit, empty if it has none
 * @param isPositive whether its log is the coordinate
 * @param start within this distance of the reference fits begin, in the coordinate
 * @param prior standard deviation of the prior, in the coordinate
 */
record FreeNumber(
    String label,
    String name,
    String axis,
    String unit,
    boolean isPositive,
    double start,
    double prior) {

  /** A positive number known to a factor: starts within one of them, the prior of another. */
  static FreeNumber within(
      String label, String name, String axis, String unit, double startFactor, double priorFactor) {
    return new FreeNumber(
        label, name, axis, unit, true, Math.log(startFactor), Math.log(priorFactor));
  }

  /** A number of any sign known to a distance. */
  static FreeNumber around(
      String label, String name, String axis, String unit, double start, double prior) {
    return new FreeNumber(label, name, axis, unit, false, start, prior);
  }

  /** The free parameters with this number as well. */
  <A extends VectorValue<A>> FreeParameters<A> and(FreeParameters<A> others) {
    return (isPositive ? others.positive(label) : others.real(label, 1)).named(coordinate());
  }

  /** The name of the coordinate. */
  String coordinate() {
    return isPositive ? "ln " + name : name;
  }

  /** What the coordinate is the distance of: the log of a positive number. */
  double natural(double value) {
    return isPositive ? Math.log(value) : value;
  }

  /** What pictures show: the decimal log of a positive number. */
  double shown(double value) {
    return isPositive ? Math.log10(value) : value;
  }

  /** By how much what is shown changes when the coordinate changes by one. */
  double shownPerCoordinate() {
    return isPositive ? 1 / Math.log(10) : 1;
  }

  /** The name of an axis of a picture. */
  String shownName() {
    return (isPositive ? "log_{10} " : "") + axis + (unit.isEmpty() ? "" : " [" + unit + "]");
  }
}
