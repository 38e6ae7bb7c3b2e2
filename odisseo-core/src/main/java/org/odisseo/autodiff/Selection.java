// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.validation.Names;

/**
 * A few numbers of a larger value, chosen by label: those that a fit varies while the rest stays.
 *
 * <pre>{@code
 * Selection<SimulationInput> free = Selection.of(input, "field.halo.mass", "endTime");
 * Differentiable<ParameterSet, Scalar> loss = free.insertion().then(simulation).then(misfit);
 * ParameterSet gradient = Gradient.of(loss, free.values());
 * }</pre>
 *
 * @param <T> type of the larger value
 */
public final class Selection<T extends VectorValue<T>> {

  private final T base;
  private final ParameterSet values;
  private final int[] positions;

  private Selection(T base, Collection<String> labels) {
    Map<String, Integer> known = new HashMap<>();
    List<String> all = base.labels();
    for (int i = 0; i < all.size(); i++) {
      known.put(all.get(i), i);
    }
    this.base = base;
    this.positions =
        labels.stream()
            .mapToInt(
                label -> {
                  Integer position = known.get(label);
                  if (position == null) {
                    throw Names.unknown("label", label, all);
                  }
                  return position;
                })
            .toArray();
    double[] numbers = base.toArray();
    this.values =
        ParameterSet.of(labels, Arrays.stream(positions).mapToDouble(i -> numbers[i]).toArray());
  }

  /**
   * The selection of the given labels from a value.
   *
   * @throws IllegalArgumentException if a label is unknown or given twice
   */
  public static <T extends VectorValue<T>> Selection<T> of(T base, Collection<String> labels) {
    return new Selection<>(base, labels);
  }

  /** The selection of the given labels from a value. */
  public static <T extends VectorValue<T>> Selection<T> of(T base, String... labels) {
    return of(base, List.of(labels));
  }

  /** The selected numbers under their labels. */
  public ParameterSet values() {
    return values;
  }

  /** The map that puts numbers in the places of the selected ones and leaves the others. */
  public TwiceDifferentiable<ParameterSet, T> insertion() {
    T rest = insert(base.toArray(), values.zero());
    TwiceDifferentiable<ParameterSet, T> spread =
        Maps.linear(numbers -> insert(new double[base.size()], numbers), this::extract);
    return spread.then(Maps.translate(rest));
  }

  /** The map that takes the numbers at the selected places out of a value of the same shape. */
  public TwiceDifferentiable<T, ParameterSet> extraction() {
    return Maps.linear(this::extract, numbers -> insert(new double[base.size()], numbers));
  }

  private T insert(double[] into, ParameterSet numbers) {
    values.requireSameNames(numbers);
    for (int i = 0; i < positions.length; i++) {
      into[positions[i]] = numbers.value(i);
    }
    return base.withArray(into);
  }

  private ParameterSet extract(T from) {
    double[] all = from.toArray();
    return values.withArray(Arrays.stream(positions).mapToDouble(i -> all[i]).toArray());
  }
}
