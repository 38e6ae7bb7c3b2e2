// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import java.util.function.UnaryOperator;

/**
 * Derivatives of functions of tensors as functions of tensors, of any order: they may be used
 * inside a function that is itself differentiated.
 *
 * <p>A function f takes arrays x_j and gives arrays f_k. It must be pure. It makes new arrays with
 * the manager of its arguments, and when it combines an argument with an array from elsewhere, the
 * argument stands on the left, because DJL attaches a result to the manager of the left operand.
 * Temporaries are closed before a method returns; results belong to the manager of the first array
 * of the point. Every method may be called from any number of threads at once.
 *
 * <pre>{@code
 * // the Laplacian of a scalar function of one vector, from exact second derivatives
 * NDArray laplacian(UnaryOperator<NDList> f, NDList x, List<NDList> axes) {
 *   return axes.stream().map(e -> hessianVector(f, x, e).head().mul(e.head()).sum())
 *       .reduce(NDArray::add).orElseThrow();
 * }
 * }</pre>
 *
 * <p>For values that stay on the device and need no further derivative use {@link DjlFunction},
 * whose results carry no graph.
 */
public final class TensorDerivatives {

  private TensorDerivatives() {}

  /**
   * Reverse mode: sum_k v_k df_k/dx_j.
   *
   * @param function the function f
   * @param point the inputs x
   * @param cotangents one array v_k for each output, of its shape and type
   * @return one array for each input, of its shape
   */
  public static NDList vjp(UnaryOperator<NDList> function, NDList point, NDList cotangents) {
    return Recording.of(
        point,
        recording -> recording.gradient(recording.call(function), recording.inputs(), cotangents));
  }

  /**
   * Forward mode: sum_j df_k/dx_j dx_j.
   *
   * <p>The pullback is linear in its cotangents, and its transpose is the pushforward; so this is
   * the reverse mode of the reverse mode, and costs about two of it.
   *
   * @param function the function f
   * @param point the inputs x
   * @param tangents one array dx_j for each input, of its shape and type
   * @return one array for each output, of its shape
   */
  public static NDList jvp(UnaryOperator<NDList> function, NDList point, NDList tangents) {
    return Recording.of(point, recording -> recording.tangents(recording.call(function), tangents));
  }

  /**
   * The gradient of the sum of all outputs: of a scalar function its gradient; of a function that
   * treats the rows of a batch separately, the gradient of each row.
   *
   * @param function the function f
   * @param point the inputs x
   * @return one array for each input, of its shape
   */
  public static NDList gradient(UnaryOperator<NDList> function, NDList point) {
    return Recording.of(
        point,
        recording -> {
          NDList values = recording.call(function);
          return recording.gradient(values, recording.inputs(), recording.ones(values));
        });
  }

  /**
   * The Hessian of the sum of all outputs times a vector, without the Hessian: the gradient of the
   * gradient's component along the vector.
   *
   * @param function the function f
   * @param point the inputs x
   * @param vector one array for each input, of its shape and type
   * @return one array for each input, of its shape
   */
  public static NDList hessianVector(UnaryOperator<NDList> function, NDList point, NDList vector) {
    Recording.requireAlike("vector", vector, point);
    return Recording.of(
        point,
        recording -> {
          NDList values = recording.call(function);
          NDList gradient =
              recording.recordedGradient(values, recording.inputs(), recording.ones(values));
          return recording.gradient(gradient, recording.inputs(), vector);
        });
  }
}
