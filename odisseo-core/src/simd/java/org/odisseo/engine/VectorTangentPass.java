// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** One pass with explicit vector instructions, in the same order of operations. */
final class VectorTangentPass extends TangentPass {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  void runField(Field field, Motion motion, int first, int count) {
    int end = count - count % LANES;
    runVectors(field, motion, first, end);
    runPlainly(field, motion, first, end, count);
  }

  private static void runVectors(Field field, Motion motion, int first, int end) {
    double[] xx = field.matrix()[0];
    double[] xy = field.matrix()[1];
    double[] xz = field.matrix()[2];
    double[] yy = field.matrix()[3];
    double[] yz = field.matrix()[4];
    double[] zz = field.matrix()[5];
    double[] cx = field.column()[0];
    double[] cy = field.column()[1];
    double[] cz = field.column()[2];
    double factor = field.factor();
    double[] tx = motion.x()[0];
    double[] ty = motion.x()[1];
    double[] tz = motion.x()[2];
    double[] vx = motion.v()[0];
    double[] vy = motion.v()[1];
    double[] vz = motion.v()[2];
    double kick = motion.kick();
    double drift = motion.drift();
    for (int i = 0; i < end; i += LANES) {
      int j = first + i;
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, tx, j);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, ty, j);
      DoubleVector z1 = DoubleVector.fromArray(SPECIES, tz, j);
      DoubleVector b = DoubleVector.fromArray(SPECIES, xy, i);
      DoubleVector c = DoubleVector.fromArray(SPECIES, xz, i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, yz, i);
      DoubleVector px =
          DoubleVector.fromArray(SPECIES, xx, i)
              .mul(x1)
              .add(b.mul(y1))
              .add(c.mul(z1))
              .add(DoubleVector.fromArray(SPECIES, cx, i).mul(factor));
      DoubleVector py =
          b.mul(x1)
              .add(DoubleVector.fromArray(SPECIES, yy, i).mul(y1))
              .add(e.mul(z1))
              .add(DoubleVector.fromArray(SPECIES, cy, i).mul(factor));
      DoubleVector pz =
          c.mul(x1)
              .add(e.mul(y1))
              .add(DoubleVector.fromArray(SPECIES, zz, i).mul(z1))
              .add(DoubleVector.fromArray(SPECIES, cz, i).mul(factor));
      DoubleVector kx = px.mul(kick);
      DoubleVector ux = DoubleVector.fromArray(SPECIES, vx, j).add(kx).add(kx);
      DoubleVector ky = py.mul(kick);
      DoubleVector uy = DoubleVector.fromArray(SPECIES, vy, j).add(ky).add(ky);
      DoubleVector kz = pz.mul(kick);
      DoubleVector uz = DoubleVector.fromArray(SPECIES, vz, j).add(kz).add(kz);
      ux.intoArray(vx, j);
      uy.intoArray(vy, j);
      uz.intoArray(vz, j);
      x1.add(ux.mul(drift)).intoArray(tx, j);
      y1.add(uy.mul(drift)).intoArray(ty, j);
      z1.add(uz.mul(drift)).intoArray(tz, j);
    }
  }

  /** Not in one pass with what comes before: HotSpot makes objects of vectors in long loops. */
  @Override
  void move(Motion motion, int from, int to) {
    int end = to - (to - from) % LANES;
    for (int row = 0; row < 3; row++) {
      move(
          motion.x()[row],
          motion.v()[row],
          motion.p()[row],
          motion.kick(),
          motion.drift(),
          from,
          end);
    }
    movePlainly(motion, end, to);
  }

  private static void move(
      double[] x, double[] v, double[] p, double kick, double drift, int from, int end) {
    for (int j = from; j < end; j += LANES) {
      DoubleVector change = DoubleVector.fromArray(SPECIES, p, j).mul(kick);
      DoubleVector u = DoubleVector.fromArray(SPECIES, v, j).add(change).add(change);
      u.intoArray(v, j);
      DoubleVector.fromArray(SPECIES, x, j).add(u.mul(drift)).intoArray(x, j);
    }
  }
}
