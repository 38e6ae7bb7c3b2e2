// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;

/**
 * Operations on vectors of three rows of numbers. Sums run from left to right and over the bodies
 * in order, so that they do not depend on how work is shared out.
 */
final class JvmVectors {

  /** Bytes before the numbers of an array, and other facts about memory. */
  private static final int HEADER = 16;

  private static final int PAGE = 4096;
  private static final int NUMBERS_PER_LINE = 8;

  /** How many rows are in use at a time. */
  private static final int NEIGHBOURS = 8;

  private JvmVectors() {}

  static double[][][] zeros(int count, int bodies) {
    double[][][] vectors = new double[count][][];
    for (int k = 0; k < count; k++) {
      vectors[k] = new double[3][bodies];
    }
    return vectors;
  }

  /**
   * A length, at least the given one, for rows that are made one after another. A processor tells
   * loads from stores by the lowest twelve bits of their addresses at first; where the same place
   * in several rows has nearly the same, loads wait for stores that are none of theirs.
   */
  static int spaced(int length) {
    int spaced = length;
    while (collides((HEADER + Double.BYTES * (long) spaced) % PAGE)) {
      spaced += NUMBERS_PER_LINE;
    }
    return spaced;
  }

  private static boolean collides(long spacing) {
    for (int rows = 1; rows <= NEIGHBOURS; rows++) {
      long distance = rows * spacing % PAGE;
      if (Math.min(distance, PAGE - distance) < 3 * Double.BYTES * NUMBERS_PER_LINE) {
        return true;
      }
    }
    return false;
  }

  static void copy(double[][] source, double[][] target) {
    for (int row = 0; row < 3; row++) {
      System.arraycopy(source[row], 0, target[row], 0, source[row].length);
    }
  }

  /** One loop per number of operands: all are read and one is written, once. */
  static void combine(double[][][] vectors, int target, int[] operands, double[] c) {
    double[][] t = vectors[target];
    if (t[0].length == 1) {
      combinePoint(vectors, t, operands, c);
      return;
    }
    combine(t, vectors, operands, c, 0, t[0].length);
  }

  /** The same for a part of the numbers in each row. */
  static void combine(
      double[][] t, double[][][] vectors, int[] operands, double[] c, int from, int to) {
    switch (operands.length) {
      case 0 -> clear(t, from, to);
      case 1 -> scale(t, vectors[operands[0]], c[0], from, to);
      case 2 -> sum2(t, vectors, operands, c, from, to);
      case 3 -> sum3(t, vectors, operands, c, from, to);
      case 4 -> sum4(t, vectors, operands, c, from, to);
      case 5 -> sum5(t, vectors, operands, c, from, to);
      case 6 -> sum6(t, vectors, operands, c, from, to);
      default ->
          throw new IllegalArgumentException(
              "number of operands must be <= 6, got " + operands.length);
    }
  }

  /**
   * A single body on its own way, with the same sum: the loops would be compiled for one turn, and
   * then be slow for many bodies.
   */
  private static void combinePoint(double[][][] vectors, double[][] t, int[] operands, double[] c) {
    double x = 0;
    double y = 0;
    double z = 0;
    if (operands.length > 0) {
      double[][] p = vectors[operands[0]];
      double factor = c[0];
      x = factor * p[0][0];
      y = factor * p[1][0];
      z = factor * p[2][0];
    }
    for (int k = 1; k < operands.length; k++) {
      double[][] p = vectors[operands[k]];
      double factor = c[k];
      x += factor * p[0][0];
      y += factor * p[1][0];
      z += factor * p[2][0];
    }
    t[0][0] = x;
    t[1][0] = y;
    t[2][0] = z;
  }

  static void clear(double[][] t) {
    clear(t, 0, t[0].length);
  }

  private static void clear(double[][] t, int from, int to) {
    for (double[] row : t) {
      Arrays.fill(row, from, to, 0);
    }
  }

  private static void scale(double[][] t, double[][] p, double a, int from, int to) {
    for (int row = 0; row < 3; row++) {
      double[] sum = t[row];
      double[] x = p[row];
      for (int i = from; i < to; i++) {
        sum[i] = a * x[i];
      }
    }
  }

  private static void sum2(double[][] t, double[][][] v, int[] o, double[] c, int from, int to) {
    double c0 = c[0];
    double c1 = c[1];
    for (int row = 0; row < 3; row++) {
      double[] sum = t[row];
      double[] x0 = v[o[0]][row];
      double[] x1 = v[o[1]][row];
      for (int i = from; i < to; i++) {
        sum[i] = c0 * x0[i] + c1 * x1[i];
      }
    }
  }

  private static void sum3(double[][] t, double[][][] v, int[] o, double[] c, int from, int to) {
    double c0 = c[0];
    double c1 = c[1];
    double c2 = c[2];
    for (int row = 0; row < 3; row++) {
      double[] sum = t[row];
      double[] x0 = v[o[0]][row];
      double[] x1 = v[o[1]][row];
      double[] x2 = v[o[2]][row];
      for (int i = from; i < to; i++) {
        sum[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i];
      }
    }
  }

