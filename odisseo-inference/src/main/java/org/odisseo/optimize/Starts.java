// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * Points to begin fits, chains and walkers from: scattered over a box, or around a center.
 *
 * <p>Fits want all of the box. Chains should start far apart, farther than their target is wide, so
 * that they show when they have not met; walkers near a maximum.
 *
 * <pre>{@code
 * List<ParameterSet> starts =
 *     Starts.logBox("host.halo.mass", 1e11, 1e13).and("today.z", -1, 1).latinHypercube(50, 7);
 * }</pre>
 *
 * <p>The same seed gives the same points, to the last bit. Immutable.
 */
public final class Starts {

  private record Side(String name, double low, double high, boolean isLog) {
    /** The number at a part of the way from low to high. */
    double at(double part) {
      double x = isLog ? low * Math.exp(part * Math.log(high / low)) : low + part * (high - low);
      return Math.min(Math.max(x, low), high);
    }
  }

  private final List<Side> sides;

  private Starts(List<Side> sides) {
    this.sides = sides;
  }

  /**
   * A box of one side along which points are uniform.
   *
   * @throws IllegalArgumentException unless both bounds are finite and {@code low < high}
   */
  public static Starts box(String name, double low, double high) {
    return new Starts(List.of()).and(name, low, high);
  }

  /**
   * A box of one side along which the logs of the points are uniform.
   *
   * @throws IllegalArgumentException unless {@code 0 < low < high}, both finite
   */
  public static Starts logBox(String name, double low, double high) {
    return new Starts(List.of()).andLog(name, low, high);
  }

  /**
   * Random points uniform in a cube around a center: each number of it plus or minus {@code
   * halfWidth}.
   *
   * @param halfWidth positive
   */
  public static List<ParameterSet> uniform(
      ParameterSet center, double halfWidth, int count, long seed) {
    Require.positive("halfWidth", halfWidth);
    SplittableRandom random = new SplittableRandom(seed);
    return around(center, count, () -> halfWidth * (2 * random.nextDouble() - 1));
  }

  /**
   * Random points with normal offsets from a center.
   *
   * @param standardDeviation of the offset of each number, positive
   */
  public static List<ParameterSet> normal(
      ParameterSet center, double standardDeviation, int count, long seed) {
    Require.positive("standardDeviation", standardDeviation);
    SplittableRandom random = new SplittableRandom(seed);
    return around(center, count, () -> standardDeviation * random.nextGaussian());
  }

  private static List<ParameterSet> around(ParameterSet center, int count, DoubleSupplier offset) {
    Require.allFinite("center", center.toArray());
    Require.atLeast("count", count, 1);
    List<ParameterSet> starts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double[] values = center.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += offset.getAsDouble();
      }
      starts.add(center.withArray(values));
    }
    return List.copyOf(starts);
  }

  /** The same box with one more side along which points are uniform. */
  public Starts and(String name, double low, double high) {
    Require.finite(name + ".low", low);
    return with(new Side(name, low, high, false));
  }

  /** The same box with one more side along which the logs of the points are uniform. */
  public Starts andLog(String name, double low, double high) {
    Require.positive(name + ".low", low);
    return with(new Side(name, low, high, true));
  }

  /** The names of the sides. */
  public List<String> names() {
    return sides.stream().map(Side::name).toList();
  }

  /** Independent random points. */
  public List<ParameterSet> random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return points(count, (i, part) -> fill(part, random));
  }

  /**
   * A Latin hypercube (McKay, Beckman and Conover 1979, doi:10.2307/1268522): of {@code count}
   * equal slices of each side every one holds one point.
   */
  public List<ParameterSet> latinHypercube(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] slices = new int[sides.size()][];
    for (int k = 0; k < slices.length; k++) {
      slices[k] = permutation(Math.max(0, count), random);
    }
    return points(
        count,
        (i, part) -> {
          fill(part, random);
          for (int k = 0; k < part.length; k++) {
            part[k] = (slices[k][i] + part[k]) / count;
          }
        });
  }

  /**
   * The first points of a Sobol sequence, shifted by a random vector and wrapped around (Cranley
   * and Patterson 1976, doi:10.1137/0713071); even for powers of two, and for up to 1000 sides.
   */
  public List<ParameterSet> sobol(int count, long seed) {
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(sides.size());
    double[] shift = new double[sides.size()];
    fill(shift, new SplittableRandom(seed));
    return points(
        count,
        (i, part) -> {
          double[] next = sequence.nextVector();
          for (int k = 0; k < part.length; k++) {
            double sum = next[k] + shift[k];
            part[k] = sum < 1 ? sum : sum - 1;
          }
        });
  }

  private interface Scatter {
    /** Sets where a point lies along each side, from 0 to 1. */
    void set(int point, double[] part);
  }

  private List<ParameterSet> points(int count, Scatter scatter) {
    Require.atLeast("count", count, 1);
    List<ParameterSet> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] numbers = new double[sides.size()];
      scatter.set(i, numbers);
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = sides.get(k).at(numbers[k]);
      }
      points.add(ParameterSet.of(names(), numbers));
    }
    return List.copyOf(points);
  }

  private static void fill(double[] part, SplittableRandom random) {
    for (int k = 0; k < part.length; k++) {
      part[k] = random.nextDouble();
    }
  }

  private static int[] permutation(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private Starts with(Side side) {
    if (names().contains(side.name())) {
      throw new IllegalArgumentException(
          "sides must differ, got \"" + side.name() + "\" twice; there are " + Names.list(names()));
    }
    if (!(side.high() > side.low() && side.high() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          side.name() + ".high must be > low = " + side.low() + " and finite, got " + side.high());
    }
    List<Side> more = new ArrayList<>(sides);
    more.add(side);
    return new Starts(List.copyOf(more));
  }
}
