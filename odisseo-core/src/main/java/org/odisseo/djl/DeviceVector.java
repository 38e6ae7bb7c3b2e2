// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;

/**
 * A vector of three rows of one number per body, in parts: each device has the columns of its own
 * bodies. What is written to it are other arrays; arrays themselves are never changed, so several
 * vectors may share one.
 */
final class DeviceVector {

  private final NDArray[] parts;

  DeviceVector(NDArray... parts) {
    this.parts = parts;
  }

  /** The array of a device. */
  NDArray part(int share) {
    return parts[share];
  }

  /** All arrays, in the order of the devices. */
  NDArray[] parts() {
    return parts;
  }

  /** Takes over another array in place of one, and frees that. */
  void set(int share, NDArray next) {
    NDArray last = parts[share];
    parts[share] = next;
    last.close();
  }
}
