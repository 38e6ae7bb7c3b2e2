// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

/** Is told how far a run has come. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called now and then, by one thread at a time but not always the same one.
   *
   * @param fraction the part of the run that is done, from 0 to 1, never falling
   */
  void progress(double fraction);
}
