// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * The sums over pairs of one {@link PairSystem} and their derivatives. With \(d_{ij} = x_j - x_i\),
 * \(w_{ij} = (|d_{ij}|^2 + \max(\epsilon_i, \epsilon_j)^2)^{-1/2}\) and \(j\) running over the
 * sources without \(i\),
 *
 * <p>\[ a_i = G \sum_j m_j w_{ij}^3 d_{ij}, \qquad \phi_i = -G \sum_j m_j w_{ij}. \]
 *
 * <p>Where two softenings are equal, each has half of the derivative, so that the derivative with
 * respect to a softening that all bodies share is exact. Bodies at one point attract each other
 * with zero force and deepen each other's potential if one of them is softened; if not, the results
 * are not finite.
 *
 * <p>Every result is the same to the last bit whatever the number of threads. Outputs are
 * overwritten and must not share arrays with inputs or with each other. Nothing is checked here,
 * see {@link DirectSummation}. May be used by several threads at once.
 *
 * @shape x, a and their derivatives (3,N)
 */
public interface PairSums {

  /** Stands for an acceleration that is not wanted. */
  double[][] NOT_WANTED = new double[0][];

  /** Accelerations \(a\). */
  void acceleration(double[][] x, double[][] a);

  /** Potentials \(\phi\), energies per unit mass. */
  void potential(double[][] x, double[] phi);

  /**
   * Tangent of the accelerations, \(\dot a\).
   *
   * @param x positions
   * @param tangent displacements of positions, masses and softenings
   * @param a set to the accelerations; {@link #NOT_WANTED} saves the time
   * @param da set to their tangent
   */
  void jvp(double[][] x, PairTangent tangent, double[][] a, double[][] da);

  /**
   * Derivative of \(\sum_i \lambda_i \cdot a_i\) with respect to positions, masses and softenings.
   *
   * @param x positions
   * @param cotangent \(\lambda\)
   * @param a set to the accelerations; {@link #NOT_WANTED} saves the time
   * @param gradient set to the derivatives
   */
  void vjp(double[][] x, double[][] cotangent, double[][] a, PairTangent gradient);
}
