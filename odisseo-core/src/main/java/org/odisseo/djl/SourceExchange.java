// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Function;

/**
 * What devices tell each other about the sources, the first bodies of a run, which attract the
 * others. Before a force is evaluated each device gets the positions of all of them; after the
 * reverse of it each gets what the others have found about its own. Between two GPUs numbers go
 * straight from one to the other.
 */
final class SourceExchange {

  private final PyTorch.Program vectors = PyTorch.Program.of(TorchScript.source("vectors.py"));
  private final int sources;
  private final int shares;

  SourceExchange(int sources, int shares) {
    this.sources = sources;
    this.shares = shares;
  }

  /**
   * Uses the sources' columns of a vector on one device.
   *
   * @param share the number of the device
   * @param manager the device's
   * @param use is given an array that begins with these columns and that it must not keep
   */
  <T> T on(int share, NDManager manager, DeviceVector vector, Function<NDArray, T> use) {
    NDArray own = vector.part(share);
    if (shares == 1) {
      return use.apply(own);
    }
    NDList parts = new NDList(vector.parts());
    try (NDArray all = vectors.infer(manager, "gather", parts, sources, own).head()) {
      return use.apply(all);
    }
  }

  /**
   * Adds to each device's part of a vector what the other devices have found for these bodies, in
   * the order of the devices.
   *
   * @param found an array of all sources' columns from each device; they are closed
   */
  void collect(List<DeviceShare> owners, NDArray[] found, DeviceVector vector) {
    for (int k = 0; k < shares; k++) {
      DeviceShare owner = owners.get(k);
      NDList others = new NDList(found);
      others.remove(k);
      if (!others.isEmpty() && owner.from() < sources) {
        NDArray own = vector.part(k);
        vector.set(k, vectors.infer(owner.manager(), "collect", own, others, owner.from()).head());
      }
    }
    for (NDArray array : found) {
      array.close();
    }
  }
}
