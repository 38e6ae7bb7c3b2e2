// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;

/**
 * Percentiles of the distances between the points of two clouds, or of one, each with the two pairs
 * of points whose distances it lies between.
 *
 * <p>As in numpy, percentile p of n sorted distances is at position p/100 (n - 1), linearly between
 * the order statistics on either side. These are found exactly, and without storing all distances:
 * a sweep over all pairs counts how many squared distances share the leading bits of their 64, the
 * next one counts further bits of those among which an order statistic is, until so few are left
 * that they can be collected and sorted. That takes three sweeps for a million pairs and at most
 * seven, where many distances are equal; memory is 0.5 MB and some kB for every percentile.
 */
final class DistancePercentiles {

  /** This many pairs are collected and sorted. */
  private static final int FEW = 4096;

  /** Bits of the first count: sign, exponent and four bits of the mantissa. */
  private static final int FIRST_BITS = 16;

  /** Bits of every later count. */
  private static final int NEXT_BITS = 12;

  private final double[][] x;
  private final double[][] y;

  /** Whether the clouds are one, in which every pair of two different points counts once. */
  private final boolean within;

  /** Two order statistics for each percentile. */
  private final OrderStatistic[] statistics;

  private final double[] fractions;

  /** How many leading bits of the order statistics are known. */
  private int known;

  private DistancePercentiles(double[][] x, double[][] y, boolean within, double[] percents) {
    this.x = x;
    this.y = y;
    this.within = within;
    long n = x[0].length;
    long pairs = within ? n * (n - 1) / 2 : n * y[0].length;
    statistics = new OrderStatistic[2 * percents.length];
    fractions = new double[percents.length];
    for (int k = 0; k < percents.length; k++) {
      double position = percents[k] / 100 * (pairs - 1);
      long below = (long) Math.floor(position);
      fractions[k] = position - below;
      statistics[2 * k] = new OrderStatistic(below, pairs);
      statistics[2 * k + 1] = new OrderStatistic(Math.min(below + 1, pairs - 1), pairs);
    }
    while (known < Long.SIZE && candidates() > FEW) {
      count(known == 0 ? FIRST_BITS : NEXT_BITS);
    }
    if (candidates() > FEW) {
      findFirst();
    } else {
      collect((int) candidates());
    }
  }

  /**
   * The percentiles of the distances between all x and all y.
   *
   * @param percents rising, from 0 to 100
   */
  static DistancePercentiles between(double[][] x, double[][] y, double[] percents) {
    return new DistancePercentiles(x, y, false, percents);
  }

  /** The percentiles of the distances between different points of one cloud of two or more. */
  static DistancePercentiles within(double[][] x, double[] percents) {
    return new DistancePercentiles(x, x, true, percents);
  }

  /** All percentiles. */
  double[] values() {
    double[] values = new double[fractions.length];
    for (int k = 0; k < values.length; k++) {
      double low = Math.sqrt(statistics[2 * k].square);
      double high = Math.sqrt(statistics[2 * k + 1].square);
      values[k] = low + fractions[k] * (high - low);
    }
    return values;
  }

  /**
   * Adds {@code factor} times the derivative of percentile k with respect to x. The derivative of a
   * distance zero is taken as zero; of several pairs at one distance, one counts.
   */
  void addGradient(int k, double factor, double[][] gradient) {
    addGradient(statistics[2 * k], factor * (1 - fractions[k]), gradient);
    addGradient(statistics[2 * k + 1], factor * fractions[k], gradient);
  }

  private void addGradient(OrderStatistic of, double factor, double[][] gradient) {
    double distance = Math.sqrt(of.square);
    if (distance > 0) {
      for (int c = 0; c < gradient.length; c++) {
        gradient[c][of.i] += factor * (x[c][of.i] - y[c][of.j]) / distance;
      }
    }
  }

  /** How many pairs share the known bits of an order statistic. */
  private long candidates() {
    long sum = 0;
    for (int k = 0; k < statistics.length; k++) {
      boolean again = k > 0 && statistics[k].prefix == statistics[k - 1].prefix;
      sum += again ? 0 : statistics[k].count;
    }
    return sum;
  }

