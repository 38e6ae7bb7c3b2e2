// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;

/**
 * A record whose components are numbers, which makes it a {@link VectorValue} with no further code.
 *
 * <pre>{@code
 * record SkyPoint(double phi1, double phi2) implements VectorRecord<SkyPoint> {}
 * }</pre>
 *
 * <p>A component counts by its declared type: a {@code double} is one number, labelled with the
 * component's name; a {@code double[]} is as many numbers as it has elements, labelled {@code
 * name[0]}, {@code name[1]}, ...; a {@link VectorValue} is its own numbers, labelled {@code
 * name.label}. A component of any other type is a constant that is carried along unchanged; {@code
 * float}, {@code Float} and {@code Double} are refused, for they are more likely a mistake.
 *
 * <p>The record's constructor must accept any numbers, since it also makes tangents and gradients:
 * rules that hold for physical values only belong into a static factory. A record in a named module
 * must be visible to this library: public in an exported package, or in a package that is opened.
 *
 * @param <T> the record itself
 */
public interface VectorRecord<T extends VectorRecord<T>> extends VectorValue<T> {

  @Override
  default int size() {
    return RecordShape.of(this).size(this);
  }

  @Override
  default double[] toArray() {
    return RecordShape.of(this).toArray(this);
  }

  @Override
  default T withArray(double[] values) {
    // The shape rebuilds an instance of the very class of this record, which is T.
    @SuppressWarnings("unchecked")
    T result = (T) RecordShape.of(this).withArray(this, values);
    return result;
  }

  @Override
  default List<String> labels() {
    return RecordShape.of(this).labels(this);
  }

  @Override
  default double[] typicalMagnitudes() {
    return RecordShape.of(this).typicalMagnitudes(this);
  }
}
