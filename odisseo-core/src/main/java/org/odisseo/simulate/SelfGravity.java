// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import org.odisseo.validation.Require;

/** Which bodies attract which. */
public sealed interface SelfGravity {

  /** No body attracts another. */
  static SelfGravity none() {
    return new None();
  }

  /** Every body attracts every other, by direct summation. */
  static SelfGravity direct() {
    return new Direct(true);
  }

  /**
   * The first few bodies attract all others and each other; the rest are test particles.
   *
   * @param massive the number of bodies that attract
   */
  static SelfGravity testParticles(int massive) {
    return new TestParticles(massive, true);
  }

  /**
   * The same forces, but with derivatives that take the mutual attraction not to change when bodies
   * move; it still changes with their masses and softenings. Such derivatives are not those of the
   * run. They stay small in a bound cluster, where the true ones grow exponentially.
   */
  SelfGravity stopGradient();

  /** How many of the given number of bodies attract others. */
  int sources(int bodies);

  /** Whether derivatives follow the positions of the bodies. */
  boolean followsPositions();

  /** No attraction. */
  record None() implements SelfGravity {
    @Override
    public SelfGravity stopGradient() {
      return this;
    }

    @Override
    public int sources(int bodies) {
      return 0;
    }

    @Override
    public boolean followsPositions() {
      return true;
    }
  }

  /** Everybody attracts everybody. */
  record Direct(boolean followsPositions) implements SelfGravity {
    @Override
    public SelfGravity stopGradient() {
      return new Direct(false);
    }

    @Override
    public int sources(int bodies) {
      return bodies;
    }
  }

  /** The first bodies attract all. */
  record TestParticles(int massive, boolean followsPositions) implements SelfGravity {
    /** Checks the number. */
    public TestParticles {
      Require.atLeast("number of massive bodies", massive, 1);
    }

    @Override
    public SelfGravity stopGradient() {
      return new TestParticles(massive, false);
    }

    @Override
    public int sources(int bodies) {
      if (massive > bodies) {
        throw new IllegalArgumentException(
            "number of massive bodies must be <= the number of bodies, "
                + bodies
                + ", got "
                + massive);
      }
      return massive;
    }
  }
}
