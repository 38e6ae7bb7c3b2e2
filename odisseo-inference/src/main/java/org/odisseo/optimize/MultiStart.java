// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.Ensemble;
import org.odisseo.simulate.EnsembleListener;
import org.odisseo.simulate.Member;

/**
 * The same fit from many starts, several at a time: against local minima.
 *
 * <pre>{@code
 * Attempts<ParameterSet, Minimum<ParameterSet>> attempts =
 *     MultiStart.of((ParameterSet start) -> LBfgs.create().minimize(loss, start))
 *         .run(Starts.box("x", -5, 5).and("y", -5, 5).sobol(64, 1));
 * attempts.best(Minimum::value).orElseThrow().orThrow().point();
 * }</pre>
 *
 * <p>Results come in the order of the starts and do not depend on the number of threads. A fit that
 * throws is a failure of that start and of no other.
 *
 * @param <A> type of the starts
 * @param <R> type of the results
 */
public final class MultiStart<A, R> {

  private final Ensemble<A, R> ensemble;

  private MultiStart(Ensemble<A, R> ensemble) {
    this.ensemble = ensemble;
  }

  /**
   * Fits on all processors.
   *
   * @param fit called by several threads at a time
   */
  public static <A, R> MultiStart<A, R> of(Function<? super A, ? extends R> fit) {
    return of(fit, Engine.jvm());
  }

  /** Fits on the threads of an engine: that of the simulations in the fit, if there are any. */
  public static <A, R> MultiStart<A, R> of(Function<? super A, ? extends R> fit, Engine engine) {
    return new MultiStart<>(Ensemble.of(fit, engine));
  }

  /** The same with somebody who is told how many starts are done. */
  public MultiStart<A, R> withProgress(EnsembleListener listener) {
    return new MultiStart<>(ensemble.withProgress(listener));
  }

  /**
   * The same with a way to end it early: starts that have begun are finished, unless their own fits
   * have the token as well, and the others are left out.
   */
  public MultiStart<A, R> withCancellation(CancellationToken token) {
    return new MultiStart<>(ensemble.withCancellation(token));
  }

  /** Fits from every start. */
  public Attempts<A, R> run(List<? extends A> starts) {
    try (Stream<Member<A, R>> members = ensemble.run(starts)) {
      return new Attempts<>(members.toList(), starts.size());
    }
  }
}
