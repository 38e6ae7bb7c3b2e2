// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The product with explicit vector instructions, in the same order of operations. */
final class VectorTangentProduct extends TangentProduct {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  void multiplyAndAdd(
      double[][] matrix,
      double[][] d,
      double factor,
      double[][] column,
      double[][] sum,
      int first,
      int from,
      int to) {
    double[] xx = matrix[0];
    double[] xy = matrix[1];
    double[] xz = matrix[2];
    double[] yy = matrix[3];
    double[] yz = matrix[4];
    double[] zz = matrix[5];
    double[] dx = d[0];
    double[] dy = d[1];
    double[] dz = d[2];
    double[] cx = column[0];
    double[] cy = column[1];
    double[] cz = column[2];
    double[] sx = sum[0];
    double[] sy = sum[1];
    double[] sz = sum[2];
    int end = to - (to - from) % LANES;
    for (int i = from; i < end; i += LANES) {
      int j = first + i;
      DoubleVector x = DoubleVector.fromArray(SPECIES, dx, j);
      DoubleVector y = DoubleVector.fromArray(SPECIES, dy, j);
      DoubleVector z = DoubleVector.fromArray(SPECIES, dz, j);
      DoubleVector b = DoubleVector.fromArray(SPECIES, xy, i);
      DoubleVector c = DoubleVector.fromArray(SPECIES, xz, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, yz, i);
      DoubleVector.fromArray(SPECIES, xx, i)
          .mul(x)
          .add(b.mul(y))
          .add(c.mul(z))
          .add(DoubleVector.fromArray(SPECIES, cx, i).mul(factor))
          .intoArray(sx, j);
      b.mul(x)
          .add(DoubleVector.fromArray(SPECIES, yy, i).mul(y))
          .add(e.mul(z))
          .add(DoubleVector.fromArray(SPECIES, cy, i).mul(factor))
          .intoArray(sy, j);
      c.mul(x)
          .add(e.mul(y))
          .add(DoubleVector.fromArray(SPECIES, zz, i).mul(z))
          .add(DoubleVector.fromArray(SPECIES, cz, i).mul(factor))
          .intoArray(sz, j);
    }
    super.multiplyAndAdd(matrix, d, factor, column, sum, first, end, to);
  }

  @Override
  void add(double factor, double[] row, double[] target, int first, int from, int to) {
    int end = to - (to - from) % LANES;
    for (int i = from; i < end; i += LANES) {
      int j = first + i;
      DoubleVector.fromArray(SPECIES, target, j)
          .add(DoubleVector.fromArray(SPECIES, row, i).mul(factor))
          .intoArray(target, j);
    }
    super.add(factor, row, target, first, end, to);
  }
}
