// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.Member;

class BootstrapTest {

  private static final Columns DATA =
      Columns.of(
          List.of("v", "w"),
          new double[] {3.1, -0.4, 2.2, 5.9, 1.0, 0.3, 4.4},
          new double[] {31, -4, 22, 59, 10, 3, 44});

  private static ParameterSet means(Columns data) {
    return ParameterSet.of("mean", Arrays.stream(data.column("v")).average().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theScatterOfTheMeanIsItsStandardError(long seed) {
    int count = 4000;
    BootstrapSummary summary = Bootstrap.ofRows(DATA, seed).summarize(count, BootstrapTest::means);
    // Rows drawn from n have the variance of the n with n in the denominator; the mean of n such
    // rows has that over n.
    double[] v = DATA.column("v");
    double mean = Arrays.stream(v).average().orElseThrow();
    double variance = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double error = Math.sqrt(variance / v.length);
    // The relative error of a standard deviation from nearly normal numbers is 1/sqrt(2 count):
    // four of them, a third of what n - 1 in place of n would change.
    assertEquals(1, summary.spread().value("mean") / error, 4 / Math.sqrt(2.0 * count));
    assertTrue(Math.sqrt(7.0 / 6) - 1 > 4 / Math.sqrt(2.0 * count));
    assertEquals(mean, summary.mean().value("mean"), 4 * error / Math.sqrt(count));
    assertEquals(0, summary.bias(means(DATA)).value("mean"), 4 * error / Math.sqrt(count));
    assertTrue(summary.failures().isEmpty());
  }

  @Test
  void rowsStayTogetherAndComeFromTheData() {
    Columns drawn = Bootstrap.ofRows(DATA, 5).dataSet(3);
    assertEquals(DATA.count(), drawn.count());
    boolean repeats = false;
    List<Double> seen = new ArrayList<>();
    for (int i = 0; i < drawn.count(); i++) {
      assertEquals(10 * drawn.value("v", i), drawn.value("w", i), 1e-12);
      assertTrue(Arrays.stream(DATA.column("v")).boxed().toList().contains(drawn.value("v", i)));
      repeats |= seen.contains(drawn.value("v", i));
      seen.add(drawn.value("v", i));
    }
    assertTrue(repeats);
  }

  @Test
  void everyDataSetIsKnownByItsNumber() {
    Bootstrap<Columns> bootstrap = Bootstrap.ofRows(DATA, 5);
    assertEquals(bootstrap.dataSet(3), bootstrap.dataSet(3));
    assertNotEquals(bootstrap.dataSet(3), bootstrap.dataSet(4));
    assertNotEquals(bootstrap.dataSet(3), Bootstrap.ofRows(DATA, 6).dataSet(3));
    // A seed and a number do not add up.
    assertNotEquals(bootstrap.dataSet(3), Bootstrap.ofRows(DATA, 4).dataSet(4));
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Bootstrap<Columns> bootstrap = Bootstrap.ofRows(DATA, 9);
    BootstrapSummary one = bootstrap.withEngine(Engine.jvm(1)).summarize(300, BootstrapTest::means);
    BootstrapSummary two = bootstrap.withEngine(Engine.jvm(2)).summarize(300, BootstrapTest::means);
    assertEquals(one.estimates(), two.estimates());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noisyModelsShowBiasAndSpread(long seed) {
    // The variance of 5 normal numbers with 5 in the denominator: 0.8 on average, with a variance
    // of 2 * 4 / 25.
    int count = 5000;
    Bootstrap<double[]> bootstrap =
        Bootstrap.parametric(
            random -> {
              double[] noise = new double[5];
              for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextGaussian();
              }
              return noise;
            },
            seed);
    BootstrapSummary summary =
        bootstrap.summarize(
            count,
            noise -> {
              double mean = Arrays.stream(noise).average().orElseThrow();
              double sum = Arrays.stream(noise).map(x -> (x - mean) * (x - mean)).sum();
              return ParameterSet.of("variance", sum / noise.length);
            });
    ParameterSet truth = ParameterSet.of("variance", 1);
    double spread = Math.sqrt(2 * 4) / 5;
    double error = 4 * spread / Math.sqrt(count);
    assertEquals(-0.2, summary.bias(truth).value("variance"), error);
    // Chi-squared of 4 degrees has kurtosis 3 + 12/4: its sample variance has a relative error of
    // sqrt((6 - 1)/count), its root half of that.
    double found = summary.spread().value("variance");
    assertEquals(1, found / spread, 4 * Math.sqrt(5.0 / count) / 2);
    double rms = summary.rootMeanSquareError(truth).value("variance");
    double bias = summary.bias(truth).value("variance");
    assertEquals(bias * bias + found * found * (count - 1) / count, rms * rms, 1e-12);
    double median = summary.quantile(0.5).value("variance");
    assertTrue(median < summary.mean().value("variance"));
  }

  @Test
  void theCovarianceIsTheSumOfProducts() {
    List<String> names = List.of("mass", "angle", "mixed");
    double[] mass = {3e11, 4.5e11, 2.2e11, 3.9e11, 4.1e11};
    double[] angle = {-0.2, 0.1, 0.4, 0, -0.7};
    double[] mixed = new double[5];
    for (int i = 0; i < 5; i++) {
      mixed[i] = 2 * angle[i] - 1e-12 * mass[i];
    }
    double[][] columns = {mass, angle, mixed};
    BootstrapSummary summary = new BootstrapSummary(Columns.of(names, columns), List.of());
    Covariance covariance = summary.covariance();
    assertEquals(names, covariance.names());
    for (int k = 0; k < 3; k++) {
      String name = names.get(k);
      double sigma = summary.spread().value(name);
      // Both are the same sum of squares, in another order.
      assertEquals(sigma, covariance.sigma(name), 1e-15 * sigma);
      for (int l = 0; l < 3; l++) {
        // sum (x - mean)(y - mean) = sum x y - n mean mean, which loses a digit.
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < 5; i++) {
          product += columns[k][i] * columns[l][i];
          first += columns[k][i] / 5;
          second += columns[l][i] / 5;
        }
        double expected = (product - 5 * first * second) / 4;
        double scale = sigma * summary.spread().value(names.get(l));
        assertEquals(expected, covariance.entry(name, names.get(l)), 1e-14 * scale);
      }
    }
    assertEquals(1, covariance.correlation("mass", "mass"));
  }

  /** Two estimates lie on a line. */
  @Test
  void twoEstimatesAreFullyCorrelated() {
    Columns two =
        Columns.of(List.of("a", "b"), new double[] {0.1, 0.4}, new double[] {7e9, -1.3e9});
    Covariance covariance = new BootstrapSummary(two, List.of()).covariance();
    assertEquals(-1, covariance.correlation("a", "b"), 1e-15);
    assertEquals(0.3 / Math.sqrt(2), covariance.sigma("a"), 1e-15);
  }

  @Test
  void aParameterWithoutScatterHasNoCorrelations() {
    Columns fixed =
        Columns.of(List.of("a", "b"), new double[] {1, 2, 4}, new double[] {0.3, 0.3, 0.3});
    BootstrapSummary summary = new BootstrapSummary(fixed, List.of());
    String message = assertThrows(IllegalStateException.class, summary::covariance).getMessage();
    assertEquals("estimates of b must have a spread > 0, got 0.3 in all 3", message);
  }

  @Test
  void failuresAreKeptAndTheOthersGoOn() {
    Bootstrap<Long> numbers = Bootstrap.parametric(random -> random.nextLong(), 1);
    AtomicInteger calls = new AtomicInteger();
    BootstrapSummary summary =
        numbers
            .withEngine(Engine.jvm(1))
            .summarize(
                20,
                number -> {
                  int call = calls.getAndIncrement();
                  if (call == 4) {
                    throw new IllegalStateException("no minimum");
                  }
                  return ParameterSet.of("x", call == 6 ? Double.NaN : call);
                });
    assertEquals(18, summary.estimates().count());
    assertEquals(List.of(4L, 6L), summary.failures().stream().map(Member::input).toList());
    assertEquals("no minimum", summary.failures().get(0).failure().orElseThrow().getMessage());
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                numbers.summarize(
                    3,
                    number -> {
                      throw new IllegalArgumentException("bad fit");
                    }));
    assertTrue(error.getMessage().contains("at least two of 3 estimates must be good, got 0"));
    assertTrue(error.getMessage().contains("bad fit"));
  }

