// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Store;

/** A store on a device. Nothing is copied: arrays do not change, and each place holds on to one. */
final class DeviceStore implements Store<DeviceVector> {

  private final NDManager manager;
  private final @Nullable NDArray[] places;

  DeviceStore(NDManager manager, int places) {
    this.manager = manager;
    this.places = new NDArray[places];
  }

  @Override
  public void put(int place, DeviceVector vector) {
    NDArray last = places[place];
    places[place] = same(vector.array());
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void get(int place, DeviceVector vector) {
    NDArray held = places[place];
    if (held == null) {
      throw new IllegalStateException("place " + place + " is empty");
    }
    vector.set(same(held));
  }

  private NDArray same(NDArray array) {
    return PyTorch.share(manager, new NDList(array)).head();
  }
}
