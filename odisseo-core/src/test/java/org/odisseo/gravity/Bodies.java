// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Random;

/** Systems of random bodies, and the pair sums written down once more without any art. */
record Bodies(double constant, double[] mass, double[] softening, int sources, double[][] x) {

  /** Which softenings the bodies have. */
  enum Softening {
    NONE,
    COMMON,
    /** Of a few values, so that there are ties. */
    TIED,
    UNEQUAL
  }

  static Bodies random(int count, int sources, Softening softening, long seed) {
    Random random = new Random(seed);
    double[] mass = new double[count];
    double[] length = new double[count];
    for (int i = 0; i < count; i++) {
      mass[i] = 0.1 + random.nextDouble();
      length[i] =
          switch (softening) {
            case NONE -> 0;
            case COMMON -> 0.1;
            case TIED -> 0.1 * random.nextInt(3);
            case UNEQUAL -> 0.3 * random.nextDouble();
          };
    }
    return new Bodies(1.7, mass, length, sources, vectors(count, random));
  }

  static double[][] vectors(int count, Random random) {
    double[][] vectors = new double[3][count];
    for (double[] row : vectors) {
      fill(row, random);
    }
    return vectors;
  }

  static double[] fill(double[] row, Random random) {
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextGaussian();
    }
    return row;
  }

  static PairTangent tangent(int count, Random random) {
    return new PairTangent(
        vectors(count, random), fill(new double[count], random), fill(new double[count], random));
  }

  int count() {
    return mass.length;
  }

  DirectSummation summation(PairKernel kernel) {
    return DirectSummation.of(constant, mass, softening, sources).withKernel(kernel);
  }

  /** These bodies, moved along a tangent. */
  Bodies moved(double step, PairTangent tangent) {
    double[][] moved = new double[3][];
    for (int row = 0; row < 3; row++) {
      moved[row] = moved(x[row], step, tangent.position()[row]);
    }
    return new Bodies(
        constant,
        moved(mass, step, tangent.mass()),
        moved(softening, step, tangent.softening()),
        sources,
        moved);
  }

  private static double[] moved(double[] values, double step, double[] tangent) {
    double[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * tangent[i];
    }
    return moved;
  }

  /** Accelerations by the definition. */
  double[][] acceleration() {
    double[][] a = new double[3][count()];
    for (int i = 0; i < count(); i++) {
      for (int j = 0; j < sources; j++) {
        if (i != j) {
          double distance = distance(i, j);
          for (int row = 0; row < 3; row++) {
            a[row][i] +=
                constant * mass[j] * (x[row][j] - x[row][i]) / (distance * distance * distance);
          }
        }
      }
    }
    return a;
  }

  /** Potentials by the definition. */
  double[] potential() {
    double[] phi = new double[count()];
    for (int i = 0; i < count(); i++) {
      for (int j = 0; j < sources; j++) {
        if (i != j) {
          phi[i] -= constant * mass[j] / distance(i, j);
        }
      }
    }
    return phi;
  }

  /** The potential energy of the sources, pair by pair. */
  double energy() {
    double sum = 0;
    for (int i = 0; i < sources; i++) {
      for (int j = 0; j < i; j++) {
        sum -= constant * mass[i] * mass[j] / distance(i, j);
      }
    }
    return sum;
  }

  private double distance(int i, int j) {
    double softened = Math.max(softening[i], softening[j]);
    double square = softened * softened;
    for (double[] row : x) {
      square += (row[j] - row[i]) * (row[j] - row[i]);
    }
    return Math.sqrt(square);
  }
}
