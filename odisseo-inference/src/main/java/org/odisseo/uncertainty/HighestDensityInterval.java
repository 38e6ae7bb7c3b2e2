// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.odisseo.validation.Require;

/** The smallest set of numbers that holds a given probability. */
public final class HighestDensityInterval {

  /** Cells for each kernel: a sum of kernels has no finer structure. */
  private static final int CELLS_PER_KERNEL = 4;

  /** So that a few samples far apart do not ask for a table without end. */
  private static final int MOST_CELLS = 20_000;

  private static final int MOST_STEPS = 200;

  private HighestDensityInterval() {}

  /**
   * The shortest interval between two of the samples that has at least a given part of them
   * between: of n sorted samples, the one and the one \( \lfloor p n \rfloor \) places later. For
   * one peak; where there are several use {@link #of(KernelDensity, double)}.
   *
   * @param samples at least two, finite, in any order
   * @param probability more than 0 and less than 1
   */
  public static Interval of(double[] samples, double probability) {
    double[] sorted = Quantiles.sorted("samples", samples);
    Require.atLeast("the number of samples", sorted.length, 2);
    int places = (int) Math.floor(requireInside(probability) * sorted.length);
    int best = 0;
    for (int i = 0; i + places < sorted.length; i++) {
      if (sorted[i + places] - sorted[i] < sorted[best + places] - sorted[best]) {
        best = i;
      }
    }
    return new Interval(sorted[best], sorted[best + places]);
  }

  /**
   * Where a density of one dimension is above the level at which the probability above it is the
   * given one: one interval for each peak that rises above the level, in rising order.
   *
   * @param density in one dimension
   * @param probability more than 0 and less than 1
   */
  public static List<Interval> of(KernelDensity density, double probability) {
    requireInside(probability);
    Interval support = density.support();
    double wanted = support.width() / density.kernelSigmas().value(0) * CELLS_PER_KERNEL;
    int cells = (int) Math.min(Math.ceil(wanted), MOST_CELLS);
    double[] x = new double[cells + 1];
    double[] p = new double[cells + 1];
    double highest = 0;
    for (int i = 0; i <= cells; i++) {
      x[i] = support.low() + support.width() * i / cells;
      p[i] = density.density(x[i]);
      highest = Math.max(highest, p[i]);
    }
    // Below the highest point of the table, so that there always is an interval.
    double low = 0;
    double high = highest;
    List<Interval> intervals = List.of(support);
    for (int step = 0; step < MOST_STEPS && high - low > 1e-12 * highest; step++) {
      double level = (low + high) / 2;
      List<Interval> above = above(density, x, p, level);
      double mass = above.stream().mapToDouble(i -> density.integrate(i.low(), i.high())).sum();
      if (mass >= probability) {
        low = level;
        intervals = above;
      } else {
        high = level;
      }
    }
    return intervals;
  }

  private static List<Interval> above(KernelDensity density, double[] x, double[] p, double level) {
    List<Interval> found = new ArrayList<>();
    double begin = x[0];
    for (int i = 1; i < x.length; i++) {
      if (p[i - 1] <= level && p[i] > level) {
        begin = crossing(density, x[i - 1], x[i], level);
      } else if (p[i - 1] > level && p[i] <= level) {
        found.add(new Interval(begin, crossing(density, x[i - 1], x[i], level)));
      }
    }
    return List.copyOf(found);
  }

  private static double crossing(KernelDensity density, double a, double b, double level) {
    return new BrentSolver(1e-14, 1e-9 * (b - a), 0)
        .solve(MOST_STEPS, at -> density.density(at) - level, a, b);
  }

  private static double requireInside(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability must be > 0 and < 1, got " + probability);
    }
    return probability;
  }
}
