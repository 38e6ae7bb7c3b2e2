// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

/**
 * Where a profile stays within a given \( \Delta\chi^2 \) of its minimum.
 *
 * @param deltaChiSquared the level
 * @param interval from the left to the right; an open side ends at the last point of the grid
 * @param openLeft whether the profile does not rise to the level within the grid on the left
 * @param openRight whether the profile does not rise to the level within the grid on the right
 */
public record ProfileInterval(
    double deltaChiSquared, Interval interval, boolean openLeft, boolean openRight) {

  /** Whether the ends are where the profile crosses the level. */
  public boolean isClosed() {
    return !openLeft && !openRight;
  }

  /** The interval, and where it is open. */
  @Override
  public String toString() {
    String ends = "[" + interval.low() + ", " + interval.high() + "]";
    String open =
        openLeft && openRight
            ? ", open on both sides"
            : openLeft ? ", open on the left" : openRight ? ", open on the right" : "";
    return ends + " at delta chi2 " + Direction.number(deltaChiSquared) + open;
  }
}
