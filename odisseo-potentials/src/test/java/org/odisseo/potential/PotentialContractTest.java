// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for every potential of the module. */
@ParameterizedClass
@MethodSource("org.odisseo.potential.CanonicalPotentials#all")
class PotentialContractTest extends PotentialContract {

  private final PotentialCase given;

  PotentialContractTest(PotentialCase given) {
    this.given = given;
  }

  @Override
  PotentialCase instance() {
    return given;
  }
}
