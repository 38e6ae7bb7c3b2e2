// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * PyTorch's functional gradient as a program, in two forms that differ in one word.
 *
 * <p>DJL's own collector is one per process, adds up over uses and has first derivatives only; the
 * functional form has none of these limits.
 */
enum GradientProgram {
  /** The gradient alone. */
  LAST("False"),

  /** A gradient that is itself recorded, and so can be differentiated again. */
  RECORDED("True");

  private final PyTorch.Program program;

  GradientProgram(String createGraph) {
    program =
        PyTorch.Program.of(TorchScript.source("gradient.py").replace("CREATE_GRAPH", createGraph));
  }

  /**
   * The gradient of {@code sum_k values_k . seeds_k} with respect to each input.
   *
   * @param manager where the results are to live
   * @return one array for each input, zero where nothing depends on it
   */
  NDList run(NDManager manager, NDList values, NDList inputs, NDList seeds) {
    return program.run(manager, values, inputs, seeds);
  }
}
