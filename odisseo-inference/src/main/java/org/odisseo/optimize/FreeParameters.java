// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * Which numbers of a point are free in a fit, and the unbounded coordinates in which the fit sees
 * them. All other numbers keep the values of a reference point.
 *
 * <pre>{@code
 * FreeParameters<StreamParameters> free =
 *     FreeParameters.of(reference)
 *         .logBounded("host.halo.mass", 1e11, 1e13).named("M_NFW")
 *         .positive("progenitor.mass")
 *         .real("today.z", 0.1);
 * Differentiable<ParameterSet, Scalar> objective = free.restrict(loss);
 * Minimum<ParameterSet> minimum = LBfgs.create().minimize(objective, free.start());
 * free.values(minimum.point());           // {M_NFW=..., progenitor.mass=..., today.z=...}
 * StreamParameters best = free.point(minimum.point());
 * }</pre>
 *
 * <p>A free number x has the coordinate u:
 *
 * <table>
 * <caption>The coordinates</caption>
 * <tr><th>choice</th><th>u</th><th>a flat prior is flat in</th></tr>
 * <tr><td>{@link #real}</td><td>\( (x - x_{ref}) / scale \)</td><td>x</td></tr>
 * <tr><td>{@link #positive}</td><td>\( \ln(x / x_{ref}) \)</td><td>ln x</td></tr>
 * <tr><td>{@link #bounded}</td><td>\( \ln\frac{x - low}{high - x} \)</td><td>x</td></tr>
 * <tr><td>{@link #logBounded}</td><td>\( \ln\frac{\ln(x / low)}{\ln(high / x)} \)</td><td>ln x</td>
 * </tr>
 * </table>
 *
 * <p>Immutable; the choices are made in a chain, in the order that the coordinates will have.
 *
 * @param <A> type of the point
 */
public final class FreeParameters<A extends VectorValue<A>> {

  private final A reference;
  private final List<String> labels;
  private final ParameterSet shape;
  private final List<Integer> places;
  private final List<Transform> transforms;

  private FreeParameters(
      A reference, List<String> labels, List<String> names, List<Transform> transforms) {
    this.reference = reference;
    this.labels = List.copyOf(labels);
    this.shape = ParameterSet.of(names, new double[names.size()]);
    this.places = labels.stream().map(reference::indexOf).toList();
    this.transforms = List.copyOf(transforms);
  }

  /**
   * No free number yet.
   *
   * @param reference gives the numbers that are not free, and the origin of the coordinates of
   *     {@link #real} and {@link #positive} ones
   */
  public static <A extends VectorValue<A>> FreeParameters<A> of(A reference) {
    return new FreeParameters<>(reference, List.of(), List.of(), List.of());
  }

  /**
   * One more free number, without bounds, in units of its own typical magnitude: the absolute value
   * of the reference, or one where that is zero, unless the point knows better.
   *
   * @param label as in {@link VectorValue#labels} of the point
   * @throws IllegalArgumentException if there is no such label or it is free already
   */
  public FreeParameters<A> real(String label) {
    return real(label, reference.typicalMagnitudes()[reference.indexOf(label)]);
  }

  /**
   * One more free number, without bounds.
   *
   * @param scale by how much the number changes when its coordinate changes by one, positive
   */
  public FreeParameters<A> real(String label, double scale) {
    return and(label, new Transform.Real(referenceValue(label), scale(label, scale)));
  }

  /**
   * One more free number, positive.
   *
   * @throws IllegalArgumentException if the number is not positive at the reference
   */
  public FreeParameters<A> positive(String label) {
    double value = referenceValue(label);
    return and(label, new Transform.Positive(Require.positive("reference." + label, value)));
  }

  /** One more free number, between two bounds that it does not reach. */
  public FreeParameters<A> bounded(String label, double low, double high) {
    return and(label, checked(label, () -> new Transform.Bounded(low, high)));
  }

  /** One more free number, positive and between two bounds, with a coordinate that follows ln x. */
  public FreeParameters<A> logBounded(String label, double low, double high) {
    return and(label, checked(label, () -> new Transform.LogBounded(low, high)));
  }

  /**
   * Another name for the free number that was chosen last; without it the name is the label.
   *
   * @throws IllegalArgumentException if nothing was chosen yet, or the name is taken
   */
  public FreeParameters<A> named(String name) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(
          "a name must follow the number that it names, got \"" + name + "\" before any");
    }
    List<String> names = new ArrayList<>(shape.names());
    names.set(names.size() - 1, name);
    return new FreeParameters<>(reference, labels, names, transforms);
  }

  /** The point that the numbers come from which are not free. */
  public A reference() {
    return reference;
  }

  /** The number of free numbers. */
  public int size() {
    return labels.size();
  }

  /** The names of the coordinates. */
  public List<String> names() {
    return shape.names();
  }

  /** The labels of the free numbers in the point, in the order of {@link #names}. */
  public List<String> labels() {
    return labels;
  }

  /**
   * The coordinates of the reference.
   *
   * @throws IllegalArgumentException if a number is not inside its bounds; with name, value, bounds
   */
  public ParameterSet start() {
    return coordinates(reference);
  }

  /**
   * The coordinates of a point. Its numbers that are not free do not count.
   *
   * @throws IllegalArgumentException if a number is not inside its bounds; with name, value, bounds
   */
  public ParameterSet coordinates(A point) {
    double[] numbers = point.toArray();
    Require.length("point", numbers, reference.size(), "the shape of the reference");
    double[] free = places.stream().mapToDouble(place -> numbers[place]).toArray();
    return coordinatesOfValues(shape.withArray(free));
  }

  /**
   * The coordinates of free numbers in their own units, the inverse of {@link #values}.
   *
   * @throws IllegalArgumentException if a number is not inside its bounds; with name, value, bounds
   */
  public ParameterSet coordinatesOfValues(ParameterSet values) {
    shape.requireSameNames(values);
    double[] coordinates = new double[shape.size()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = transforms.get(i).coordinate(values.value(i));
      if (!Double.isFinite(coordinates[i])) {
        throw new IllegalArgumentException(
            shape.names().get(i)
                + " must be "
                + transforms.get(i).rule()
                + ", got "
                + values.value(i));
      }
    }
    return shape.withArray(coordinates);
  }

  /** The point at coordinates. Far out, a bounded number comes to lie on its bound by rounding. */
  public A point(ParameterSet u) {
    return toPoint().apply(u);
  }

  /** The point as a function of coordinates, with exact second derivatives. */
  public TwiceDifferentiable<ParameterSet, A> toPoint() {
    return new ToPoint<>(reference, shape, places, transforms);
  }

  /** A map of points as a map of coordinates: {@code toPoint().then(map)}. */
  public <B extends VectorValue<B>> Differentiable<ParameterSet, B> restrict(
      Differentiable<A, B> map) {
    return toPoint().then(map);
  }

  /**
   * The log of the density of a flat prior, as a function of the coordinates: the sum of \(
   * \ln(dx/du) \) over {@link #real} and {@link #bounded} numbers and of \( \ln(d \ln x/du) \) over
   * {@link #positive} and {@link #logBounded} ones. It is normalised if all numbers have two bounds
   * and the density is divided by the product of the widths, in x or ln x; without bounds a flat
   * prior has no norm.
   */
  public TwiceDifferentiable<ParameterSet, Scalar> logJacobian() {
    return new LogJacobian(shape, transforms);
  }

  /** The free numbers in their own units. */
  public ParameterSet values(ParameterSet u) {
    shape.requireSameNames(u);
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = transforms.get(i).value(u.value(i));
    }
    return shape.withArray(values);
  }

  /**
   * Errors of the free numbers in their own units, to first order: those of the coordinates times
   * dx/du.
   *
   * @param u the coordinates
   * @param sigmas the errors of the coordinates
   */
  public ParameterSet sigmas(ParameterSet u, ParameterSet sigmas) {
    shape.requireSameNames(u);
    shape.requireSameNames(sigmas);
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = transforms.get(i).slope(u.value(i)) * sigmas.value(i);
    }
    return shape.withArray(values);
  }

  /** The names with what holds for each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("FreeParameters[");
    for (int i = 0; i < labels.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(shape.names().get(i)).append(' ');
      text.append(transforms.get(i).rule());
    }
    return text.append(']').toString();
  }

  private FreeParameters<A> and(String label, Transform transform) {
    reference.indexOf(label);
    if (labels.contains(label)) {
      throw new IllegalArgumentException(
          "free numbers must differ, got \"" + label + "\" twice; free: " + Names.list(labels));
    }
    List<String> moreLabels = new ArrayList<>(labels);
    moreLabels.add(label);
    List<String> moreNames = new ArrayList<>(shape.names());
    moreNames.add(label);
    List<Transform> more = new ArrayList<>(transforms);
    more.add(transform);
    return new FreeParameters<>(reference, moreLabels, moreNames, more);
  }

  private double referenceValue(String label) {
    double value = reference.toArray()[reference.indexOf(label)];
    return Require.finite("reference." + label, value);
  }

  private static double scale(String label, double scale) {
    return Require.positive("scale of " + label, scale);
  }

  private static Transform checked(String label, Supplier<Transform> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(label + ": " + wrong.getMessage(), wrong);
    }
  }
}
