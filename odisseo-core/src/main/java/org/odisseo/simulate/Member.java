// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.Optional;

/**
 * One of many, and what has come of it. A simulation that did not come to its end has both: the
 * trajectory up to its last good state, and a failure that says why.
 *
 * @param <A> type of the inputs
 * @param <B> type of the results
 * @param index its place among the inputs, from 0
 * @param input what it began with
 * @param result what has come of it, if anything
 * @param failure what went wrong, if anything
 */
public record Member<A, B>(
    long index, A input, Optional<B> result, Optional<RuntimeException> failure) {

  /** A member with a result, a failure, or both. */
  public Member {
    if (result.isEmpty() && failure.isEmpty()) {
      throw new IllegalArgumentException("a member must have a result or a failure, got neither");
    }
  }

  /** Whether nothing went wrong. */
  public boolean isCompleted() {
    return failure.isEmpty();
  }

  /**
   * The result if nothing went wrong.
   *
   * @throws IllegalStateException if something did, with the member's index and the failure
   */
  public B orThrow() {
    if (failure.isPresent()) {
      RuntimeException cause = failure.get();
      String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      throw new IllegalStateException("member " + index + ": " + reason, cause);
    }
    return result.orElseThrow();
  }
}
