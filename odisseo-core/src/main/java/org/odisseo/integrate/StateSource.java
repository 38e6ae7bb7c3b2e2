// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/** Gives the cotangents of saved states to a sweep backward. */
@FunctionalInterface
public interface StateSource {

  /**
   * The cotangent of a saved state, to be used before the next call.
   *
   * @param number counts the saved states from zero
   * @param part 0 for the cotangent, 1 for its tangent
   */
  HostState get(int number, int part);
}
