// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.particles.Particles;
import org.odisseo.validation.Require;

/**
 * Which bodies are bound to each other: those with \(|v - \bar v|^2 / 2 + \phi &lt; 0\), where
 * \(\bar v\) is the mean velocity of the bound bodies and \(\phi\) the potential of the bound
 * bodies alone. Bodies are taken away until none is left that is not bound.
 *
 * <p>The search begins with the tenth of the bodies (ten at least) that are deepest in the
 * potential of all, so the remains of a cluster are found in the middle of its stream. Massless
 * tracers are bound by the bodies that have mass. For a part of a run use {@link Particles#subset}
 * or {@link Particles#range}.
 */
public final class BoundBodies {

  private static final int DEEPEST_PART = 10;
  private static final int FEWEST = 10;

  private final Particles particles;
  private final boolean[] bound;

  private BoundBodies(Particles particles, boolean[] bound) {
    this.particles = particles;
    this.bound = bound;
  }

  /** The bound ones among some bodies. */
  public static BoundBodies of(double gravitationalConstant, Particles particles) {
    return new BoundBodies(particles, new Search(gravitationalConstant, particles).run());
  }

  /** The number of bound bodies. */
  public int count() {
    int count = 0;
    for (boolean b : bound) {
      count += b ? 1 : 0;
    }
    return count;
  }

  /** The part of the bodies that is bound, by number. */
  public double fraction() {
    return (double) count() / bound.length;
  }

  /** The part of the mass that is bound. */
  public double massFraction() {
    double sum = 0;
    for (int i = 0; i < bound.length; i++) {
      sum += bound[i] ? particles.mass(i) : 0;
    }
    return sum / particles.totalMass();
  }

  /** Whether a body is bound. */
  public boolean isBound(int body) {
    return bound[Require.index("body", body, bound.length)];
  }

  /** The bound bodies. */
  public Particles particles() {
    return particles.subset(IntStream.range(0, bound.length).filter(i -> bound[i]).toArray());
  }

  /** Takes unbound bodies away. */
  private static final class Search {
    private final double constant;
    private final Particles particles;
    private final boolean[] bound;

    /** The body that holds the others, if one alone has mass; nothing binds it, and it stays. */
    private final int onlyOne;

    Search(double constant, Particles particles) {
      this.constant = constant;
      this.particles = particles;
      this.bound = new boolean[particles.count()];
      Arrays.fill(bound, true);
      int[] massive = IntStream.range(0, bound.length).filter(i -> particles.mass(i) > 0).toArray();
      this.onlyOne = massive.length == 1 ? massive[0] : -1;
    }

    boolean[] run() {
      double[] potential = potential();
      int[] deepest =
          IntStream.range(0, bound.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> potential[i]))
              .limit(Math.max(FEWEST, bound.length / DEEPEST_PART))
              .mapToInt(Integer::intValue)
              .toArray();
      boolean changed = remove(potential, meanVelocity(deepest));
      while (changed) {
        int[] members = members();
        changed = members.length > 0 && remove(potential(), meanVelocity(members));
      }
      return bound;
    }

    private int[] members() {
      return IntStream.range(0, bound.length).filter(i -> bound[i]).toArray();
    }

    private boolean remove(double[] potential, double[] mean) {
      boolean changed = false;
      for (int i = 0; i < bound.length; i++) {
        double vx = particles.vx(i) - mean[0];
        double vy = particles.vy(i) - mean[1];
        double vz = particles.vz(i) - mean[2];
        if (bound[i] && i != onlyOne && !(0.5 * (vx * vx + vy * vy + vz * vz) + potential[i] < 0)) {
          bound[i] = false;
          changed = true;
        }
      }
      return changed;
    }

    /** Weighted by mass if there is any. */
    private double[] meanVelocity(int[] members) {
      double mass = 0;
      for (int i : members) {
        mass += particles.mass(i);
      }
      double[] mean = new double[3];
      for (int i : members) {
        double weight = mass > 0 ? particles.mass(i) / mass : 1.0 / members.length;
        mean[0] += weight * particles.vx(i);
        mean[1] += weight * particles.vy(i);
        mean[2] += weight * particles.vz(i);
      }
      return mean;
    }

    /** The potential of the bound bodies that have mass, at every body. */
    private double[] potential() {
      int[] order = sourcesFirst();
      int sources = (int) IntStream.of(order).filter(this::isSource).count();
      Particles ordered = particles.subset(order);
      double[] values =
          sources == 0
              ? new double[order.length]
              : DirectSummation.of(constant, ordered.masses(), ordered.softenings(), sources)
                  .potential(ordered);
      double[] potential = new double[order.length];
      for (int k = 0; k < order.length; k++) {
        potential[order[k]] = values[k];
      }
      return potential;
    }

    private int[] sourcesFirst() {
      return IntStream.concat(
              IntStream.range(0, bound.length).filter(this::isSource),
              IntStream.range(0, bound.length).filter(i -> !isSource(i)))
          .toArray();
    }

    private boolean isSource(int i) {
      return bound[i] && particles.mass(i) > 0;
    }
  }
}
