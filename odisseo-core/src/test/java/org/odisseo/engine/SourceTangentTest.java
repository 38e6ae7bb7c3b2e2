// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SourceTangentTest {

  private static final int COUNT = 21;
  private static final int FIRST = COUNT;

  private final SplittableRandom random = new SplittableRandom(4);
  private final double[][] d = rows(3, COUNT);
  private final double[] p = rows(1, COUNT)[0];
  private final double[] q = rows(1, COUNT)[0];
  private final double[] h = rows(1, COUNT)[0];
  private final double[][] tangents = rows(3, 2 * COUNT);
  private final double[][] before = rows(3, 2 * COUNT);
  private final SourceTangent.Rows shared = new SourceTangent.Rows(d, p, q, new double[COUNT]);

  private double[][] rows(int rows, int length) {
    double[][] numbers = new double[rows][length];
    for (double[] row : numbers) {
      for (int i = 0; i < length; i++) {
        row[i] = random.nextDouble(-1, 1);
      }
    }
    return numbers;
  }

  private double[][] added(SourceTangent form) {
    double[][] a = {before[0].clone(), before[1].clone(), before[2].clone()};
    form.add(shared, 0.7, h, 1.3, tangents, a, FIRST);
    return a;
  }

  @Test
  void isTheFormula() {
    double[][] a = added(new SourceTangent());
    for (int i = 0; i < COUNT; i++) {
      double[] e = new double[3];
      double along = 0;
      for (int row = 0; row < 3; row++) {
        e[row] = tangents[row][FIRST] - tangents[row][FIRST + i];
        along += d[row][i] * e[row];
      }
      double s = 0.7 * p[i] + q[i] * h[i] + q[i] * along;
      for (int row = 0; row < 3; row++) {
        double expected = before[row][FIRST + i] + 1.3 * p[i] * e[row] + s * d[row][i];
        assertEquals(expected, a[row][FIRST + i], 1e-14);
        assertEquals(before[row][i], a[row][i], "the other direction");
      }
    }
  }

  @Test
  void vectorsGiveTheSameBits() {
    double[][] plain = added(new SourceTangent());
    double[][] fast = added(SourceTangent.fastest());
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(plain[row], fast[row], 0);
    }
  }

  /** Without motion there is nothing but the part along d. */
  @Test
  void atRestOnlyMassAndSofteningCount() {
    double[][] still = new double[3][2 * COUNT];
    double[][] moved = {before[0].clone(), before[1].clone(), before[2].clone()};
    double[][] rest = {before[0].clone(), before[1].clone(), before[2].clone()};
    new SourceTangent().add(shared, 0.7, h, 1.3, still, moved, FIRST);
    new SourceTangent().addAtRest(shared, 0.7, h, rest, FIRST);
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(moved[row], rest[row], 1e-15);
    }
  }
}
