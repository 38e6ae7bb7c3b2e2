// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

/** Is told how a minimiser gets on. */
@FunctionalInterface
public interface IterationListener {

  /** Called for the start and after each iteration, by the thread that runs the minimiser. */
  void progress(Iteration iteration);
}
