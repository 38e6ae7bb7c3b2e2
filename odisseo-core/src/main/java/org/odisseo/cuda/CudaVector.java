// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * Three rows of real numbers on a machine, one per body, each padded with zeros. Where they are may
 * change when they are written, see {@link Launcher}.
 */
final class CudaVector {

  private long address;

  CudaVector(long address) {
    this.address = address;
  }

  /** Where the first row is. */
  long address() {
    return address;
  }

  /** From now on the rows are elsewhere; returns where they were. */
  long moveTo(long place) {
    long before = address;
    address = place;
    return before;
  }
}
