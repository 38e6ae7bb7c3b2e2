// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.potential.Potential;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.OrbitParameters;
import org.odisseo.stream.OrbitTrack;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The potential of the Milky Way from an orbit through the GD-1 stream: the greatest likelihood
 * from many starts, the Fisher matrix there, and draws from the posterior beside it.
 *
 * <p>First to a mock stream whose host is known ({@link MockOrbitProblem}), to see what the method
 * gets wrong, then to the observed track ({@link TrackOrbitProblem}). Pictures, tables, chains and
 * {@code summary.json} are written to the output directory.
 */
@Command(
    name = "Gd1OrbitFit",
    mixinStandardHelpOptions = true,
    description = "An orbit is fitted to a mock of the GD-1 stream and to its observed track.",
    showDefaultValues = true)
public final class Gd1OrbitFit implements Callable<Integer> {

  private static final int LEAST_STARTS = 10;

  private static final int PREDICTIONS = 200;
  private static final double INNER_RADIUS = 20;

  @Spec private CommandSpec specification = CommandSpec.create();

  @Option(names = "--starts", description = "fits of the mock stream; others get a tenth of them")
  private int starts = 1000;

  @Option(names = "--bodies", description = "bodies of the mock cluster")
  private int bodies = 1000;

  @Option(names = "--stars", description = "the most stars of the mock stream that are fitted")
  private int stars = 250;

  @Option(names = "--draws", description = "draws of each of four chains")
  private int draws = 1000;

  @Option(names = "--seed", description = "seed of the cluster, the errors, starts and draws")
  private long seed = 1;

  @Option(names = "--no-noise", description = "fits the mock stars without errors added to them")
  private boolean noNoise;

  @Option(names = "--skip-real", description = "leaves out the observed track")
  private boolean skipReal;

  @Option(names = "--skip-mock", description = "leaves out the mock stream")
  private boolean skipMock;

  @Option(names = "--output", description = "directory of pictures and tables")
  private Path output = Path.of("odisseo-examples", "target", "gd1-orbit-fit");

  private final Map<String, Object> summary = new LinkedHashMap<>();

  /** Only the command line makes one. */
  Gd1OrbitFit() {}

