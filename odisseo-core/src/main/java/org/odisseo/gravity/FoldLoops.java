// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.TargetRows.RE;
import static org.odisseo.gravity.TargetRows.RM;
import static org.odisseo.gravity.TargetRows.RX;
import static org.odisseo.gravity.TargetRows.RY;
import static org.odisseo.gravity.TargetRows.RZ;

/**
 * Sums over targets of what they contribute to the source, see {@link TargetRows}: the second half
 * of a row is added to the first until 64 numbers are left. HotSpot makes vector instructions of it
 * since the distances are constants; of sums of four parts it often makes none. Behind the last
 * target there must be zeros.
 */
final class FoldLoops {

  private FoldLoops() {}

  /** How many numbers of a row are added up for so many targets. */
  static int end(int length) {
    return length > 256 ? 512 : length > 128 ? 256 : length > 64 ? 128 : 64;
  }

  /** Adds the sums of RX, RY, RZ to three rows of {@code sums}. */
  static void addVector(double[] r, int length, double[] sums, int at, int stride) {
    if (length > 256) {
      vectorFrom512(r);
    }
    if (length > 128) {
      vectorFrom256(r);
    }
    if (length > 64) {
      vectorFrom128(r);
    }
    sums[at] += total(r, RX);
    sums[at + stride] += total(r, RY);
    sums[at + 2 * stride] += total(r, RZ);
  }

  /** Adds the sums of RX, RY, RZ, RM and RE to five rows of {@code sums}. */
  static void addAll(double[] r, int length, double[] sums, int at, int stride) {
    if (length > 256) {
      allFrom512(r);
    }
    if (length > 128) {
      allFrom256(r);
    }
    if (length > 64) {
      allFrom128(r);
    }
    sums[at] += total(r, RX);
    sums[at + stride] += total(r, RY);
    sums[at + 2 * stride] += total(r, RZ);
    sums[at + 3 * stride] += total(r, RM);
    sums[at + 4 * stride] += total(r, RE);
  }

  private static void vectorFrom512(double[] r) {
    for (int i = 0; i < 256; i++) {
      r[RX + i] += r[RX + 256 + i];
      r[RY + i] += r[RY + 256 + i];
      r[RZ + i] += r[RZ + 256 + i];
    }
  }

  private static void vectorFrom256(double[] r) {
    for (int i = 0; i < 128; i++) {
      r[RX + i] += r[RX + 128 + i];
      r[RY + i] += r[RY + 128 + i];
      r[RZ + i] += r[RZ + 128 + i];
    }
  }

  private static void vectorFrom128(double[] r) {
    for (int i = 0; i < 64; i++) {
      r[RX + i] += r[RX + 64 + i];
      r[RY + i] += r[RY + 64 + i];
      r[RZ + i] += r[RZ + 64 + i];
    }
  }

  private static void allFrom512(double[] r) {
    for (int i = 0; i < 256; i++) {
      r[RX + i] += r[RX + 256 + i];
      r[RY + i] += r[RY + 256 + i];
      r[RZ + i] += r[RZ + 256 + i];
      r[RM + i] += r[RM + 256 + i];
      r[RE + i] += r[RE + 256 + i];
    }
  }

  private static void allFrom256(double[] r) {
    for (int i = 0; i < 128; i++) {
      r[RX + i] += r[RX + 128 + i];
      r[RY + i] += r[RY + 128 + i];
      r[RZ + i] += r[RZ + 128 + i];
      r[RM + i] += r[RM + 128 + i];
      r[RE + i] += r[RE + 128 + i];
    }
  }

  private static void allFrom128(double[] r) {
    for (int i = 0; i < 64; i++) {
      r[RX + i] += r[RX + 64 + i];
      r[RY + i] += r[RY + 64 + i];
      r[RZ + i] += r[RZ + 64 + i];
      r[RM + i] += r[RM + 64 + i];
      r[RE + i] += r[RE + 64 + i];
    }
  }

  /** The sum of 64 numbers. */
  private static double total(double[] r, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = at; i < at + 64; i += 4) {
      a += r[i];
      b += r[i + 1];
      c += r[i + 2];
      d += r[i + 3];
    }
    return (a + b) + (c + d);
  }
}
