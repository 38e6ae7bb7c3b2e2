// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Store;

/**
 * A store of vectors, each part on its device. Nothing is copied: arrays do not change, and each
 * place holds on to some.
 */
final class DeviceStore implements Store<DeviceVector> {

  private final List<DeviceShare> shares;
  private final @Nullable NDArray[][] places;

  DeviceStore(List<DeviceShare> shares, int places) {
    this.shares = shares;
    this.places = new NDArray[shares.size()][places];
  }

  @Override
  public void put(int place, DeviceVector vector) {
    for (int k = 0; k < shares.size(); k++) {
      NDArray last = places[k][place];
      places[k][place] = same(k, vector.part(k));
      if (last != null) {
        last.close();
      }
    }
  }

  @Override
  public void get(int place, DeviceVector vector) {
    for (int k = 0; k < shares.size(); k++) {
      NDArray held = places[k][place];
      if (held == null) {
        throw new IllegalStateException("place " + place + " is empty");
      }
      vector.set(k, same(k, held));
    }
  }

  private NDArray same(int share, NDArray array) {
    return PyTorch.share(shares.get(share).manager(), new NDList(array)).head();
  }
}
