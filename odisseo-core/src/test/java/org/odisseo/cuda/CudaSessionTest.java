// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.SessionBench;

/** Kernels on the processor, as C; it is assumed that there is a compiler. */
class CudaSessionTest extends SessionContract {

  private static final HostMachine MACHINE = new HostMachine(3);

  @BeforeAll
  static void compilerIsThere() {
    assumeTrue(HostMachine.isPossible(), "no compiler of C");
  }

  @Override
  Machine machine() {
    return MACHINE;
  }

  @Test
  void leavesNothingBehind() {
    ForceModel model = SessionBench.model(SessionBench.BAR, BODIES, BODIES, true);
    int before = MACHINE.pieces();
    try (Session<?> session = engine().open(model, SessionBench.displacement(model));
        SessionBench<?> bench = new SessionBench<>(session)) {
      bench.acceleration(); // the numbers of a formula are copied when it is first used
      bench.tangent();
      bench.adjoint();
      int during = MACHINE.pieces();
      for (int k = 0; k < 20; k++) {
        bench.acceleration();
        bench.tangent();
        bench.adjoint();
        bench.finite(1);
      }
      assertEquals(during, MACHINE.pieces());
    }
    assertEquals(before, MACHINE.pieces());
  }
}