  @Test
  void fitsAreLazyAndTellTheirProgress() {
    AtomicInteger calls = new AtomicInteger();
    List<String> told = new ArrayList<>();
    Bootstrap<Columns> bootstrap =
        Bootstrap.ofRows(DATA, 1)
            .withEngine(Engine.jvm(1))
            .withProgress((done, total) -> told.add(done + "/" + total.orElse(-1)));
    try (var members =
        bootstrap.run(
            1000,
            data -> {
              calls.incrementAndGet();
              return means(data);
            })) {
      assertEquals(3, members.limit(3).filter(Member::isCompleted).count());
    }
    assertEquals(3, calls.get());
    assertEquals(List.of("0/1000", "1/1000", "2/1000", "3/1000"), told);
  }

  @Test
  void badInputIsNamed() {
    Bootstrap<Columns> bootstrap = Bootstrap.ofRows(DATA, 1);
    assertMessage("count must be >= 1, got 0", () -> bootstrap.run(0, data -> data));
    assertMessage("index must be >= 0, got -1", () -> bootstrap.dataSet(-1));
    assertMessage(
        "the number of rows must be >= 1, got 0",
        () -> Bootstrap.ofRows(Columns.of(List.of("x"), new double[0]), 1));
    BootstrapSummary summary = bootstrap.summarize(10, BootstrapTest::means);
    assertThrows(
        IllegalArgumentException.class,
        () -> summary.rootMeanSquareError(ParameterSet.of("median", 1)));
    assertThrows(IllegalArgumentException.class, () -> summary.quantile(2));
  }
}
