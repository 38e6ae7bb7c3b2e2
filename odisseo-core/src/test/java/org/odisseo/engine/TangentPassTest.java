// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TangentPassTest {

  private static final double FACTOR = 0.6;
  private static final double KICK = 0.3;
  private static final double DRIFT = 0.7;

  private final SplittableRandom random = new SplittableRandom(6);

  private double[][] rows(int rows, int length) {
    double[][] numbers = new double[rows][];
    for (int row = 0; row < rows; row++) {
      numbers[row] = random.doubles(length, -1, 1).toArray();
    }
    return numbers;
  }

  private static double[][] copy(double[][] rows) {
    return new double[][] {rows[0].clone(), rows[1].clone(), rows[2].clone()};
  }

  private TangentPass.Source source(int count) {
    double[][] pqh = rows(3, count);
    SourceTangent.Rows rows =
        new SourceTangent.Rows(rows(3, count), pqh[0], pqh[1], new double[count]);
    return new TangentPass.Source(rows, 0.4, pqh[2], 1.3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 16, 31, 129})
  void isProductThenKicksThenDrift(int count) {
    check(count, null);
    check(count, source(count));
  }

  private void check(int count, TangentPass.@Nullable Source source) {
    TangentPass.Field field = new TangentPass.Field(rows(6, count), FACTOR, rows(3, count));
    double[][] x = rows(3, 2 * count);
    double[][] v = rows(3, 2 * count);
    double[][] p = new double[3][2 * count];
    new TangentProduct()
        .multiplyAndAdd(field.matrix(), x, FACTOR, field.column(), p, count, 0, count);
    if (source != null) {
      new SourceTangent().add(source.rows(), source.c(), source.h(), source.m(), x, p, count);
    }
    for (TangentPass form : new TangentPass[] {new TangentPass(), TangentPass.fastest()}) {
      double[][] moved = copy(x);
      double[][] rate = copy(v);
      double[][] work = new double[3][2 * count];
      form.run(field, source, new TangentPass.Motion(moved, rate, work, KICK, DRIFT), count, count);
      for (int row = 0; row < 3; row++) {
        for (int j = 0; j < count; j++) {
          assertEquals(x[row][j], moved[row][j], "the other direction");
          assertEquals(v[row][j], rate[row][j], "the other direction");
        }
        for (int j = count; j < 2 * count; j++) {
          double kicked = v[row][j] + KICK * p[row][j] + KICK * p[row][j];
          assertEquals(kicked, rate[row][j], "velocity " + j);
          assertEquals(x[row][j] + DRIFT * kicked, moved[row][j], "position " + j);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 20})
  void noAccelerationLeavesTheVelocity(int count) {
    TangentPass.Field none = new TangentPass.Field(new double[6][count], 0, new double[3][count]);
    double[][] x = rows(3, count);
    double[][] v = rows(3, count);
    double[][] before = copy(v);
    TangentPass.Motion motion = new TangentPass.Motion(x, v, new double[3][count], KICK, DRIFT);
    TangentPass.fastest().run(none, null, motion, 0, count);
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(before[row], v[row]);
    }
  }
}