  /** Counts the next bits of the candidates, and so finds those of the order statistics. */
  private void count(int bits) {
    long[] prefixes = prefixes();
    boolean[] wanted = wanted();
    long[][] counts = new long[prefixes.length][1 << bits];
    int shift = Long.SIZE - known - bits;
    int mask = (1 << bits) - 1;
    double[] squares = new double[x[0].length];
    for (int j = 0; j < y[0].length; j++) {
      int length = row(j, squares);
      if (known == 0) {
        for (int i = 0; i < length; i++) {
          counts[0][(int) (Double.doubleToRawLongBits(squares[i]) >>> shift)]++;
        }
        continue;
      }
      for (int i = 0; i < length; i++) {
        long number = Double.doubleToRawLongBits(squares[i]);
        if (wanted[(int) (number >>> (Long.SIZE - FIRST_BITS))]) {
          int g = Arrays.binarySearch(prefixes, number >>> (Long.SIZE - known));
          if (g >= 0) {
            counts[g][(int) (number >>> shift) & mask]++;
          }
        }
      }
    }
    for (OrderStatistic statistic : statistics) {
      statistic.descend(counts[Arrays.binarySearch(prefixes, statistic.prefix)], bits);
    }
    known += bits;
  }

  /** Collects the candidates, few as they are, and sorts them. */
  private void collect(int few) {
    long[] prefixes = prefixes();
    boolean[] wanted = wanted();
    double[] found = new double[few];
    int[] foundI = new int[few];
    int[] foundJ = new int[few];
    int next = 0;
    double[] squares = new double[x[0].length];
    for (int j = 0; j < y[0].length; j++) {
      int length = row(j, squares);
      for (int i = 0; i < length; i++) {
        if (known > 0) {
          long number = Double.doubleToRawLongBits(squares[i]);
          if (!wanted[(int) (number >>> (Long.SIZE - FIRST_BITS))]
              || Arrays.binarySearch(prefixes, number >>> (Long.SIZE - known)) < 0) {
            continue;
          }
        }
        found[next] = squares[i];
        foundI[next] = i;
        foundJ[next++] = j;
      }
    }
    int[] order = Order.of(found);
    for (OrderStatistic statistic : statistics) {
      int first = 0;
      while (known > 0
          && Double.doubleToRawLongBits(found[order[first]]) >>> (Long.SIZE - known)
              != statistic.prefix) {
        first++;
      }
      int at = order[first + (int) statistic.place];
      statistic.set(found[at], foundI[at], foundJ[at]);
    }
  }

  /**
   * Finds one pair for every order statistic, where all bits are known and many pairs share them.
   */
  private void findFirst() {
    int missing = statistics.length;
    double[] squares = new double[x[0].length];
    for (int j = 0; j < y[0].length && missing > 0; j++) {
      int length = row(j, squares);
      for (int i = 0; i < length; i++) {
        for (OrderStatistic statistic : statistics) {
          if (statistic.i < 0 && Double.doubleToRawLongBits(squares[i]) == statistic.prefix) {
            statistic.set(squares[i], i, j);
            missing--;
          }
        }
      }
    }
  }

  /** Fills in the squared distances of point j of y from the points x it is paired with. */
  private int row(int j, double[] squares) {
    int length = within ? j : x[0].length;
    PairSweep.squares(x, length, y, j, squares);
    return length;
  }

  /** The different known bits of the order statistics, in rising order as these are. */
  private long[] prefixes() {
    return Arrays.stream(statistics).mapToLong(statistic -> statistic.prefix).distinct().toArray();
  }

  /** Which of the first bits belong to an order statistic; a quick look before a search. */
  private boolean[] wanted() {
    boolean[] wanted = new boolean[known == 0 ? 0 : 1 << FIRST_BITS];
    if (known > 0) {
      for (OrderStatistic statistic : statistics) {
        wanted[(int) (statistic.prefix >>> (known - FIRST_BITS))] = true;
      }
    }
    return wanted;
  }

  /** An order statistic of the squared distances, on the way to be found. */
  private static final class OrderStatistic {

    /** Its leading bits, as far as known. */
    private long prefix;

    /** How many squares share them, and the place among these. */
    private long count;

    private long place;
    private double square;
    private int i = -1;
    private int j = -1;

    OrderStatistic(long place, long count) {
      this.place = place;
      this.count = count;
    }

    void descend(long[] counts, int bits) {
      int digit = 0;
      while (place >= counts[digit]) {
        place -= counts[digit++];
      }
      count = counts[digit];
      prefix = prefix << bits | digit;
    }

    void set(double newSquare, int newI, int newJ) {
      square = newSquare;
      i = newI;
      j = newJ;
    }
  }
}
