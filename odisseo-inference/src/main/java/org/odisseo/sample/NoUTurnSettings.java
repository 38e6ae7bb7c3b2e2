// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import org.odisseo.autodiff.Mode;
import org.odisseo.validation.Require;

/** The numbers and choices that the draws of a {@link NoUTurnSampler} depend on. */
record NoUTurnSettings(
    int warmUp,
    int draws,
    double targetAcceptance,
    int maxTreeDepth,
    double maxEnergyError,
    Metric metric,
    Mode mode) {

  /** A trajectory of more than 2^24 steps is a mistake, and counts of steps stay small. */
  private static final int DEEPEST = 24;

  static final NoUTurnSettings DEFAULT =
      new NoUTurnSettings(1000, 1000, 0.8, 10, 1000, Metric.DIAGONAL, Mode.REVERSE);

  NoUTurnSettings {
    Require.atLeast("warmUp", warmUp, 0);
    Require.atLeast("draws", draws, 1);
    if (!(targetAcceptance > 0 && targetAcceptance < 1)) {
      throw new IllegalArgumentException(
          "targetAcceptance must be > 0 and < 1, got " + targetAcceptance);
    }
    Require.atLeast("maxTreeDepth", maxTreeDepth, 1);
    if (maxTreeDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "maxTreeDepth must be <= " + DEEPEST + ", got " + maxTreeDepth);
    }
    Require.positive("maxEnergyError", maxEnergyError);
  }

  /** What a checkpoint must agree on. */
  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("sampler", "no-U-turn");
    all.put("warmUp", Integer.toString(warmUp));
    all.put("draws", Integer.toString(draws));
    all.put("targetAcceptance", Double.toString(targetAcceptance));
    all.put("maxTreeDepth", Integer.toString(maxTreeDepth));
    all.put("maxEnergyError", Double.toString(maxEnergyError));
    all.put("metric", metric.toString());
    all.put("mode", mode.toString());
    return all;
  }
}
