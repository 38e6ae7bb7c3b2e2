// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Recovers when a stream began, and the masses of its progenitor, of the halo and of the disk, from
 * mock data of GD-1: by the pipeline of the ODISSEO paper, and by gradients that work.
 *
 * <p>Every data set is an N-body stream of its own, with its own errors. See {@link
 * RecoveryProblem} for what is observed, {@link PublishedGrid} for the paper's pipeline and {@link
 * GradientRecovery} for ours. Estimates are written as they come, and a run that was stopped goes
 * on from them.
 */
@Command(
    name = "Gd1Recovery",
    mixinStandardHelpOptions = true,
    description = "Recovers the age of a stream and the masses behind it.",
    showDefaultValues = true)
public final class Gd1Recovery implements Callable<Integer> {

  static final String GRID = "grid only";
  static final String DESCENT = "grid + 10 steps";
  static final String SPRAY = "spray";
  static final String OURS = "spray + N-body";

  private static final int FULL_SETS = 20;
  private static final int FULL_BODIES = 1500;
  private static final int FULL_STREAMS = 140;
  private static final int FULL_GRID = 10;
  private static final int FULL_GRID_BODIES = 250;

  /** Seeds of data sets, of the grid and of models are apart. */
  private static final long SET_SEEDS = 1000;

  private static final long GRID_SEEDS = 1_000_000;

  @Spec private CommandSpec specification = CommandSpec.create();

  @Option(names = "--sets", description = "data sets")
  private int sets = 3;

  @Option(names = "--bodies", description = "bodies of the cluster behind a data set")
  private int bodies = 1000;

  @Option(names = "--grid", description = "nodes of the grid per parameter; 0 for none")
  private int grid = 5;

  @Option(names = "--grid-bodies", description = "bodies of a cluster of the grid")
  private int gridBodies = 250;

  @Option(
      names = "--full",
      description = "20 data sets of 1500 bodies, 140 streams, the paper's grid of 10^4 nodes")
  private boolean full;

  @Option(names = "--streams", description = "N-body streams of a scan of durations")
  private int streams = 100;

  @Option(names = "--evaluations", description = "most evaluations of a fit from one start")
  private int evaluations = 25;

  @Option(names = "--seed", description = "seed of everything")
  private long seed = 1;

  @Option(names = "--output", description = "directory of pictures and tables")
  private Path output = Path.of("odisseo-examples", "target", "gd1-recovery");

  private final Map<String, Object> summary = new LinkedHashMap<>();

  /** Only the command line makes one. */
  Gd1Recovery() {}

  /** Runs the experiment; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Gd1Recovery()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    final long start = System.nanoTime();
    if (full) {
      sets = FULL_SETS;
      bodies = FULL_BODIES;
      streams = FULL_STREAMS;
      grid = FULL_GRID;
      gridBodies = FULL_GRID_BODIES;
    }
    require("--sets", sets, sets >= 1);
    require("--bodies", bodies, bodies >= 100);
    require("--streams", streams, streams >= 20);
    require("--evaluations", evaluations, evaluations >= 1);
    require("--grid", grid, grid == 0 || grid >= 2);
    require("--grid-bodies", gridBodies, gridBodies >= 20);
    Files.createDirectories(output);
    String settings =
        String.format(
            Locale.ROOT,
            "bodies %d, streams %d, evaluations %d, grid %d of %d bodies, seed %d",
            bodies,
            streams,
            evaluations,
            grid,
            gridBodies,
            seed);
    EstimateFile file = new EstimateFile(output.resolve("estimates.csv"), settings);
    Console.say("%d data sets, %s%n%n", sets, settings);

    final Optional<GradientRecovery.Result> last = ours(file);
    if (grid > 0) {
      published(file);
    }
    RecoveryTable table = new RecoveryTable(file.all());
    Console.say("%n%s%n", table.markdown());
    summary.put("settings", settings);
    summary.put("sets", sets);
    summary.put("methods", table.summary());
    RecoveryReport report = new RecoveryReport(last);
    // For the masses; in the duration the numbers are steps, see DurationProfile.
    report
        .directions()
        .forEach(line -> Console.say("in the logs, if all were linear in them: %s%n", line));
    summary.put("directions", report.directions());
    report.pictures(output, file);
    double seconds = (System.nanoTime() - start) / 1e9;
    summary.put("seconds", seconds);
    Gd1Files.summary(output.resolve("summary.json"), summary);
    Files.writeString(output.resolve("table.md"), table.markdown());
    Console.say("%nPictures, tables and summary.json are in %s (%.0f s)%n", output, seconds);
    return 0;
  }

  private void require(String option, double value, boolean accepted) {
    if (!accepted) {
      throw new CommandLine.ParameterException(
          specification.commandLine(),
          option + " is too small, got " + value + "; see --help for the defaults");
    }
  }

  private Columns data(int set) {
    return RecoveryProblem.observe(
        RecoveryProblem.TRUTH, bodies, RecoveryProblem.STEP, SET_SEEDS * seed + set);
  }

  /** Our estimates of all data sets that have none; the last one's details. */
  private Optional<GradientRecovery.Result> ours(EstimateFile file) throws IOException {
    GradientRecovery.Result last = null;
    for (int set = 0; set < sets; set++) {
      if (file.has(OURS, set)) {
        continue;
      }
      Columns data = data(set);
      long start = System.nanoTime();
      GradientRecovery recovery =
          new GradientRecovery(bodies, streams, evaluations, modelSeed(set));
      last = recovery.recover(data);
      double seconds = (System.nanoTime() - start) / 1e9;
      ParameterSet spray = RecoveryProblem.FREE.values(last.spray().point());
      file.add(new Estimate(SPRAY, set, spray, last.simulations(), seconds));
      file.add(new Estimate(OURS, set, last.values(), last.simulations(), seconds));
      Console.say(
          "set %d: %d stars, %d streams, %.0f s; over truth: spray %s, corrected %s%n",
          set,
          data.count(),
          last.simulations(),
          seconds,
          overTruth(spray),
          overTruth(last.values()));
      if (set == 0) {
        stands(last);
      }
    }
    return Optional.ofNullable(last);
  }

