// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

/** What a sampler says about one draw besides its position. */
public enum Statistic {
  /** The log density of the target at the draw. */
  LOG_DENSITY("lp"),
  /** The mean acceptance probability over the draw's trajectory, or 1 if a proposal was taken. */
  ACCEPTANCE("acceptance_rate"),
  /** The step size of the leapfrog. */
  STEP_SIZE("step_size"),
  /** How often the trajectory was doubled. */
  TREE_DEPTH("tree_depth"),
  /** The number of leapfrog steps, each one gradient. */
  LEAPFROG_STEPS("n_steps"),
  /** The total energy of the draw's phase-space point. */
  ENERGY("energy"),
  /** 1 if the trajectory met a diverging energy error, else 0. */
  DIVERGING("diverging");

  private final String key;

  Statistic(String key) {
    this.key = key;
  }

  /** The name of the statistic in files, which is that of ArviZ. */
  public String key() {
    return key;
  }
}
