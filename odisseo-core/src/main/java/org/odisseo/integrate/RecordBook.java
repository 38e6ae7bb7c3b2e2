// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Store;

/** The record that a machine writes or reads at the moment: a stretch of places in a store. */
final class RecordBook<V> {

  private @Nullable Store<V> store;
  private int base;

  /** Turns to the record that begins at a place of a store. */
  void open(Store<V> newStore, int newBase) {
    store = newStore;
    base = newBase;
  }

  void put(int place, V vector) {
    opened().put(base + place, vector);
  }

  void get(int place, V vector) {
    opened().get(base + place, vector);
  }

  private Store<V> opened() {
    if (store == null) {
      throw new IllegalStateException("no record is open");
    }
    return store;
  }
}
