// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import org.odisseo.engine.Store;

/** Copies of vectors in the memory of a machine. */
final class CudaStore implements Store<CudaVector> {

  private final Allocations memory;
  private final Launcher launcher;
  private final long bytes;
  private final CudaVector[] places;

  CudaStore(Allocations memory, Launcher launcher, long bytes, int places) {
    this.memory = memory;
    this.launcher = launcher;
    this.bytes = bytes;
    this.places = new CudaVector[places];
  }

  @Override
  public void put(int place, CudaVector vector) {
    if (places[place] == null) {
      places[place] = new CudaVector(memory.bytes(bytes));
    }
    launcher.copy(vector, places[place]);
  }

  @Override
  public void get(int place, CudaVector vector) {
    launcher.copy(places[place], vector);
  }
}