  /** Runs the experiment; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Gd1OrbitFit()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    require("--starts", starts, LEAST_STARTS);
    require("--bodies", bodies, 100);
    require("--stars", stars, LEAST_STARTS);
    require("--draws", draws, 20);
    Files.createDirectories(output);
    summary.put("seed", seed);
    if (!skipMock) {
      mock();
    }
    if (!skipReal) {
      Columns points = TrackOrbitProblem.points();
      observed("track", "THE OBSERVED TRACK, radial velocities left out", points, false);
      observed("track-with-velocities", "THE OBSERVED TRACK, all coordinates", points, true);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    summary.put("seconds", seconds);
    Gd1Files.summary(output.resolve("summary.json"), summary);
    Console.say("%nPictures, tables and summary.json are in %s (%.1f s)%n", output, seconds);
    return 0;
  }

  private void require(String option, int value, int least) {
    if (value < least) {
      throw new CommandLine.ParameterException(
          specification.commandLine(), option + " must be at least " + least + ", got " + value);
    }
  }

  private void mock() throws IOException {
    Columns exact = MockOrbitProblem.stream(bodies, stars, seed);
    Columns noisy = MockStream.scattered(exact, MockOrbitProblem.ERRORS, seed + 1);
    Columns seen = noNoise ? exact : noisy;
    Console.say(
        "%nMOCK STREAM: %d stars of %d bodies, %s, seed %d%n",
        exact.count(), bodies, noNoise ? "no errors added" : "scattered by their errors", seed);
    OrbitFitProblem<OrbitParameters> problem = MockOrbitProblem.of(seen);
    OrbitFit<OrbitParameters> fit = fit("fits of the mock stream", problem, starts);
    OrbitPosterior<OrbitParameters> posterior = sample("draws, mock stream", fit, draws);
    Console.say("%n%s", OrbitFitReport.table(fit, posterior, true));
    Map<String, Object> result = OrbitFitReport.summary(fit, posterior);
    result.put("stars", exact.count());
    result.put("noise", !noNoise);
    hostNumbers(fit, posterior, Gd1Setup.HOST, 8, MockOrbitProblem.toHost(), result);
    summary.put("mock", result);
    write("mock", fit, posterior);
    OrbitFitPictures.draws(output, "mock", fit, posterior, Optional.of(MockOrbitProblem.truth()));
    TrackOverlay.of("φ_1 [deg]", "φ_2 [deg]", "μ_α* [mas/yr]", "μ_δ [mas/yr]", "v_r [km/s]")
        .withData(
            "mock stars",
            seen.column("phi1"),
            rows(seen, MockOrbitProblem.ERRORS),
            rows(MockStream.errors(seen, MockOrbitProblem.ERRORS), MockOrbitProblem.ERRORS))
        .withTrack("orbit, best fit", phi1(seen), mockTrack(seen, fit.point()))
        .withTrack("orbit, truth", phi1(seen), mockTrack(seen, MockOrbitProblem.truth()))
        .save(output.resolve("mock-track.png"))
        .save(output.resolve("mock-track.svg"));
    control("bias", "N-BODY STREAM WITHOUT ERRORS: what a stream is not an orbit costs", exact);
    control(
        "control",
        "STARS ON THE ORBIT, with errors: what the fit gives where its model is right",
        MockStream.scattered(MockOrbitProblem.onOrbit(exact), MockOrbitProblem.ERRORS, seed + 1));
  }

  /** A fit of other stars at the same phi1, without draws. */
  private void control(String name, String title, Columns of) {
    OrbitFit<OrbitParameters> fit =
        fit(name, MockOrbitProblem.of(of), Math.max(LEAST_STARTS, starts / 10));
    ParameterSet sigmas = fit.gaussian().marginalSigmas();
    Console.say("%n%s%n%s", title, OrbitFitReport.starts(fit));
    Map<String, Object> offsets = new LinkedHashMap<>();
    for (FreeNumber number : fit.problem().numbers()) {
      double offset = fit.best().point().value(number.coordinate());
      double sigma = sigmas.value(number.coordinate());
      Console.say(
          "  %-8s off by %+.3f in ln, the Gaussian's sigma is %.3f%n",
          number.name(), offset, sigma);
      offsets.put(number.name(), Map.of("offset", offset, "sigma", sigma));
    }
    Map<String, Object> result = OrbitFitReport.summary(fit);
    result.put("offsets", offsets);
    summary.put(name, result);
  }

  private void observed(String name, String title, Columns points, boolean velocities)
      throws IOException {
    Columns used = velocities ? points : TrackOrbitProblem.withoutVelocities(points);
    Console.say("%n%s: %d points%n", title, points.count());
    OrbitFit<OrbitThroughStar> fit =
        fit(name, TrackOrbitProblem.of(used), Math.max(LEAST_STARTS, starts / 10));
    OrbitPosterior<OrbitThroughStar> posterior = sample("draws, " + name, fit, draws);
    Console.say("%n%s", OrbitFitReport.table(fit, posterior, false));
    Map<String, Object> result = OrbitFitReport.summary(fit, posterior);
    double radius =
        Math.hypot(TrackOrbitProblem.OBSERVER.sun().x(), TrackOrbitProblem.OBSERVER.sun().y());
    hostNumbers(
        fit, posterior, TrackOrbitProblem.host(), radius, OrbitThroughStar.toHost(), result);
    Console.say(
        "  published from GD-1: v_c 221 +- 18 (Koposov et al. 2010), 244 +- 4 km/s and 2.5 +- 0.2e11"
            + " solar masses (Malhan and Ibata 2019)%n");
    predictions(points, posterior, result);
    summary.put(name, result);
    write(name, fit, posterior);
    OrbitFitPictures.draws(output, name, fit, posterior, Optional.empty());
    double[] along = IntStream.rangeClosed(-81, -9).asDoubleStream().toArray();
    double[][] best = rows(track(along, fit.point()), TrackOrbitProblem.ERRORS);
    TrackOverlay.of(
            "φ_1 [deg]",
            "φ_2 [deg]",
            "distance [kpc]",
            "μ_{φ1} [mas/yr]",
            "μ_{φ2} [mas/yr]",
            "v_r [km/s]")
        .withData(
            velocities ? "observed track" : "observed track (v_r not fitted)",
            points.column("phi1"),
            rows(points, TrackOrbitProblem.ERRORS),
            rows(MockStream.errors(points, TrackOrbitProblem.ERRORS), TrackOrbitProblem.ERRORS))
        .withTrack("orbit, best fit", along, best)
        .save(output.resolve(name + "-track.png"))
        .save(output.resolve(name + "-track.svg"));
  }

