// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.optimize.Starts;
import org.odisseo.simulate.CancellationToken;

class CheckpointTest {

  private static final ParameterSet XY = ParameterSet.of("x", 0, "y", 0);
  private static final List<ParameterSet> STARTS = Starts.uniform(XY, 2, 3, 1);
  private static final List<ParameterSet> WALKERS = Starts.normal(XY, 1, 9, 1);

  @TempDir Path folder;

  private static Differentiable<ParameterSet, Scalar> cancelling(
      CancellationToken token, int after) {
    AtomicInteger left = new AtomicInteger(after);
    Differentiable<ParameterSet, Scalar> banana = Targets.banana();
    return Differentiable.ofReverse(
        at -> {
          if (left.getAndDecrement() == 0) {
            token.cancel();
          }
          return banana.vjp(at).value();
        },
        (at, cotangent) -> banana.vjp(at).pull(cotangent));
  }

  private static NoUTurnSampler sampler(Differentiable<ParameterSet, Scalar> target) {
    return NoUTurnSampler.of(target).withWarmUp(200).withDraws(100).withMetric(Metric.DENSE);
  }

  /** Stopped in the middle of trajectories, in warm-up and later, and taken up again. */
  @ParameterizedTest
  @EnumSource(Metric.class)
  void resumedRunHasTheBitsOfAnUninterruptedOne(Metric metric) {
    Path file = folder.resolve(metric + ".samples");
    Chains whole = sampler(Targets.banana()).withMetric(metric).run(STARTS, 5);
    int stops = 0;
    for (int after : new int[] {300, 900, 2000, 2000}) {
      CancellationToken token = new CancellationToken();
      Chains part =
          sampler(cancelling(token, after))
              .withMetric(metric)
              .withCancellation(token)
              .withCheckpoint(file, 37)
              .run(STARTS, 5);
      stops += part.isCompleted() ? 0 : 1;
    }
    assertTrue(stops >= 3, stops + " stops");
    Chains resumed =
        sampler(Targets.banana()).withMetric(metric).withCheckpoint(file, 50).run(STARTS, 5);
    assertTrue(resumed.isCompleted());
    NoUTurnSamplerTest.assertSameBits(whole, resumed);
  }

  @Test
  void cancelledRunKeepsItsDraws() {
    CancellationToken token = new CancellationToken();
    Chains part = sampler(cancelling(token, 3000)).withCancellation(token).run(STARTS, 5);
    Chains whole = sampler(Targets.banana()).run(STARTS, 5);
    int kept = 0;
    int cancelled = 0;
    for (int c = 0; c < 3; c++) {
      Draws warmUp = part.chain(c).warmUp();
      // Where one chain runs ahead of the others it may be done before the run is cancelled.
      if (part.chain(c).outcome() instanceof ChainOutcome.Cancelled outcome) {
        cancelled++;
        assertEquals(outcome.transitions(), warmUp.count() + part.chain(c).draws().count());
      } else {
        assertInstanceOf(ChainOutcome.Completed.class, part.chain(c).outcome());
      }
      kept += warmUp.count();
      double[] expected = whole.chain(c).warmUp().range(0, warmUp.count()).values("x");
      assertArrayEquals(expected, warmUp.values("x"));
    }
    assertTrue(cancelled > 0);
    assertTrue(kept > 100, kept + " draws");
  }

  @Test
  void ensembleResumesToTheSameBits() {
    ToDoubleFunction<ParameterSet> target = at -> Targets.banana().apply(at).value();
    EnsembleSampler sampler =
        EnsembleSampler.of(target)
            .withWarmUp(20)
            .withDraws(50)
            .withThinning(3)
            .withMoves(EnsembleMove.stretch(), EnsembleMove.differentialEvolution());
    EnsembleChains whole = sampler.run(WALKERS, 5);
    Path file = folder.resolve("ensemble.samples");
    for (int after : new int[] {200, 700}) {
      CancellationToken token = new CancellationToken();
      AtomicInteger left = new AtomicInteger(after);
      EnsembleChains part =
          EnsembleSampler.of(
                  at -> {
                    if (left.getAndDecrement() == 0) {
                      token.cancel();
                    }
                    return target.applyAsDouble(at);
                  })
              .withWarmUp(20)
              .withDraws(50)
              .withThinning(3)
              .withMoves(EnsembleMove.stretch(), EnsembleMove.differentialEvolution())
              .withCancellation(token)
              .withCheckpoint(file, 7)
              .run(WALKERS, 5);
      assertInstanceOf(ChainOutcome.Cancelled.class, part.outcome());
    }
    EnsembleChains resumed = sampler.withCheckpoint(file, 7).run(WALKERS, 5);
    assertTrue(resumed.outcome().isCompleted());
    NoUTurnSamplerTest.assertSameBits(whole.chains(), resumed.chains());
  }

  @Test
  void otherRunsAreRefused() {
    Path file = folder.resolve("run.samples");
    NoUTurnSampler sampler = sampler(Targets.banana()).withCheckpoint(file, 1000);
    sampler.run(STARTS, 5);
    assertRefused("seed is 5 there and 6 here", () -> sampler.run(STARTS, 6));
    assertRefused("draws is 100 there and 101 here", () -> sampler.withDraws(101).run(STARTS, 5));
    assertRefused(
        "number of chains is 3 there and 2 here", () -> sampler.run(STARTS.subList(0, 2), 5));
    assertRefused(
        "log density at the start of chain 0",
        () ->
            sampler(Targets.formula("-x^2/2 - 1.999*(y - x^2)^2"))
                .withCheckpoint(file, 1000)
                .run(STARTS, 5));
    assertRefused(
        "sampler is no-U-turn there and ensemble here",
        () ->
            EnsembleSampler.of(at -> Targets.banana().apply(at).value())
                .withWarmUp(200)
                .withDraws(100)
                .withCheckpoint(file, 1)
                .run(WALKERS, 5));
  }

  private static void assertRefused(String why, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(why), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 100, 150})
  void cutFilesAreRefused(int length) throws IOException {
    Path file = folder.resolve("cut.samples");
    CheckpointFile checkpoint = checkpoint(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    assertRefused("cut", checkpoint::read);
  }

  @Test
  void changedBytesAreRefused() throws IOException {
    Path file = folder.resolve("changed.samples");
    CheckpointFile checkpoint = checkpoint(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20]++;
    Files.write(file, bytes);
    assertRefused("damaged", checkpoint::read);
  }

  /** What a process leaves that dies while writing does not stand in the way. */
  @Test
  void halfWrittenFilesAreReplaced() throws IOException {
    Path file = folder.resolve("dead.samples");
    Path beside = folder.resolve("dead.samples.new");
    Files.writeString(beside, "half");
    CheckpointFile checkpoint = checkpoint(file);
    assertFalse(Files.exists(beside));
    List<double[]> read = checkpoint.read();
    assertArrayEquals(new double[] {1, -0.0, Double.MIN_VALUE, Double.NaN}, read.get(0));
    assertArrayEquals(new double[20], read.get(1));
    assertEquals(2, read.size());
  }

  private static CheckpointFile checkpoint(Path file) {
    CheckpointFile checkpoint = new CheckpointFile(file, Map.of("a", "1"));
    checkpoint.write(List.of(new double[] {1, -0.0, Double.MIN_VALUE, Double.NaN}, new double[20]));
    return checkpoint;
  }
}
