// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.Kernel;

/** Independent bodies on the Java heap, on the calling thread. */
final class JvmIndependentBodies implements IndependentBodies {

  private final Kernel.@Nullable Bound acceleration;
  private final boolean timed;
  private final double[][] in;
  private final double[] coefficient;
  private final double[][] sums;

  /**
   * Bodies in the field of a model.
   *
   * @param most the largest number of bodies
   */
  JvmIndependentBodies(ForceModel model, int most) {
    FieldKernels kernels = FieldKernels.of(model.field());
    double[] none = new double[model.parameters().size()];
    acceleration = kernels.isZero() ? null : kernels.bind(model, none).acceleration();
    timed = kernels.timeDependent();
    in = new double[timed ? 4 : 3][];
    coefficient = new double[most];
    sums = new double[3][most];
  }

  @Override
  public void acceleration(double[] t, double[][] x, double[][] a, int count) {
    if (acceleration == null) {
      for (double[] row : a) {
        Arrays.fill(row, 0, count, 0);
      }
      return;
    }
    System.arraycopy(x, 0, in, 0, 3);
    if (timed) {
      in[3] = t;
    }
    acceleration.evaluate(in, a, 0, count);
  }

  @Override
  public void combine(
      double[][][] vectors,
      int target,
      int[] operands,
      double[] coefficients,
      double[] steps,
      int count) {
    for (int k = 0; k < operands.length; k++) {
      double c0 = coefficients[3 * k];
      double c1 = coefficients[3 * k + 1];
      double c2 = coefficients[3 * k + 2];
      for (int i = 0; i < count; i++) {
        coefficient[i] = c0 + steps[i] * (c1 + steps[i] * c2);
      }
      double[][] vector = vectors[operands[k]];
      for (int row = 0; row < 3; row++) {
        if (k == 0) {
          set(vector[row], sums[row], count);
        } else {
          add(vector[row], sums[row], count);
        }
      }
    }
    for (int row = 0; row < 3; row++) {
      if (operands.length == 0) {
        Arrays.fill(vectors[target][row], 0, count, 0);
      } else {
        System.arraycopy(sums[row], 0, vectors[target][row], 0, count);
      }
    }
  }

  private void set(double[] vector, double[] sum, int count) {
    double[] c = coefficient;
    for (int i = 0; i < count; i++) {
      sum[i] = c[i] * vector[i];
    }
  }

  private void add(double[] vector, double[] sum, int count) {
    double[] c = coefficient;
    for (int i = 0; i < count; i++) {
      sum[i] += c[i] * vector[i];
    }
  }

  @Override
  public void errorNorms(double[][][] vectors, StepError step, double[] sizes, int count) {
    for (int i = 0; i < count; i++) {
      sizes[i] = JvmVectors.errorNorm(vectors, step, i);
    }
  }
}
