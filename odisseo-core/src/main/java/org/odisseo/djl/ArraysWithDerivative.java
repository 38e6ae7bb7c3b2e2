// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;

/**
 * Arrays on their device: the values of a function and a derivative of it. They belong to the
 * manager of the first input and carry no graph.
 *
 * @param values one array for each output
 * @param derivative from reverse mode one array for each input, from forward mode one for each
 *     output
 */
public record ArraysWithDerivative(NDList values, NDList derivative) implements AutoCloseable {

  /** Frees all the arrays. */
  @Override
  public void close() {
    values.close();
    derivative.close();
  }
}