  /** Data sets and models share no noise. */
  private long modelSeed(int set) {
    return SET_SEEDS * (SET_SEEDS * seed + 1 + set);
  }

  /**
   * Whether the answer stands: an N-body stream at the estimate in steps half as long, and with
   * twice the bodies in the full run, must be as close to the data as those that led there.
   */
  private void stands(GradientRecovery.Result result) {
    Columns finer =
        RecoveryProblem.observable(
            MockStream.of(
                RecoveryProblem.point(result.values()),
                full ? 2 * bodies : bodies,
                RecoveryProblem.STEP / 2,
                modelSeed(-1)));
    double distance = result.fit().reducedChiSquared(result.fit().profile(finer));
    Console.say(
        "  chi squared per number, data against N-body streams at the estimate: %s;%n"
            + "  with steps half as long%s: %.2f%n",
        result.distances().stream().map(x -> String.format(Locale.ROOT, "%.2f", x)).toList(),
        full ? " and twice the bodies" : "",
        distance);
    summary.put("streamsAtEstimate", result.distances());
    summary.put("refinedStreamAtEstimate", distance);
  }

  private void published(EstimateFile file) throws IOException {
    boolean done = true;
    for (int set = 0; set < sets; set++) {
      done &= file.has(DESCENT, set);
    }
    if (done) {
      return;
    }
    PublishedGrid published = new PublishedGrid(grid, gridBodies, GRID_SEEDS * seed);
    long start = System.nanoTime();
    try (ProgressBar bar = Console.bar("grid of " + published.nodes() + " streams")) {
      published.simulate(Console.progress(bar));
    }
    double simulating = (System.nanoTime() - start) / 1e9;
    for (int set = 0; set < sets; set++) {
      if (file.has(DESCENT, set)) {
        continue;
      }
      Columns data = data(set);
      long from = System.nanoTime();
      PublishedGrid.Best best = published.search(data);
      double searching = (System.nanoTime() - from) / 1e9;
      double seconds = simulating + searching;
      file.add(new Estimate(GRID, set, best.values(), published.nodes(), seconds));
      PublishedGrid.Best descended =
          published.descend(data, best, GRID_SEEDS * (seed + 1) + SET_SEEDS * set);
      seconds += (System.nanoTime() - from) / 1e9 - searching;
      file.add(
          new Estimate(
              DESCENT,
              set,
              descended.values(),
              published.nodes() + PublishedGrid.DESCENT_STEPS,
              seconds));
      Console.say(
          "set %d: grid %s, after ten steps %s (over truth)%n",
          set, overTruth(best.values()), overTruth(descended.values()));
    }
  }

  private static String overTruth(ParameterSet values) {
    double[] ratios = values.toArray();
    for (int k = 0; k < ratios.length; k++) {
      ratios[k] /= RecoveryProblem.TRUE_VALUES.value(k);
    }
    return list(ratios);
  }

  private static String list(double[] numbers) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < numbers.length; k++) {
      parts.add(
          String.format(
              Locale.ROOT, "%s %.3f", RecoveryProblem.TRUE_VALUES.names().get(k), numbers[k]));
    }
    return String.join(", ", parts);
  }
}
