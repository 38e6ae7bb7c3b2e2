// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorRecord;
import org.odisseo.particles.PhasePoint;

/**
 * What the orbit of a progenitor depends on. As a gradient it holds the derivatives with respect to
 * the same things, labelled {@code today.x}, {@code host.halo.mass} and so on, as in {@link
 * StreamParameters}.
 *
 * @param today where the progenitor is today and how it moves
 * @param host the values of all parameters of the host's field
 */
public record OrbitParameters(PhasePoint today, ParameterSet host)
    implements VectorRecord<OrbitParameters> {

  /** The same with another place and motion today. */
  public OrbitParameters withToday(PhasePoint other) {
    return new OrbitParameters(other, host);
  }

  /** The same with other values of the host's parameters. */
  public OrbitParameters withHost(ParameterSet other) {
    return new OrbitParameters(today, other);
  }
}
