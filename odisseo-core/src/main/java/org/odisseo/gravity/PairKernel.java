// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import org.odisseo.concurrent.Workers;

/** A way to compute sums over pairs. See {@link PairKernels}. */
public interface PairKernel {

  /** The kernel's name, for messages. */
  String name();

  /**
   * The sums for one system.
   *
   * @param system masses and softenings
   * @param workers the threads to share the work among
   */
  PairSums sums(PairSystem system, Workers workers);
}
