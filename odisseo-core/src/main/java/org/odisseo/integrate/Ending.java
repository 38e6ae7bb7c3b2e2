// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * What a sweep forward in time has come to.
 *
 * @param outcome how it ended
 * @param steps the steps that were made
 */
public record Ending(Outcome outcome, Steps steps) {

  static Ending completed(Steps steps) {
    Clock clock = new Clock();
    steps.at(0, clock);
    int count = steps.count();
    double time = count == 0 ? clock.time : steps.timeAfter(count - 1);
    return new Ending(new Outcome.Completed(count, time), steps);
  }
}
