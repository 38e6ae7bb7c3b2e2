// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;

/** Receives what a sweep forward in time makes. */
public interface SweepObserver {

  /**
   * A state to be saved. The arrays are used again: what is kept must be copied.
   *
   * @param number counts the saved states from zero
   * @param time the time of the state
   * @param state the state
   * @param tangents its tangents along each direction; none in a run without
   */
  void save(int number, double time, HostState state, List<HostState> tangents);

  /**
   * Called every few steps.
   *
   * @param fraction the part of the run that is done
   * @return false to cancel the run
   */
  boolean proceed(double fraction);
}
