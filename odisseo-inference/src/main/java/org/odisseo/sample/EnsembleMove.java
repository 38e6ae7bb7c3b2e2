// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.random.RandomGenerator;
import org.odisseo.validation.Require;

/** How a walker of an ensemble proposes a new place from the places of others. */
public sealed interface EnsembleMove {

  /**
   * The move of Goodman and Weare (2010): the walker is drawn toward another one or pushed away
   * from it, \(x' = y + z (x - y)\) with \(z\) in \([1/a, a]\) and density \(\propto 1/\sqrt z\).
   *
   * @param scale the largest factor \(a\), &gt; 1; 2 is usual
   */
  record Stretch(double scale) implements EnsembleMove {

    /** Checks the scale. */
    public Stretch {
      if (!(scale > 1 && Double.isFinite(scale))) {
        throw new IllegalArgumentException("scale must be > 1 and finite, got " + scale);
      }
    }

    @Override
    public double propose(
        double[] walker, double[][] others, RandomGenerator random, double[] proposal) {
      double[] other = others[random.nextInt(others.length)];
      double root = (scale - 1) * random.nextDouble() + 1;
      double factor = root * root / scale;
      for (int j = 0; j < walker.length; j++) {
        proposal[j] = other[j] + factor * (walker[j] - other[j]);
      }
      return (walker.length - 1) * Math.log(factor);
    }
  }

  /**
   * Differential evolution (ter Braak 2006; Nelson, Ford and Payne 2014): the walker moves along
   * the difference of two others, \(x' = x + \gamma (y_1 - y_2)\) with \(\gamma = 2.38 / \sqrt{2
   * n}\) for \(n\) parameters, times a normal factor of mean one. Often quicker than stretches for
   * many parameters. Now and then, \(\gamma\) about 1 lets walkers jump between modes.
   *
   * @param spread the standard deviation of the factor, &gt;= 0; 1e-5 is usual
   * @param jumps the part of proposals with \(\gamma\) about 1, in [0, 1)
   */
  record DifferentialEvolution(double spread, double jumps) implements EnsembleMove {

    /** Checks the numbers. */
    public DifferentialEvolution {
      Require.nonNegative("spread", spread);
      Require.inHalfOpenRange("jumps", jumps, 0, 1);
    }

    @Override
    public double propose(
        double[] walker, double[][] others, RandomGenerator random, double[] proposal) {
      int first = random.nextInt(others.length);
      int second = (first + 1 + random.nextInt(others.length - 1)) % others.length;
      double length = random.nextDouble() < jumps ? 1 : 2.38 / Math.sqrt(2 * walker.length);
      double factor = length * (1 + spread * random.nextGaussian());
      for (int j = 0; j < walker.length; j++) {
        proposal[j] = walker[j] + factor * (others[first][j] - others[second][j]);
      }
      return 0;
    }
  }

  /** The stretch with the usual scale 2. */
  static EnsembleMove stretch() {
    return new Stretch(2);
  }

  /** Differential evolution with a spread of 1e-5 and a tenth of jumps. */
  static EnsembleMove differentialEvolution() {
    return new DifferentialEvolution(1e-5, 0.1);
  }

  /**
   * Proposes a place.
   *
   * @param walker the walker
   * @param others walkers that stay where they are meanwhile, at least 2
   * @param random where the choice comes from
   * @param proposal set to the new place
   * @return the logarithm of the factor by which the ratio of the densities is multiplied to get
   *     the probability of acceptance
   */
  double propose(double[] walker, double[][] others, RandomGenerator random, double[] proposal);
}
