// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.odisseo.simulate.Member;
import org.odisseo.validation.Require;

/**
 * What came of each of many starts.
 *
 * @param members one per start that was begun, in the order of the starts
 * @param starts how many starts there were; more than members if the run was cancelled
 */
public record Attempts<A, R>(List<Member<A, R>> members, int starts) {

  /** Copies the list. */
  public Attempts {
    members = List.copyOf(members);
    Require.atLeast("starts", starts, members.size());
  }

  /** The starts whose fit threw an exception, with it. */
  public List<Member<A, R>> failures() {
    return members.stream().filter(member -> !member.isCompleted()).toList();
  }

  /** Whether every start was begun. */
  public boolean isComplete() {
    return members.size() == starts;
  }

  /** The results of the starts that did not fail, in the order of the starts. */
  public List<R> results() {
    return members.stream().flatMap(member -> member.result().stream()).toList();
  }

  /**
   * The attempt with the least value of its result, the first of equal ones. Failures and results
   * whose value is NaN do not count; results that have not converged do.
   *
   * @param value such as {@code Minimum::value} or {@code LeastSquaresFit::chiSquared}
   */
  public Optional<Member<A, R>> best(ToDoubleFunction<? super R> value) {
    Optional<Member<A, R>> best = Optional.empty();
    double least = Double.NaN;
    for (Member<A, R> member : members) {
      if (member.result().isPresent()) {
        double candidate = value.applyAsDouble(member.result().get());
        if (candidate < least || (best.isEmpty() && !Double.isNaN(candidate))) {
          best = Optional.of(member);
          least = candidate;
        }
      }
    }
    return best;
  }
}
