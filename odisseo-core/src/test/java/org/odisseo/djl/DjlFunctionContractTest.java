// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.testkit.DifferentiableContract;

/** A small network with its weights as inputs: two layers, two outputs. */
final class DjlFunctionContractTest extends DifferentiableContract<Tensors, Tensors> {

  @Override
  protected Differentiable<Tensors, Tensors> map() {
    return DjlFunction.of(
        in -> {
          NDArray hidden = in.get(0).matMul(in.get(1)).add(in.get(2)).tanh();
          NDArray out = hidden.matMul(in.get(3));
          return new NDList(out, out.square().sum().add(1).log());
        });
  }

  @Override
  protected List<Tensors> points() {
    Tensors input = Tensors.of(new Shape(2, 3), 0.3, -0.7, 1.1, 0.9, 0.2, -0.4);
    Tensors first = Tensors.of(new Shape(3, 2), 0.5, -0.3, 0.8, 0.1, -0.6, 0.7);
    Tensors second = Tensors.of(new Shape(2, 1), 0.9, -1.2);
    return List.of(input.and(first).and(Tensors.of(0.1, -0.2)).and(second));
  }
}
