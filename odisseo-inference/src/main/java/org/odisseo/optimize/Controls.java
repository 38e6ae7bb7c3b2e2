// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Optional;
import org.odisseo.autodiff.Mode;
import org.odisseo.simulate.CancellationToken;

/** What all minimisers let a caller set. */
record Controls(
    StoppingRule stopping,
    Mode mode,
    IterationListener listener,
    Optional<CancellationToken> cancellation) {

  static Controls standard() {
    return new Controls(StoppingRule.standard(), Mode.REVERSE, iteration -> {}, Optional.empty());
  }

  Controls withStopping(StoppingRule rule) {
    return new Controls(rule, mode, listener, cancellation);
  }

  Controls withMode(Mode other) {
    return new Controls(stopping, other, listener, cancellation);
  }

  Controls withProgress(IterationListener other) {
    IterationListener before = listener;
    return new Controls(
        stopping,
        mode,
        iteration -> {
          before.progress(iteration);
          other.progress(iteration);
        },
        cancellation);
  }

  Controls withCancellation(CancellationToken token) {
    return new Controls(stopping, mode, listener, Optional.of(token));
  }
}
