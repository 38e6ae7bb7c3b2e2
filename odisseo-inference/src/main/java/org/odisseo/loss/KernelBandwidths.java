// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/** Where the bandwidths of Gaussian kernels come from. */
sealed interface KernelBandwidths {

  /** The number of kernels. */
  int count();

  /** The same bandwidths for every model. */
  record Fixed(double[] widths) implements KernelBandwidths {
    @Override
    public int count() {
      return widths.length;
    }
  }

  /** Percentiles of the distances between the model's stars and the target's. */
  record Percentiles(double[] percents) implements KernelBandwidths {
    @Override
    public int count() {
      return percents.length;
    }
  }
}
