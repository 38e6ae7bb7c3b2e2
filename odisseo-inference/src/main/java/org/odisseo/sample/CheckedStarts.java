// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/** What every sampler asks of the points that it starts from. */
final class CheckedStarts {

  private CheckedStarts() {}

  /** Checks them; returns a copy. */
  static List<ParameterSet> require(List<ParameterSet> starts, int least) {
    Require.atLeast("the number of starts", starts.size(), least);
    ParameterSet first = starts.get(0);
    Require.atLeast("the number of parameters", first.size(), 1);
    for (int k = 0; k < starts.size(); k++) {
      first.requireSameNames("starts[" + k + "]", starts.get(k));
      Require.allFinite("starts[" + k + "]", starts.get(k).toArray());
    }
    return List.copyOf(starts);
  }
}
