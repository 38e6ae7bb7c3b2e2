// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.OptionalLong;

/** Is told how many members of an ensemble are done. */
@FunctionalInterface
public interface EnsembleListener {

  /**
   * Called once before the first member and then with every member that is handed out, by the
   * thread that takes it.
   *
   * @param done how many have been handed out, growing by one
   * @param total how many there are, if that is known
   */
  void progress(long done, OptionalLong total);

  /** Tells a listener the part that is done, from 0 to 1; nothing if the total is unknown. */
  static EnsembleListener fraction(ProgressListener listener) {
    return (done, total) -> {
      if (total.isPresent()) {
        listener.progress(total.getAsLong() == 0 ? 1 : (double) done / total.getAsLong());
      }
    };
  }
}
