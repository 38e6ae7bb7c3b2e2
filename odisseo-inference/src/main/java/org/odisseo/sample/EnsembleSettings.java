// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.validation.Require;

/** The numbers and choices that the draws of an {@link EnsembleSampler} depend on. */
record EnsembleSettings(int warmUp, int draws, int thinning, List<EnsembleMove> moves) {

  static final EnsembleSettings DEFAULT =
      new EnsembleSettings(1000, 1000, 1, List.of(EnsembleMove.stretch()));

  EnsembleSettings {
    Require.atLeast("warmUp", warmUp, 0);
    Require.atLeast("draws", draws, 1);
    Require.atLeast("thinning", thinning, 1);
    Require.atLeast("the number of moves", moves.size(), 1);
    moves = List.copyOf(moves);
  }

  int steps() {
    return Math.multiplyExact(Math.addExact(warmUp, draws), thinning);
  }

  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("sampler", "ensemble");
    all.put("warmUp", Integer.toString(warmUp));
    all.put("draws", Integer.toString(draws));
    all.put("thinning", Integer.toString(thinning));
    all.put("moves", moves.toString());
    return all;
  }
}
