// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.List;

/** A step of a plan of several stages. */
sealed interface Step {
  /** Runs a stage for all points of a block. */
  record Run(int stage) implements Step {}

  /** Repeats steps for each node of a quadrature, whose number is kept in a counter. */
  record Repeat(int counter, int times, List<Step> body) implements Step {}
}
