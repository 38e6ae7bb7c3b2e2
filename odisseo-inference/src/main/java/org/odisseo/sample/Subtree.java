// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

/**
 * A stretch of a trajectory: the momenta and velocities at its two ends, the sum of its momenta,
 * the sum of the weights \(e^{H_0 - H}\) of its points, and one of them drawn with its weight.
 *
 * <p>"First" and "last" are in the order in which it was integrated; nothing depends on the sign of
 * time, for the conditions below are the same read backward.
 */
final class Subtree {

  private final double[] sum;
  private double[] firstMomentum;
  private double[] firstVelocity;
  private double[] lastMomentum;
  private double[] lastVelocity;
  private double[] position;
  private double[] gradient;
  private double logDensity;
  private double energy;
  private double logWeight;

  Subtree(int size) {
    position = new double[size];
    gradient = new double[size];
    sum = new double[size];
    firstMomentum = new double[size];
    firstVelocity = new double[size];
    lastMomentum = new double[size];
    lastVelocity = new double[size];
  }

  /** Makes this the stretch of one point. */
  void setSingle(PhasePointState point, double newLogWeight) {
    copy(point.position, position);
    copy(point.gradient, gradient);
    logDensity = point.logDensity;
    energy = point.energy();
    copy(point.momentum, sum);
    copy(point.momentum, firstMomentum);
    copy(point.momentum, lastMomentum);
    copy(point.velocity, firstVelocity);
    copy(point.velocity, lastVelocity);
    logWeight = newLogWeight;
  }

  /** The logarithm of the sum of the weights. */
  double logWeight() {
    return logWeight;
  }

  /** The energy of the proposal. */
  double energy() {
    return energy;
  }

  /** Moves a point to the proposal; its momentum is left alone. */
  void moveToProposal(PhasePointState point) {
    copy(position, point.position);
    copy(gradient, point.gradient);
    point.logDensity = logDensity;
  }

  /** Adds the weight of another stretch, and may take its proposal, which is then lost there. */
  void addWeight(Subtree other, boolean takeProposal) {
    double larger = Math.max(logWeight, other.logWeight);
    double smaller = Math.min(logWeight, other.logWeight);
    logWeight = larger + Math.log1p(Math.exp(smaller - larger));
    if (takeProposal) {
      double[] otherPosition = other.position;
      other.position = position;
      position = otherPosition;
      double[] otherGradient = other.gradient;
      other.gradient = gradient;
      gradient = otherGradient;
      logDensity = other.logDensity;
      energy = other.energy;
    }
  }

  /** Swaps the two ends. */
  void reverse() {
    double[] momentum = firstMomentum;
    firstMomentum = lastMomentum;
    lastMomentum = momentum;
    double[] velocity = firstVelocity;
    firstVelocity = lastVelocity;
    lastVelocity = velocity;
  }

  /**
   * Appends a stretch that begins where this one ends; the proposal and the weight are left alone.
   *
   * <p>With \(\rho\) the sum of the momenta, the generalized criterion (Betancourt 2017, appendix
   * A.4.2) asks that the velocities at both ends of the whole have a positive product with
   * \(\rho\). Two more conditions look across the seam, each part with the first point of the
   * other: without them a trajectory on a nearly harmonic orbit may pass its turning point between
   * the parts and go round and round.
   *
   * @return whether the whole has not made a U-turn
   */
  boolean append(Subtree next) {
    boolean straight =
        isStraight(firstVelocity, next.lastVelocity, sum, next.sum)
            && isStraight(firstVelocity, next.firstVelocity, sum, next.firstMomentum)
            && isStraight(lastVelocity, next.lastVelocity, next.sum, lastMomentum);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += next.sum[i];
    }
    copy(next.lastMomentum, lastMomentum);
    copy(next.lastVelocity, lastVelocity);
    return straight;
  }

  private static boolean isStraight(double[] begin, double[] end, double[] a, double[] b) {
    double atBegin = 0;
    double atEnd = 0;
    for (int i = 0; i < a.length; i++) {
      double rho = a[i] + b[i];
      atBegin += begin[i] * rho;
      atEnd += end[i] * rho;
    }
    return atBegin > 0 && atEnd > 0;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
