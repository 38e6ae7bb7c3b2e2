// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The product with explicit vector instructions, in the same order of operations. */
final class VectorTangentProduct extends TangentProduct {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  void multiply(double[][] matrix, double[][] d, double[][] product, int first, int from, int to) {
    double[] xx = matrix[0];
    double[] xy = matrix[1];
    double[] xz = matrix[2];
    double[] yy = matrix[3];
    double[] yz = matrix[4];
    double[] zz = matrix[5];
    double[] dx = d[0];
    double[] dy = d[1];
    double[] dz = d[2];
    double[] px = product[0];
    double[] py = product[1];
    double[] pz = product[2];
    int end = to - (to - from) % LANES;
    for (int i = from; i < end; i += LANES) {
      int j = first + i;
      DoubleVector x = DoubleVector.fromArray(SPECIES, dx, j);
      DoubleVector y = DoubleVector.fromArray(SPECIES, dy, j);
      DoubleVector z = DoubleVector.fromArray(SPECIES, dz, j);
      DoubleVector b = DoubleVector.fromArray(SPECIES, xy, i);
      DoubleVector c = DoubleVector.fromArray(SPECIES, xz, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, yz, i);
      DoubleVector.fromArray(SPECIES, xx, i).mul(x).add(b.mul(y)).add(c.mul(z)).intoArray(px, j);
      b.mul(x).add(DoubleVector.fromArray(SPECIES, yy, i).mul(y)).add(e.mul(z)).intoArray(py, j);
      c.mul(x).add(e.mul(y)).add(DoubleVector.fromArray(SPECIES, zz, i).mul(z)).intoArray(pz, j);
    }
    super.multiply(matrix, d, product, first, end, to);
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
