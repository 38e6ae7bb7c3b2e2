// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.ProgressListener;
import org.odisseo.validation.Require;

/** Where and under whose eyes a sampler runs; nothing of this changes the draws. */
record Surroundings(
    Engine engine,
    ProgressListener listener,
    Optional<CancellationToken> token,
    Optional<Path> checkpoint,
    int checkpointEvery) {

  static final Surroundings DEFAULT =
      new Surroundings(Engine.jvm(), fraction -> {}, Optional.empty(), Optional.empty(), 1);

  Surroundings withEngine(Engine newEngine) {
    Objects.requireNonNull(newEngine);
    return new Surroundings(newEngine, listener, token, checkpoint, checkpointEvery);
  }

  Surroundings withListener(ProgressListener newListener) {
    Objects.requireNonNull(newListener);
    return new Surroundings(engine, newListener, token, checkpoint, checkpointEvery);
  }

  Surroundings withToken(CancellationToken newToken) {
    return new Surroundings(engine, listener, Optional.of(newToken), checkpoint, checkpointEvery);
  }

  Surroundings withCheckpoint(Path file, int every) {
    Require.atLeast("every", every, 1);
    return new Surroundings(engine, listener, token, Optional.of(file), every);
  }

  RunControl begin() {
    return new RunControl(token.orElseGet(CancellationToken::new), new Progress(listener));
  }
}
