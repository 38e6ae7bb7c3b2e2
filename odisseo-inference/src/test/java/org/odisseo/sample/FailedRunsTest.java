// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.optimize.FailingRuns.at;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.optimize.FailingRuns;
import org.odisseo.optimize.Starts;
import org.odisseo.simulate.CancellationToken;

/** Samplers of a model whose runs fail beyond some parameter. */
class FailedRunsTest {

  private static final double EDGE = FailingRuns.edge();

  /** The width of a prior around zero that reaches far beyond the edge. */
  private static final double WIDTH = 1.5;

  private static final String SAID = "the step limit was reached";

  /** A normal prior, and data that say nothing but whether the run comes to its end. */
  private static Differentiable<ParameterSet, Scalar> posterior() {
    Differentiable<ParameterSet, Scalar> prior =
        Maps.<ParameterSet>sumOfSquares().then(Maps.<Scalar>scale(-0.5 / (WIDTH * WIDTH)));
    return Maps.sum(prior, FailingRuns.loss(0));
  }

  /** The draws are those of a normal density that is cut off at the edge. */
  private static void assertCutOff(double[][] draws) {
    assertTrue(Arrays.stream(Chains.flat(draws)).allMatch(u -> u <= EDGE), "beyond the edge");
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double a = EDGE / WIDTH;
    double ratio = normal.density(a) / normal.cumulativeProbability(a);
    double variance = WIDTH * WIDTH * (1 - a * ratio - ratio * ratio);
    MonteCarlo.assertMoments("u", -WIDTH * ratio, variance, draws);
    // Without the edge the mean would be zero, which these draws tell from the true one.
    assertTrue(WIDTH * ratio > 4 * Convergence.meanError(draws), "too few draws");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void trajectoriesEndWhereRunsFail(Mode mode) {
    Chains chains =
        NoUTurnSampler.of(posterior())
            .withMode(mode)
            .withWarmUp(200)
            .withDraws(800)
            .run(List.of(at(0), at(-1)), 5);
    assertTrue(chains.isCompleted(), "a chain was killed");
    assertTrue(Diagnostics.of(chains).divergences() > 0, "no run failed");
    assertCutOff(chains.values("u"));
  }

  @Test
  void proposalsWhoseRunsFailAreRejected() {
    Differentiable<ParameterSet, Scalar> posterior = posterior();
    EnsembleChains chains =
        EnsembleSampler.of(u -> posterior.apply(u).value())
            .withWarmUp(100)
            .withDraws(2000)
            .run(Starts.normal(at(0), 0.3, 10, 1), 3);
    assertTrue(chains.outcome().isCompleted(), chains.outcome().advice());
    assertEquals(0, chains.rejectedNaNs());
    assertCutOff(chains.chains().values("u"));
  }

  @Test
  void aRunThatFailsAtTheStartEndsTheChain() {
    Differentiable<ParameterSet, Scalar> posterior = posterior();
    Chains chains =
        NoUTurnSampler.of(posterior).withWarmUp(20).withDraws(5).run(List.of(at(5), at(0)), 1);
    ChainOutcome outcome = chains.chain(0).outcome();
    assertInstanceOf(ChainOutcome.Failed.class, outcome);
    assertTrue(outcome.advice().contains(SAID), outcome::advice);
    assertTrue(outcome.advice().contains("u=5.0") && outcome.advice().contains("start where"));
    assertTrue(chains.chain(1).outcome().isCompleted());

    EnsembleChains ensemble =
        EnsembleSampler.of(u -> posterior.apply(u).value())
            .run(List.of(at(0), at(0.1), at(5), at(-0.1)), 1);
    assertInstanceOf(ChainOutcome.Failed.class, ensemble.outcome());
    assertTrue(ensemble.outcome().advice().contains(SAID), ensemble.outcome()::advice);
    assertTrue(ensemble.outcome().advice().contains("u=5.0"), ensemble.outcome()::advice);
  }

  /** Otherwise all later draws would stand still. */
  @Test
  void aRunThatIsCancelledEndsTheChain() {
    CancellationToken token = new CancellationToken();
    Differentiable<ParameterSet, Scalar> posterior =
        FailingRuns.loss(token).then(Maps.<Scalar>scale(-0.5));
    Chains chains =
        NoUTurnSampler.of(posterior)
            .withWarmUp(20)
            .withDraws(100)
            .withProgress(fraction -> cancelAtHalf(fraction, token))
            .run(List.of(at(0)), 1);
    ChainOutcome outcome = chains.chain(0).outcome();
    assertInstanceOf(ChainOutcome.Failed.class, outcome);
    assertTrue(outcome.advice().contains("cancel the sampler instead"), outcome::advice);
    assertEquals(60, outcome.transitions());

    CancellationToken other = new CancellationToken();
    Differentiable<ParameterSet, Scalar> same =
        FailingRuns.loss(other).then(Maps.<Scalar>scale(-0.5));
    EnsembleChains ensemble =
        EnsembleSampler.of(u -> same.apply(u).value())
            .withWarmUp(20)
            .withDraws(100)
            .withProgress(fraction -> cancelAtHalf(fraction, other))
            .run(Starts.normal(at(0), 0.3, 10, 1), 3);
    assertInstanceOf(ChainOutcome.Failed.class, ensemble.outcome());
    assertEquals(60, ensemble.outcome().transitions());
  }

  private static void cancelAtHalf(double fraction, CancellationToken token) {
    if (fraction >= 0.5) {
      token.cancel();
    }
  }
}