  /** The radial velocities that the draws predict, beside those of the track. */
  private void predictions(
      Columns points, OrbitPosterior<OrbitThroughStar> posterior, Map<String, Object> result) {
    double[] phi1 = points.column("phi1");
    List<double[]> predicted =
        posterior.points(PREDICTIONS).stream()
            .map(point -> track(phi1, point).column("radialVelocity"))
            .toList();
    Console.say("%n%10s %24s %14s%n", "phi1 [deg]", "v_r of the orbit [km/s]", "of the track");
    Map<String, Object> byPoint = new LinkedHashMap<>();
    for (int i = 0; i < phi1.length; i++) {
      int point = i;
      double[] values = predicted.stream().mapToDouble(v -> v[point]).toArray();
      double mean = new Mean().evaluate(values);
      double deviation = new StandardDeviation().evaluate(values);
      double seen = points.value("radialVelocity", i);
      Console.say("%10.1f %16.1f +- %4.1f %14.1f%n", phi1[i], mean, deviation, seen);
      byPoint.put(
          String.format(Locale.ROOT, "%.1f", phi1[i]),
          Map.of("orbit", mean, "deviation", deviation, "track", seen));
    }
    result.put("radialVelocity", byPoint);
  }

  /** Circular velocity and mass, from the draws and from the Gaussian. */
  private <A extends VectorValue<A>> void hostNumbers(
      OrbitFit<A> fit,
      OrbitPosterior<A> posterior,
      Potential host,
      double radius,
      Differentiable<A, ParameterSet> toHost,
      Map<String, Object> result) {
    Map<String, Differentiable<ParameterSet, Scalar>> numbers = new LinkedHashMap<>();
    String velocity = String.format(Locale.ROOT, "v_c(%.3f kpc) [km/s]", radius);
    numbers.put(velocity, HostNumbers.circularVelocity(host, radius));
    numbers.put("M(< 20 kpc) [solar masses]", HostNumbers.enclosedMass(host, INNER_RADIUS));
    numbers.forEach(
        (name, number) -> {
          HostEstimate e = HostEstimate.of(fit, posterior, toHost.then(number));
          Console.say(
              "%-28s best %.4g +- %.2g (Gaussian), draws %.4g +- %.2g%n",
              name, e.best(), e.gaussianSigma(), e.mean(), e.deviation());
          result.put(name, e.toMap());
        });
  }

  private <A extends VectorValue<A>> OrbitFit<A> fit(
      String name, OrbitFitProblem<A> problem, int count) {
    try (ProgressBar bar = Console.bar(name)) {
      return OrbitFit.of(problem, count, seed, Console.progress(bar));
    }
  }

  private <A extends VectorValue<A>> OrbitPosterior<A> sample(
      String name, OrbitFit<A> fit, int count) {
    try (ProgressBar bar = Console.bar(name)) {
      return OrbitPosterior.of(fit, count, seed, Console.progress(bar));
    }
  }

  private <A extends VectorValue<A>> void write(
      String name, OrbitFit<A> fit, OrbitPosterior<A> posterior) throws IOException {
    OrbitFitReport.writeStarts(output.resolve(name + "-starts.csv"), fit);
    posterior.chains().writeCsv(output.resolve(name + "-chains.csv"));
    posterior.chains().writeJson(output.resolve(name + "-chains.json"));
  }

  private static Columns track(double[] phi1, OrbitThroughStar point) {
    OrbitTrack track = TrackOrbitProblem.track(phi1);
    return OrbitThroughStar.toOrbit(
            TrackOrbitProblem.OBSERVER, StreamFrame.gd1(), TrackOrbitProblem.host().parameters())
        .then(track)
        .apply(point);
  }

  private static double[] phi1(Columns stars) {
    double[] sorted = stars.column("phi1").clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double[][] mockTrack(Columns stars, OrbitParameters at) {
    Columns along = Columns.of(List.of("phi1"), phi1(stars));
    return rows(MockOrbitProblem.track(along).apply(at), MockOrbitProblem.ERRORS);
  }

  private static double[][] rows(Columns table, ParameterSet names) {
    return names.names().stream().map(table::column).toArray(double[][]::new);
  }
}
