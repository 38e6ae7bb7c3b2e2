// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

/**
 * A spray and N-body streams of the same parameters, by the numbers of {@link ProfileFit}.
 *
 * @param u the parameters, as coordinates
 * @param spray the numbers of the spray
 * @param streams those of every N-body stream, at least one
 */
record Counterparts(ParameterSet u, Columns spray, List<Columns> streams) {

  /** Copies the list. */
  Counterparts {
    streams = List.copyOf(streams);
  }

  /** The mean numbers of the N-body streams. */
  Columns mean() {
    Columns mean = spray.zero();
    for (Columns stream : streams) {
      mean = mean.plus(1.0 / streams.size(), stream);
    }
    return mean;
  }

  /** By how much the N-body streams are above the spray. */
  Columns offset() {
    return mean().minus(spray);
  }

  /** Chi squared per number between the data and the mean of the N-body streams. */
  double distance(ProfileFit data) {
    return data.reducedChiSquared(mean());
  }

  /** With more N-body streams of the same parameters. */
  Counterparts and(List<Columns> more) {
    List<Columns> all = new ArrayList<>(streams);
    all.addAll(more);
    return new Counterparts(u, spray, all);
  }
}
