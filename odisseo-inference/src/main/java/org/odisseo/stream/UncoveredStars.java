// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

/** What the residuals of a star are whose phi1 the orbit does not reach. */
public enum UncoveredStars {
  /**
   * The star is compared with the end of the branch that is on its side, so that an orbit that
   * falls short of stars pays for it.
   */
  END_OF_BRANCH,

  /**
   * Its residuals are zero, with zero derivatives, and no degrees of freedom of a fit that ends
   * there. The sum of squares then jumps when a star becomes covered, and an orbit that reaches no
   * star fits perfectly: for comparison with fits that were done so.
   */
  ZERO_RESIDUAL
}
