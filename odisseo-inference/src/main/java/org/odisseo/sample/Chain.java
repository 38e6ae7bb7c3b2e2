// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.Objects;

/**
 * One chain of a run.
 *
 * @param warmUp the draws while the sampler was learning; not from the target
 * @param draws the draws from the target
 * @param outcome how the chain ended
 */
public record Chain(Draws warmUp, Draws draws, ChainOutcome outcome) {

  /** Both parts have the same parameters. */
  public Chain {
    Objects.requireNonNull(outcome);
    if (!warmUp.names().equals(draws.names())) {
      throw new IllegalArgumentException(
          "warmUp must have the parameters " + draws.names() + ", got " + warmUp.names());
    }
  }
}
