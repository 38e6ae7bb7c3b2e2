// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.Arrays;
import org.odisseo.engine.Session;
import org.odisseo.engine.Store;

/**
 * The vectors of one run: for each register its value and, in a run with tangents, its tangent. The
 * first registers hold the state.
 *
 * @param <V> the engine's vectors
 */
final class Registers<V> {

  final Session<V> session;

  /** Values first, then the tangents along all directions, then one vector of scratch. */
  final V[] vectors;

  private final int count;
  private final int parts;
  private final int directions;
  private final int scratch;
  private final V[] moved;

  /**
   * Registers.
   *
   * @param directions how many tangents the session follows; 0 for values alone
   */
  Registers(Session<V> session, int count, int directions) {
    this.session = session;
    this.count = count;
    this.directions = directions;
    this.parts = directions == 0 ? 1 : 2;
    this.scratch = parts * count;
    this.vectors = session.vectors(scratch + 1);
    if (directions > 1) {
      System.arraycopy(session.tangentVectors(count), 0, vectors, count, count);
    }
    this.moved = Arrays.copyOf(vectors, count);
  }

  /** One, or two in a run with tangents: the tangents along all directions are one vector. */
  int parts() {
    return parts;
  }

  /** How many tangents there are. */
  int directions() {
    return directions;
  }

  V value(int register) {
    return vectors[register];
  }

  /** Index among {@link #vectors} of a register's tangent. */
  int tangentIndex(int register) {
    return count + register;
  }

  V tangent(int register) {
    return vectors[count + register];
  }

  V scratch() {
    return vectors[scratch];
  }

  void write(int register, int part, double[][] source) {
    session.write(source, vectors[part * count + register]);
  }

  void read(int register, int part, double[][] target) {
    session.read(vectors[part * count + register], target);
  }

  /** Sets the tangent of a register along one direction. */
  void writeTangent(int register, int direction, double[][] source) {
    session.writeTangent(source, vectors[count + register], direction);
  }

  /** Gets the tangent of a register along one direction. */
  void readTangent(int register, int direction, double[][] target) {
    session.readTangent(vectors[count + register], direction, target);
  }

  /** Adds numbers of the host to a register. */
  void add(int register, int part, double[][] summand) {
    int target = part * count + register;
    session.write(summand, vectors[scratch]);
    session.combine(vectors, target, new int[] {target, scratch}, new double[] {1, 1});
  }

  /** Sets registers from {@code from} up to {@code to} to zero. */
  void clear(int from, int to) {
    for (int part = 0; part < parts; part++) {
      clear(from, to, part);
    }
  }

  /** Sets one part of registers from {@code from} up to {@code to} to zero. */
  void clear(int from, int to, int part) {
    for (int r = from; r < to; r++) {
      session.combine(vectors, part * count + r, new int[0], new double[0]);
    }
  }

  /** Whether the values of position and velocity are finite. */
  boolean isFinite() {
    return session.isFinite(vectors[0]) && session.isFinite(vectors[1]);
  }

  /** Copies the first {@code size} registers into places from {@code place} on. */
  void save(int size, Store<V> store, int place) {
    int next = place;
    for (int part = 0; part < parts; part++) {
      for (int r = 0; r < size; r++) {
        store.put(next++, vectors[part * count + r]);
      }
    }
  }

  /** Copies places from {@code place} on into the first {@code size} registers. */
  void restore(int size, Store<V> store, int place) {
    int next = place;
    for (int part = 0; part < parts; part++) {
      for (int r = 0; r < size; r++) {
        store.get(next++, vectors[part * count + r]);
      }
    }
  }

  /** Copies the values of the first {@code size} registers of another run on the same session. */
  void copyValues(int size, Registers<V> other) {
    Store<V> store = session.store(size);
    other.saveValues(size, store);
    for (int r = 0; r < size; r++) {
      store.get(r, vectors[r]);
    }
  }

  private void saveValues(int size, Store<V> store) {
    for (int r = 0; r < size; r++) {
      store.put(r, vectors[r]);
    }
  }

  void arrange(int[] order) {
    for (int part = 0; part < parts; part++) {
      for (int i = 0; i < order.length; i++) {
        moved[i] = vectors[part * count + order[i]];
      }
      System.arraycopy(moved, 0, vectors, part * count, order.length);
    }
  }
}
