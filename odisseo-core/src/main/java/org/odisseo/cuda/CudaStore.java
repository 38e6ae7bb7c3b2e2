// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import org.odisseo.engine.Store;

/** Copies of vectors in the memory of a machine. */
final class CudaStore implements Store<CudaVector> {

  private final Runnable before;
  private final Machine machine;
  private final Allocations memory;
  private final long bytes;
  private final long[] places;

  /**
   * No copies yet.
   *
   * @param before is run before memory is used
   */
  CudaStore(Runnable before, Machine machine, Allocations memory, long bytes, int places) {
    this.before = before;
    this.machine = machine;
    this.memory = memory;
    this.bytes = bytes;
    this.places = new long[places];
  }

  @Override
  public void put(int place, CudaVector vector) {
    before.run();
    if (places[place] == 0) {
      places[place] = memory.bytes(bytes);
    }
    machine.copy(vector.address(), places[place], bytes);
  }

  @Override
  public void get(int place, CudaVector vector) {
    before.run();
    machine.copy(places[place], vector.address(), bytes);
  }
}
