// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.Potential;
import org.odisseo.simulate.FailedRunException;

/** A host that ends at x = 0, and a progenitor that came from beyond: its runs fail. */
final class HalfSpace {

  static final Potential HOST = Potential.of("a*sqrt(x)", ParameterSet.of("a", 1e-4));

  static final StreamParameters BEYOND =
      new StreamParameters(
          1000,
          PlummerSphere.of(1e4, 0.01),
          PhasePoint.of(3, 10, 1, 0.02, 0.01, 0.02),
          HOST.parameters());

  private HalfSpace() {}

  /** Each call says that a run failed, and why. */
  static void assertSaysWhatHelps(List<Executable> calls) {
    for (Executable call : calls) {
      String message = assertThrows(FailedRunException.class, call).getMessage();
      assertTrue(message.contains("NaN"), message);
    }
  }
}
