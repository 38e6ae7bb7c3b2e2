// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/**
 * The mean of numbers and their standard deviation.
 *
 * @param deviation exactly zero if all numbers are equal
 */
record Spread(double mean, double deviation) {

  /**
   * The mean and the standard deviation of numbers.
   *
   * @param divisor what the sum of squares is divided by: their number, or one less
   */
  static Spread of(double[] numbers, double divisor) {
    // Relative to the first number, so that equal numbers have no spread by rounding.
    double first = numbers[0];
    double sum = 0;
    for (double number : numbers) {
      sum += number - first;
    }
    double shift = sum / numbers.length;
    double squares = 0;
    for (double number : numbers) {
      double d = number - first - shift;
      squares += d * d;
    }
    return new Spread(first + shift, squares == 0 ? 0 : Math.sqrt(squares / divisor));
  }
}