  private static void sum4(double[][] t, double[][][] v, int[] o, double[] c, int from, int to) {
    double c0 = c[0];
    double c1 = c[1];
    double c2 = c[2];
    double c3 = c[3];
    for (int row = 0; row < 3; row++) {
      double[] sum = t[row];
      double[] x0 = v[o[0]][row];
      double[] x1 = v[o[1]][row];
      double[] x2 = v[o[2]][row];
      double[] x3 = v[o[3]][row];
      for (int i = from; i < to; i++) {
        sum[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i];
      }
    }
  }

  private static void sum5(double[][] t, double[][][] v, int[] o, double[] c, int from, int to) {
    double c0 = c[0];
    double c1 = c[1];
    double c2 = c[2];
    double c3 = c[3];
    double c4 = c[4];
    for (int row = 0; row < 3; row++) {
      double[] sum = t[row];
      double[] x0 = v[o[0]][row];
      double[] x1 = v[o[1]][row];
      double[] x2 = v[o[2]][row];
      double[] x3 = v[o[3]][row];
      double[] x4 = v[o[4]][row];
      for (int i = from; i < to; i++) {
        sum[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i] + c4 * x4[i];
      }
    }
  }

  private static void sum6(double[][] t, double[][][] v, int[] o, double[] c, int from, int to) {
    double c0 = c[0];
    double c1 = c[1];
    double c2 = c[2];
    double c3 = c[3];
    double c4 = c[4];
    double c5 = c[5];
    for (int row = 0; row < 3; row++) {
      double[] sum = t[row];
      double[] x0 = v[o[0]][row];
      double[] x1 = v[o[1]][row];
      double[] x2 = v[o[2]][row];
      double[] x3 = v[o[3]][row];
      double[] x4 = v[o[4]][row];
      double[] x5 = v[o[5]][row];
      for (int i = from; i < to; i++) {
        sum[i] = c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i] + c4 * x4[i] + c5 * x5[i];
      }
    }
  }

  /** Adds a multiple of a row to the part of another that begins at {@code at}. */
  static void addScaled(double factor, double[] row, double[] target, int at) {
    for (int i = 0; i < row.length; i++) {
      target[at + i] += factor * row[i];
    }
  }

  /** Four sums side by side: one alone would wait for each addition. */
  static double sum(double[] row) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < row.length; i += 4) {
      s0 += row[i];
      s1 += row[i + 1];
      s2 += row[i + 2];
      s3 += row[i + 3];
    }
    for (; i < row.length; i++) {
      s0 += row[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The sum of products, summed like {@link #sum}. */
  static double dot(double[][] a, double[][] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int row = 0; row < 3; row++) {
      double[] x = a[row];
      double[] y = b[row];
      int i = 0;
      for (; i + 3 < x.length; i += 4) {
        s0 += x[i] * y[i];
        s1 += x[i + 1] * y[i + 1];
        s2 += x[i + 2] * y[i + 2];
        s3 += x[i + 3] * y[i + 3];
      }
      for (; i < x.length; i++) {
        s0 += x[i] * y[i];
      }
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Zero times a number that is not finite is NaN, and stays so in a sum. */
  static boolean isFinite(double[][] vector) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int row = 0; row < 3; row++) {
      double[] x = vector[row];
      int i = 0;
      for (; i + 3 < x.length; i += 4) {
        s0 += x[i] * 0;
        s1 += x[i + 1] * 0;
        s2 += x[i + 2] * 0;
        s3 += x[i + 3] * 0;
      }
      for (; i < x.length; i++) {
        s0 += x[i] * 0;
      }
    }
    return (s0 + s1) + (s2 + s3) == 0;
  }

  static double errorNorm(double[][][] vectors, StepError step) {
    double worst = 0;
    int bodies = vectors[0][0].length;
    for (int i = 0; i < bodies; i++) {
      worst = Math.max(worst, errorNorm(vectors, step, i));
    }
    return worst;
  }

  /** The part of one body. */
  static double errorNorm(double[][][] vectors, StepError step, int i) {
    double fine = squaredError(vectors, step, step.error(), i);
    if (step.coarse().length == 0) {
      return Math.sqrt(fine);
    }
    double rough = squaredError(vectors, step, step.coarse(), i);
    return fine == 0 ? 0 : fine / Math.sqrt(fine + 0.01 * rough);
  }

  private static double squaredError(double[][][] vectors, StepError step, int[] errors, int i) {
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      double before = squaredLength(vectors[step.before()[k]], i);
      double after = squaredLength(vectors[step.after()[k]], i);
      double scale = step.absolute()[k] + step.relative() * Math.sqrt(Math.max(before, after));
      double error = squaredLength(vectors[errors[k]], i);
      sum += error == 0 ? 0 : error / (scale * scale);
    }
    return sum / 6;
  }

  /** Adds a vector to another. */
  static void add(double[][] summand, double[][] sum) {
    for (int row = 0; row < 3; row++) {
      double[] s = summand[row];
      double[] target = sum[row];
      for (int i = 0; i < target.length; i++) {
        target[i] += s[i];
      }
    }
  }

  private static double squaredLength(double[][] vector, int i) {
    return vector[0][i] * vector[0][i] + vector[1][i] * vector[1][i] + vector[2][i] * vector[2][i];
  }
}
