// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.Starts;

/**
 * One number that a fit is free to choose. Its prior is flat between two bounds, in the log where
 * the number is positive by nature; fits begin somewhere in a smaller range.
 *
 * @param label its label in the point, such as {@code host.halo.mass}
 * @param name its name in tables
 * @param axis its name in pictures, without a unit
 * @param unit its unit, empty if it has none
 * @param isPositive whether the log of the number counts, in the prior and in pictures
 * @param startLow where fits begin
 * @param startHigh the other end
 * @param low the bound of the prior, below {@code startLow}
 * @param high the other bound
 */
record FreeNumber(
    String label,
    String name,
    String axis,
    String unit,
    boolean isPositive,
    double startLow,
    double startHigh,
    double low,
    double high) {

  /** Nearer to a bound than this part of the range, a best fit would go on if it could. */
  private static final double AT_BOUND = 0.01;

  /** A positive number known to a factor: starts within one of them, the prior within the other. */
  static FreeNumber within(
      String label,
      String name,
      String axis,
      String unit,
      double value,
      double startFactor,
      double priorFactor) {
    return new FreeNumber(
        label,
        name,
        axis,
        unit,
        true,
        value / startFactor,
        value * startFactor,
        value / priorFactor,
        value * priorFactor);
  }

  /** A number of any sign known to a distance. */
  static FreeNumber around(
      String label,
      String name,
      String axis,
      String unit,
      double value,
      double startDistance,
      double priorDistance) {
    return new FreeNumber(
        label,
        name,
        axis,
        unit,
        false,
        value - startDistance,
        value + startDistance,
        value - priorDistance,
        value + priorDistance);
  }

  /** The free parameters with this number as well, between its bounds. */
  <A extends VectorValue<A>> FreeParameters<A> bounded(FreeParameters<A> others) {
    return (isPositive ? others.logBounded(label, low, high) : others.bounded(label, low, high))
        .named(name);
  }

  /** The free parameters with this number as well: its log, or the number in its own unit. */
  <A extends VectorValue<A>> FreeParameters<A> unbounded(FreeParameters<A> others) {
    return (isPositive ? others.positive(label) : others.real(label, 1)).named(naturalName());
  }

  /** The box of starts with this number as well. */
  Starts and(Starts box) {
    return isPositive ? box.andLog(name, startLow, startHigh) : box.and(name, startLow, startHigh);
  }

  /** The box of starts of this number alone. */
  Starts box() {
    return isPositive
        ? Starts.logBox(name, startLow, startHigh)
        : Starts.box(name, startLow, startHigh);
  }

  /** The name of what the Gaussian approximation is made in. */
  String naturalName() {
    return isPositive ? "ln " + name : name;
  }

  /** What the Gaussian approximation is made in: the log of a positive number. */
  double natural(double value) {
    return isPositive ? Math.log(value) : value;
  }

  /** The standard deviation of the prior, which is flat, in the {@link #natural} form. */
  double priorSigma() {
    return (natural(high) - natural(low)) / Math.sqrt(12);
  }

  /** What pictures show: the decimal log of a positive number. */
  double shown(double value) {
    return isPositive ? Math.log10(value) : value;
  }

  /** By how much what is shown changes when the {@link #natural} form changes by one. */
  double shownPerNatural() {
    return isPositive ? 1 / Math.log(10) : 1;
  }

  /** The name of an axis of a picture. */
  String shownName() {
    return (isPositive ? "log_{10} " : "") + axis + (unit.isEmpty() ? "" : " [" + unit + "]");
  }

  /** Whether a value is so near to a bound that the bound, not the data, keeps it there. */
  boolean isAtBound(double value) {
    double part = (natural(value) - natural(low)) / (natural(high) - natural(low));
    return part < AT_BOUND || part > 1 - AT_BOUND;
  }
}
