// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class LogJacobianTest extends DifferentiableContract<ParameterSet, Scalar> {

  private static final FreeParameters<ParameterSet> FREE =
      FreeParameters.of(ParameterSet.of("a", 2, "b", 3, "c", 4, "d", 5))
          .bounded("b", -1, 30)
          .positive("a")
          .logBounded("d", 0.5, 6)
          .real("c", 0.1);

  @Override
  protected Differentiable<ParameterSet, Scalar> map() {
    return FREE.logJacobian();
  }

  @Override
  protected List<ParameterSet> points() {
    ParameterSet start = FREE.start();
    return List.of(start, start.withArray(new double[] {3, -1, -2, 0.4}));
  }
}
