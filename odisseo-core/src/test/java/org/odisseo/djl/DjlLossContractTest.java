// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

/** A function with one number as its value, between values that are not tensors. */
final class DjlLossContractTest extends DifferentiableContract<ParameterSet, Scalar> {

  private static final ParameterSet PARAMETERS = ParameterSet.of("mass", 2.5, "radius", 0.4);

  @Override
  protected Differentiable<ParameterSet, Scalar> map() {
    return DjlFunction.of(x -> new NDList(x.head().square().cumProd(0).mul(0.5).exp().sum()))
        .between(PARAMETERS, new Scalar(0));
  }

  @Override
  protected List<ParameterSet> points() {
    return List.of(PARAMETERS);
  }
}
