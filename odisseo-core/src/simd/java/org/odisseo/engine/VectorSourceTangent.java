// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The tangent with explicit vector instructions, in the same order of operations. */
final class VectorSourceTangent extends SourceTangent {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  void add(Rows rows, double c, double[] h, double m, double[][] x, double[][] a, int first) {
    double[] dx = rows.d()[0];
    double[] dy = rows.d()[1];
    double[] dz = rows.d()[2];
    double[] p = rows.p();
    double[] q = rows.q();
    double[] tx = x[0];
    double[] ty = x[1];
    double[] tz = x[2];
    double[] ax = a[0];
    double[] ay = a[1];
    double[] az = a[2];
    DoubleVector x0 = DoubleVector.broadcast(SPECIES, tx[first]);
    DoubleVector y0 = DoubleVector.broadcast(SPECIES, ty[first]);
    DoubleVector z0 = DoubleVector.broadcast(SPECIES, tz[first]);
    int end = p.length - p.length % LANES;
    for (int i = 0; i < end; i += LANES) {
      int j = first + i;
      DoubleVector ex = x0.sub(DoubleVector.fromArray(SPECIES, tx, j));
      DoubleVector ey = y0.sub(DoubleVector.fromArray(SPECIES, ty, j));
      DoubleVector ez = z0.sub(DoubleVector.fromArray(SPECIES, tz, j));
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, dx, i);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, dy, i);
      DoubleVector z1 = DoubleVector.fromArray(SPECIES, dz, i);
      DoubleVector p1 = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector q1 = DoubleVector.fromArray(SPECIES, q, i);
      DoubleVector along = x1.mul(ex).add(y1.mul(ey)).add(z1.mul(ez));
      DoubleVector s =
          p1.mul(c).add(q1.mul(DoubleVector.fromArray(SPECIES, h, i))).add(q1.mul(along));
      DoubleVector u = p1.mul(m);
      DoubleVector.fromArray(SPECIES, ax, j).add(u.mul(ex).add(s.mul(x1))).intoArray(ax, j);
      DoubleVector.fromArray(SPECIES, ay, j).add(u.mul(ey).add(s.mul(y1))).intoArray(ay, j);
      DoubleVector.fromArray(SPECIES, az, j).add(u.mul(ez).add(s.mul(z1))).intoArray(az, j);
    }
    add(rows, c, h, m, x, a, first, end);
  }
}
