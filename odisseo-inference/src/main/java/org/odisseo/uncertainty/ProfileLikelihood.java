// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * The least chi-squared as a function of one parameter: at each value of a grid all others are
 * fitted anew. Its intervals need no Gaussian and may be lopsided or open, where those of {@link
 * FisherInformation} are symmetric.
 *
 * <pre>{@code
 * ProfileLikelihood profile =
 *     ProfileLikelihood.of("halo.mass", grid, best, (mass, others) -> fit(mass, others));
 * profile.interval(1);                       // 68 percent
 * }</pre>
 *
 * <p>A point whose fit fails is {@linkplain Point#failure kept as such} and left out. Immutable.
 */
public final class ProfileLikelihood {

  /**
   * Fits all parameters but the profiled one, by whatever method; an exception from it is a failure
   * of that point.
   */
  @FunctionalInterface
  public interface Refit {
    /**
     * The best fit with the profiled parameter held.
     *
     * @param value of the profiled parameter
     * @param start the other parameters, at the best fit of the neighboring value
     */
    Refitted refit(double value, ParameterSet start);
  }

  /**
   * What a fit has found.
   *
   * @param chiSquared the least chi-squared, which is \( -2 \ln L \) but for a constant
   * @param others the other parameters there
   */
  public record Refitted(double chiSquared, ParameterSet others) {}

  /**
   * One point of a profile.
   *
   * @param value the profiled parameter
   * @param fit of the others, if it succeeded
   * @param failure what went wrong otherwise
   */
  public record Point(double value, Optional<Refitted> fit, Optional<String> failure) {
    /** Checks that there is either a fit or a failure. */
    public Point {
      if (fit.isPresent() == failure.isPresent()) {
        throw new IllegalArgumentException(
            "a point must have either a fit or a failure, got " + fit + " and " + failure);
      }
    }
  }

  private final String name;
  private final List<Point> points;
  private final double[] x;
  private final double[] y;
  private final double best;
  private final double least;

  private ProfileLikelihood(String name, List<Point> points) {
    this.name = name;
    this.points = points;
    List<Point> good = points.stream().filter(point -> point.fit().isPresent()).toList();
    this.x = good.stream().mapToDouble(Point::value).toArray();
    this.y = good.stream().mapToDouble(point -> point.fit().orElseThrow().chiSquared()).toArray();
    int at = 0;
    for (int i = 1; i < y.length; i++) {
      at = y[i] < y[at] ? i : at;
    }
    if (at == 0 || at >= y.length - 1) {
      best = y.length == 0 ? Double.NaN : x[at];
      least = y.length == 0 ? Double.NaN : y[at];
      return;
    }
    // The parabola through the lowest point and its neighbors, in Newton's form.
    double left = (y[at] - y[at - 1]) / (x[at] - x[at - 1]);
    double right = (y[at + 1] - y[at]) / (x[at + 1] - x[at]);
    double curvature = (right - left) / (x[at + 1] - x[at - 1]);
    if (curvature > 0) {
      double slope = left + curvature * (x[at] - x[at - 1]);
      best = x[at] - slope / (2 * curvature);
      least = y[at] - slope * slope / (4 * curvature);
    } else {
      best = x[at];
      least = y[at];
    }
  }

  /**
   * Profiles a parameter, from the grid value next to the start outward, each fit starting where
   * its neighbor ended.
   *
   * @param name the profiled parameter, one of {@code start}
   * @param grid its values, at least three, finite, rising
   * @param start all parameters, best at their best fit
   * @param refit fits the others
   */
  public static ProfileLikelihood of(String name, double[] grid, ParameterSet start, Refit refit) {
    double center = start.value(name);
    Require.atLeast("the number of grid values", grid.length, 3);
    Require.allFinite("grid", grid);
    for (int i = 1; i < grid.length; i++) {
      if (!(grid[i] > grid[i - 1])) {
        throw new IllegalArgumentException(
            "grid must rise, got " + grid[i - 1] + " then " + grid[i] + " at index " + i);
      }
    }
    double[] values = grid.clone();
    ParameterSet others =
        start.select(start.names().stream().filter(other -> !other.equals(name)).toList());
    int first =
        IntStream.range(0, values.length)
            .reduce(
                0, (a, b) -> Math.abs(values[b] - center) < Math.abs(values[a] - center) ? b : a);
    @Nullable Point[] points = new @Nullable Point[values.length];
    ParameterSet warm = fit(points, values, first, others, refit);
    ParameterSet next = warm;
    for (int i = first + 1; i < values.length; i++) {
      next = fit(points, values, i, next, refit);
    }
    next = warm;
    for (int i = first - 1; i >= 0; i--) {
      next = fit(points, values, i, next, refit);
    }
    List<Point> all = new ArrayList<>();
    for (Point point : points) {
      if (point != null) {
        all.add(point);
      }
    }
    return new ProfileLikelihood(name, List.copyOf(all));
  }

  /** Fits one point, and returns where to start the next. */
  private static ParameterSet fit(
      @Nullable Point[] points, double[] grid, int i, ParameterSet start, Refit refit) {
    try {
      Refitted found = refit.refit(grid[i], start);
      if (Double.isFinite(found.chiSquared()) && found.others().isFinite()) {
        start.requireSameNames(found.others());
        points[i] = new Point(grid[i], Optional.of(found), Optional.empty());
        return found.others();
      }
      String failure = "chi-squared " + found.chiSquared() + " at " + found.others();
      points[i] = new Point(grid[i], Optional.empty(), Optional.of(failure));
    } catch (RuntimeException e) {
      points[i] = new Point(grid[i], Optional.empty(), Optional.of(e.toString()));
    }
    return start;
  }

  /** The profiled parameter. */
  public String name() {
    return name;
  }

  /** All points, in the order of the grid. */
  public List<Point> points() {
    return points;
  }

  /** The points whose fit failed. */
  public List<Point> failures() {
    return points.stream().filter(point -> point.failure().isPresent()).toList();
  }

  /**
   * Where the profile is least: the vertex of the parabola through the lowest point and its
   * neighbors, or the end of the grid if that is the lowest point.
   *
   * @throws IllegalStateException if every fit failed
   */
  public double best() {
    requirePoints();
    return best;
  }

  /** The chi-squared at {@link #best}. */
  public double leastChiSquared() {
    requirePoints();
    return least;
  }

  /**
   * The interval around the best value in which chi-squared is within {@code deltaChiSquared} of
   * the least: 1 for 68.3 percent, 4 for 95.4 percent. Ends lie between points by interpolating \(
   * \sqrt{\Delta\chi^2} \), which is exact for a parabola.
   *
   * @throws IllegalStateException if every fit failed
   */
  public ProfileInterval interval(double deltaChiSquared) {
    Require.positive("deltaChiSquared", deltaChiSquared);
    requirePoints();
    int right = 0;
    while (right < y.length && x[right] <= best) {
      right++;
    }
    int left = right - 1;
    double innerLow = best;
    double innerLowRise = 0;
    while (left >= 0 && y[left] - least < deltaChiSquared) {
      innerLow = x[left];
      innerLowRise = y[left] - least;
      left--;
    }
    double innerHigh = best;
    double innerHighRise = 0;
    while (right < y.length && y[right] - least < deltaChiSquared) {
      innerHigh = x[right];
      innerHighRise = y[right] - least;
      right++;
    }
    boolean openLeft = left < 0;
    boolean openRight = right == y.length;
    double low = openLeft ? x[0] : crossing(innerLow, innerLowRise, left, deltaChiSquared);
    double high =
        openRight ? x[right - 1] : crossing(innerHigh, innerHighRise, right, deltaChiSquared);
    return new ProfileInterval(deltaChiSquared, new Interval(low, high), openLeft, openRight);
  }

  /** Where the root of the rise has the wanted value, between an inner place and a point. */
  private double crossing(double inner, double innerRise, int outer, double delta) {
    double inside = Math.sqrt(innerRise);
    double outside = Math.sqrt(y[outer] - least);
    double part = (Math.sqrt(delta) - inside) / (outside - inside);
    return inner + part * (x[outer] - inner);
  }

  private void requirePoints() {
    if (y.length == 0) {
      throw new IllegalStateException(
          "every fit of the profile of "
              + name
              + " failed, the first with: "
              + points.get(0).failure().orElse(""));
    }
  }

  /** The best value and its interval. */
  @Override
  public String toString() {
    return "ProfileLikelihood["
        + name
        + ", "
        + points.size()
        + " points, "
        + failures().size()
        + " failed]";
  }
}
