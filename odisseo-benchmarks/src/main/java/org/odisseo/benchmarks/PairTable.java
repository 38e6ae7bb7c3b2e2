// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The rows about sums over pairs, measured by JMH beside the C kernel. */
final class PairTable {

  private static final TimeValue ITERATION = TimeValue.milliseconds(600);
  private static final int[] SIZES = {2048, 16384};
  private static final int[] SIZES_ON_TWO_THREADS = {1024, 2048, 16384};

  /** Which benchmark in which setting. */
  private record Key(String benchmark, String kernel, int bodies) {}

  private final Map<Key, Double> nanosPerPair = new LinkedHashMap<>();

  /** Measures everything and gives the rows. */
  static List<Row> rows(Peers peers) {
    PairTable table = new PairTable();
    Optional<Figures> before = peers.c(2048, 16384);
    table.run("acceleration");
    table.run("(vjp|jvp)");
    // Again, so that what else the machine does meets both sides of a ratio.
    table.run("acceleration");
    Optional<Figures> after = peers.c(2048, 16384);
    List<Row> rows = new ArrayList<>();
    for (String kernel : List.of("vector", "scalar")) {
      rows.addAll(table.rows(kernel, before, after));
    }
    return rows;
  }

  private void run(String benchmarks) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("PairKernelBenchmark\\." + benchmarks + "$")
        .param("bodies", Arrays.stream(SIZES).mapToObj(Integer::toString).toArray(String[]::new))
        .param("threads", "1")
        .warmupIterations(3)
        .warmupTime(ITERATION)
        .measurementIterations(5)
        .measurementTime(ITERATION)
        .verbosity(VerboseMode.SILENT);
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        add(result);
      }
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH failed", e);
    }
  }

  private void add(RunResult result) {
    BenchmarkParams params = result.getParams();
    String name = params.getBenchmark();
    int bodies = Integer.parseInt(params.getParam("bodies"));
    double[] scores =
        result.getBenchmarkResults().stream()
            .flatMap(benchmark -> benchmark.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .toArray();
    nanosPerPair.merge(
        new Key(name.substring(name.lastIndexOf('.') + 1), params.getParam("kernel"), bodies),
        1e3 * Timing.median(scores) / bodies / bodies,
        (first, second) -> (first + second) / 2);
  }

  private double time(String benchmark, String kernel, int bodies) {
    Double time = nanosPerPair.get(new Key(benchmark, kernel, bodies));
    if (time == null) {
      throw new IllegalStateException("not measured: " + benchmark + ", " + kernel);
    }
    return time;
  }

  private List<Row> rows(String kernel, Optional<Figures> before, Optional<Figures> after) {
    List<Row> rows = new ArrayList<>();
    String label = kernel.equals("vector") ? " (Vector API)" : " (without)";
    Target againstC = Target.atMost(kernel.equals("vector") ? 0.8 : 1.1);
    for (int n : SIZES) {
      double ours = time("acceleration", kernel, n);
      Double c = both(before, after, "n" + n);
      rows.add(
          new Row(
              "pair forces, N = " + n + label,
              ours,
              c,
              c == null ? Peers.NOT_FOUND : "C, gcc -O3 -ffast-math",
              "ns/pair",
              c == null ? null : ours / c,
              againstC));
      for (String derivative : List.of("vjp", "jvp")) {
        double time = time(derivative, kernel, n);
        rows.add(
            new Row(
                "pair " + derivative.toUpperCase(java.util.Locale.ROOT) + ", N = " + n + label,
                time,
                ours,
                "our forward",
                "ns/pair",
                time / ours,
                Target.atMost(derivative.equals("vjp") ? 2.2 : 1.8)));
      }
    }
    for (int n : SIZES_ON_TWO_THREADS) {
      Figures figures =
          Processes.java(Measure.class, List.of(), "threads", kernel, Integer.toString(n));
      double one = figures.get("threads1_ns");
      double two = figures.get("threads2_ns");
      rows.add(
          new Row(
              "pair forces on 2 threads, N = " + n + label,
              two,
              one,
              "our 1 thread; two apart: %.2f".formatted(one / figures.get("apart_ns")),
              "ns/pair",
              one / two,
              Target.atLeast(1.85)));
    }
    return rows;
  }

  /** The mean of what was measured before and after. */
  private static @org.jspecify.annotations.Nullable Double both(
      Optional<Figures> before, Optional<Figures> after, String name) {
    if (before.isEmpty() || after.isEmpty()) {
      return null;
    }
    return 0.5 * (before.get().get(name) + after.get().get(name));
  }
}
