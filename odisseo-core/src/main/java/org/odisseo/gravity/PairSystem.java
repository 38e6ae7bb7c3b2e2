// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Arrays;
import org.odisseo.validation.Require;

/**
 * What a pair sum depends on besides positions: the constant of gravity, masses, softenings, and
 * which bodies attract. Immutable.
 */
public final class PairSystem {

  private final double gravitationalConstant;
  private final int count;
  private final int sources;

  /** Attracting masses: zero for bodies that do not attract. */
  final double[] mass;

  final double[] softening;

  /** Squares of the softenings. */
  final double[] squared;

  private PairSystem(double gravitationalConstant, double[] mass, double[] softening, int sources) {
    this.gravitationalConstant = gravitationalConstant;
    this.count = mass.length;
    this.sources = sources;
    this.mass = mass;
    this.softening = softening;
    this.squared = new double[count];
    Arrays.fill(mass, sources, count, 0);
    for (int i = 0; i < count; i++) {
      squared[i] = softening[i] * softening[i];
    }
  }

  /**
   * A system of N bodies.
   *
   * @param gravitationalConstant Newton's constant in the units of the rest, finite
   * @param masses N masses, finite and not negative; those beyond the sources have no effect
   * @param softenings N softening lengths, finite and not negative
   * @param sources the bodies 0 up to this number attract all others, the rest attract nothing
   * @throws IllegalArgumentException if a value is not allowed or the lengths differ
   */
  public static PairSystem of(
      double gravitationalConstant, double[] masses, double[] softenings, int sources) {
    Require.finite("gravitationalConstant", gravitationalConstant);
    Require.length("softenings", softenings, masses.length, "one per body, as for masses");
    Require.index("sources", sources, masses.length + 1);
    Require.allNonNegative("mass", masses);
    Require.allNonNegative("softening", softenings);
    return new PairSystem(gravitationalConstant, masses.clone(), softenings.clone(), sources);
  }

  /** Newton's constant. */
  public double gravitationalConstant() {
    return gravitationalConstant;
  }

  /** The number of bodies, N. */
  public int count() {
    return count;
  }

  /** The number of bodies that attract; they come first. */
  public int sources() {
    return sources;
  }

  /** The attracting mass of body {@code i}: zero if it is not a source. */
  public double mass(int i) {
    return mass[i];
  }

  /** The softening length of body {@code i}. */
  public double softening(int i) {
    return softening[i];
  }
}
