// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

/**
 * Nesterov's dual averaging of the logarithm of the step size toward a wanted acceptance (Hoffman
 * and Gelman 2014, section 3.2), with their constants.
 */
final class DualAveraging {

  private static final double SHRINKAGE = 0.05;
  private static final double DECAY = 0.75;
  private static final double DELAY = 10;

  private final double target;
  private double center;
  private double meanError;
  private double meanLog;
  private int count;

  DualAveraging(double target) {
    this.target = target;
  }

  /** Begins anew around ten times the given step size: long steps are cheap to try. */
  void restart(double stepSize) {
    center = Math.log(10 * stepSize);
    meanError = 0;
    meanLog = 0;
    count = 0;
  }

  /** The next step size after one with the given acceptance. */
  double next(double acceptance) {
    count++;
    double weight = 1 / (count + DELAY);
    meanError = (1 - weight) * meanError + weight * (target - Math.min(1, acceptance));
    double log = center - meanError * Math.sqrt(count) / SHRINKAGE;
    double forget = Math.pow(count, -DECAY);
    meanLog = (1 - forget) * meanLog + forget * log;
    return Math.exp(log);
  }

  /** The averaged step size, to be kept from now on. */
  double averaged() {
    return Math.exp(meanLog);
  }

  /** All numbers that the future depends on. */
  double[] state() {
    return new double[] {center, meanError, meanLog, count};
  }

  void restore(double[] state) {
    center = state[0];
    meanError = state[1];
    meanLog = state[2];
    count = (int) state[3];
  }
}
