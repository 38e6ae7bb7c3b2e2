// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

/**
 * What the kinetic energy \(p^T M^{-1} p / 2\) of a Hamiltonian sampler measures momenta with. A
 * good \(M^{-1}\) is the covariance of the target; warm-up learns it.
 */
public enum Metric {
  /** \(M = 1\). For parameters that already have unit scale and no correlations. */
  UNIT,
  /** A variance per parameter. Cost and memory linear in the number of parameters. */
  DIAGONAL,
  /** The full covariance. Costs a product with a matrix per step, and resolves correlations. */
  DENSE
}
