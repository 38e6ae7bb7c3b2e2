// SPDX-License-Identifier: Apache-2.0

package org.odisseo.validation;

import java.util.function.DoublePredicate;

/**
 * Argument checks. Each method returns the value it has checked, so that a check can stand where
 * the value is used, and throws {@link IllegalArgumentException} otherwise.
 */
public final class Require {

  private Require() {}

  /** Returns {@code value} if it is neither infinite nor NaN. */
  public static double finite(String argument, double value) {
    return value(argument, value, Double.isFinite(value), "finite");
  }

  /** Returns {@code value} if it is greater than zero and finite. */
  public static double positive(String argument, double value) {
    return value(argument, value, isPositive(value), "> 0 and finite");
  }

  /** Returns {@code value} if it is zero or greater, and finite. */
  public static double nonNegative(String argument, double value) {
    return value(argument, value, isNonNegative(value), ">= 0 and finite");
  }

  /** Returns {@code value} if {@code least <= value < bound}. */
  public static double inHalfOpenRange(String argument, double value, double least, double bound) {
    return value(
        argument, value, value >= least && value < bound, ">= " + least + " and < " + bound);
  }

  /** Returns {@code value} if it is at least {@code least}. */
  public static int atLeast(String argument, int value, int least) {
    if (value >= least) {
      return value;
    }
    throw new IllegalArgumentException(argument + " must be >= " + least + ", got " + value);
  }

  /** Returns {@code index} if it is a valid index of something of the given length. */
  public static int index(String argument, int index, int length) {
    if (index >= 0 && index < length) {
      return index;
    }
    throw new IllegalArgumentException(
        argument + " must be >= 0 and < " + length + ", got " + index);
  }

  /** Returns {@code values}, the same array, if every element is finite. */
  public static double[] allFinite(String argument, double[] values) {
    return all(argument, values, Double::isFinite, "finite");
  }

  /** Returns {@code values}, the same array, if every element is zero or greater, and finite. */
  public static double[] allNonNegative(String argument, double[] values) {
    return all(argument, values, Require::isNonNegative, ">= 0 and finite");
  }

  /** Returns {@code values}, the same array, if every element is greater than zero and finite. */
  public static double[] allPositive(String argument, double[] values) {
    return all(argument, values, Require::isPositive, "> 0 and finite");
  }

  /**
   * Returns {@code values}, the same array, if it has the expected length.
   *
   * @param meaning what the expected length counts, as in {@code "one per particle"}
   */
  public static double[] length(String argument, double[] values, int expected, String meaning) {
    length(argument, values.length, expected, meaning);
    return values;
  }

  /** Checks that {@code actual}, the length of the argument, is the expected one. */
  public static void length(String argument, int actual, int expected, String meaning) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          argument + " must have length " + expected + " (" + meaning + "), got " + actual);
    }
  }

  private static double value(String argument, double value, boolean accepted, String rule) {
    if (accepted) {
      return value;
    }
    throw new IllegalArgumentException(argument + " must be " + rule + ", got " + value);
  }

  private static double[] all(
      String argument, double[] values, DoublePredicate accepted, String rule) {
    for (int i = 0; i < values.length; i++) {
      if (!accepted.test(values[i])) {
        throw new IllegalArgumentException(
            argument + " must be " + rule + ", got " + values[i] + " at index " + i);
      }
    }
    return values;
  }

  private static boolean isPositive(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private static boolean isNonNegative(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }
}
