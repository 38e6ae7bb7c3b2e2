// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/** The two ways through the chain rule. */
public enum Mode {
  /** From the inputs to the outputs: one tangent per input. */
  FORWARD,
  /** From the outputs back to the inputs: one pullback per output. */
  REVERSE;

  /** The cheaper mode for a map of {@code inputs} numbers to {@code outputs} numbers. */
  static Mode cheaper(int inputs, int outputs) {
    return inputs <= outputs ? FORWARD : REVERSE;
  }
}
