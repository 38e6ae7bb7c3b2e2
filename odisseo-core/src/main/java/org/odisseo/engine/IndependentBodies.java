// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * The arithmetic of bodies that do not act on each other, each at a time and with a step of its
 * own: what {@link Session} is to a run, for many runs of one body side by side. Vectors are three
 * rows with one number per body, of which the first {@code count} are computed. The same numbers as
 * with a session of one body, to the last bit. Used by one thread at a time.
 */
public interface IndependentBodies {

  /** Sets the acceleration of each body at its position and time. */
  void acceleration(double[] t, double[][] x, double[][] a, int count);

  /**
   * Sets one vector to a linear combination of others whose coefficients are polynomials in the
   * step of each body, summed from left to right; the target may be one of the operands.
   *
   * @param coefficients for each operand three numbers: constant, linear and quadratic in the step
   * @param steps the step of each body
   */
  void combine(
      double[][][] vectors,
      int target,
      int[] operands,
      double[] coefficients,
      double[] steps,
      int count);

  /**
   * The size of the error of each body's step, as {@link Session#errorNorm} has it.
   *
   * @param sizes set to the sizes
   */
  void errorNorms(double[][][] vectors, StepError step, double[] sizes, int count);
}
