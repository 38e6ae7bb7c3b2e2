// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * Numbered places that hold copies of vectors: what a reverse sweep remembers of a forward one. A
 * place takes memory from its first use on, {@link Session#vectorBytes()} bytes.
 *
 * @param <V> the engine's vectors
 */
public interface Store<V> {

  /** Copies a vector into a place. */
  void put(int place, V vector);

  /** Copies the content of a place, which must have been filled, into a vector. */
  void get(int place, V vector);
}
