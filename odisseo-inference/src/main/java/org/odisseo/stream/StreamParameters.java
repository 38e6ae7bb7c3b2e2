// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorRecord;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.PhasePoint;
import org.odisseo.validation.Require;

/**
 * What a stream depends on. As a gradient it holds the derivatives with respect to the same things,
 * labelled {@code duration}, {@code progenitor.mass}, {@code today.x}, {@code host.halo.mass} and
 * so on.
 *
 * @param duration the time that the stream has had to form, until today [time], positive
 * @param progenitor the cluster at the beginning
 * @param today where the progenitor is today and how it moves
 * @param host the values of all parameters of the host's field
 */
public record StreamParameters(
    double duration, PlummerSphere progenitor, PhasePoint today, ParameterSet host)
    implements VectorRecord<StreamParameters> {

  /** The same if a stream can form in the duration, which must be positive and finite. */
  StreamParameters requireDuration() {
    Require.positive("duration", duration);
    return this;
  }

  /** The same with another duration. */
  public StreamParameters withDuration(double other) {
    return new StreamParameters(other, progenitor, today, host);
  }

  /** The same with another progenitor. */
  public StreamParameters withProgenitor(PlummerSphere other) {
    return new StreamParameters(duration, other, today, host);
  }

  /** The same with other values of the host's parameters. */
  public StreamParameters withHost(ParameterSet other) {
    return new StreamParameters(duration, progenitor, today, other);
  }
}
