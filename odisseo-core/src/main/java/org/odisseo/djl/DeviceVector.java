// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;

/**
 * A vector of three rows of one number per body on a device. What is written to it is another
 * array; arrays themselves are never changed, so several vectors may share one.
 */
final class DeviceVector {

  private NDArray array;

  DeviceVector(NDArray array) {
    this.array = array;
  }

  NDArray array() {
    return array;
  }

  /** Takes over another array, and frees the one it has. */
  void set(NDArray next) {
    NDArray last = array;
    array = next;
    last.close();
  }
}
