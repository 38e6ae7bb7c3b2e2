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
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.diagnose.BoundBodies;
import org.odisseo.diagnose.EnergyDrift;
import org.odisseo.diagnose.StepCheck;
import org.odisseo.diagnose.TangentGrowth;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.sky.StreamTable;
import org.odisseo.stream.ClusterGravity;
import org.odisseo.stream.ObservedTrack;
import org.odisseo.stream.StreamModel;
import org.odisseo.stream.StreamParameters;
import org.odisseo.stream.TrackChiSquared;
import org.odisseo.units.UnitSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A star cluster dissolves into the GD-1 stream in the Milky Way, laid over the observed track,
 * with the exact gradient of the misfit.
 *
 * <p>The progenitor is followed back from where it is today, a Plummer cluster is put there, and
 * the cluster is followed forward: once as bodies that attract each other, once as tracers in the
 * host and in the field of the moving progenitor. See {@link Gd1Setup} for all numbers. Pictures,
 * tables and {@code summary.json} are written to the output directory.
 */
@Command(
    name = "Gd1Stream",
    mixinStandardHelpOptions = true,
    description = "A star cluster dissolves into the GD-1 stream.",
    showDefaultValues = true)
public final class Gd1Stream implements Callable<Integer> {

  private static final double KILO = 1e3;

  /** The age of the Universe, Planck 2018 (arXiv:1807.06209, table 2) rounded up [Gyr]. */
  private static final double OLDEST = 13.8;

  private static final int SNAPSHOTS = 4;

  @Spec private CommandSpec specification = CommandSpec.create();

  @Option(names = "--particles", description = "bodies of the cluster")
  private int particles = 1000;

  @Option(names = "--duration", description = "time to form the stream [Gyr]")
  private double duration = 3;

  @Option(names = "--step", description = "length of a step [Myr]")
  private double step = 0.4;

  @Option(names = "--softening", description = "softening of each body [pc]")
  private double softening = 1;

  @Option(names = "--seed", description = "seed of the cluster's noise")
  private long seed = 1;

  @Option(names = "--output", description = "directory of pictures and tables")
  private Path output = Path.of("odisseo-examples", "target", "gd1");

  private final ObservedTrack track = ObservedTrack.gd1();
  private final Map<String, Object> summary = new LinkedHashMap<>();

  /** Only the command line makes one. */
  Gd1Stream() {}

  /** Runs the experiment; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Gd1Stream()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    checkOptions();
    Files.createDirectories(output);
    Gd1Setup setup = new Gd1Setup(particles, duration * KILO, step, softening / KILO, seed);
    StreamParameters at = setup.parameters();
    Console.say(
        "GD-1: %d bodies, %d leapfrog steps of %.3f Myr, softening %.2f pc, seed %d%n",
        particles, setup.steps(), setup.duration() / setup.steps(), softening, seed);

    Run nBody = run(setup, at, ClusterGravity.nBody(setup.softening()), "N-body cluster");
    Run tracers = run(setup, at, ClusterGravity.collisionless(), "collisionless");
    describe(setup, nBody, tracers);
    compare(at, nBody, tracers);
    gradient(setup, at);
    chaos(setup, at, nBody);
    pictures(nBody, tracers);

    double seconds = (System.nanoTime() - start) / 1e9;
    summary.put("seconds", seconds);
    Gd1Files.summary(output.resolve("summary.json"), summary);
    Console.say("%nPictures, tables and summary.json are in %s (%.1f s)%n", output, seconds);
    return 0;
  }

  private void checkOptions() {
    String positive = "finite and greater than zero";
    require("--particles", particles, particles > 0, positive);
    require("--duration", duration, duration > 0 && Double.isFinite(duration), positive);
    require(
        "--duration", duration, duration <= OLDEST, "at most the age of the Universe, 13.8 Gyr");
    require("--step", step, step > 0 && Double.isFinite(step), positive);
    require(
        "--softening",
        softening,
        softening >= 0 && Double.isFinite(softening),
        "finite and not below zero");
  }

  private void require(String option, Number value, boolean accepted, String rule) {
    if (!accepted) {
      throw new CommandLine.ParameterException(
          specification.commandLine(), option + " must be " + rule + ", got " + value);
    }
  }

  /** One treatment of the cluster: its model, what it gave, and the stars on the sky. */
  private record Run(
      StreamModel model,
      SimulationInput start,
      Simulation simulation,
      Trajectory trajectory,
      StreamTable sky,
      double chiSquared,
      double points) {

    int last() {
      return trajectory.count() - 1;
    }

    Particles stars(int state) {
      Particles bodies = trajectory.particles(state);
      return bodies.range(model.firstStar(), bodies.count());
    }
  }

  private Run run(Gd1Setup setup, StreamParameters at, ClusterGravity gravity, String name) {
    try (ProgressBar bar = Console.bar(name)) {
      StreamModel model = setup.model(setup.simulation(), gravity);
      SimulationInput start = model.start(at);
      Simulation simulation = model.forward().withSaveAt(SaveAt.evenly(SNAPSHOTS).andStart());
      Trajectory trajectory = simulation.withProgress(Console.progress(bar)).apply(start).orThrow();
      Particles last = trajectory.last();
      StreamTable sky =
          Gd1Setup.OBSERVER
              .particlesToStream(track.frame())
              .apply(last.range(model.firstStar(), last.count()));
      TrackChiSquared loss = misfit(last.range(model.firstStar(), last.count()), at);
      return new Run(
          model, start, simulation, trajectory, sky, loss.apply(sky).value(), loss.points(sky));
    }
  }

  private void describe(Gd1Setup setup, Run nBody, Run tracers) {
    double g = UnitSystem.GALACTIC.gravitationalConstant();
    StepCheck check = StepCheck.of(g, nBody.start().particles(), setup.duration() / setup.steps());
    double drift = EnergyDrift.of(nBody.simulation(), nBody.trajectory()).largest();
    double bound = BoundBodies.of(g, nBody.trajectory().last()).fraction();
    Console.say(
        "%nshortest encounter of softened bodies  %.2f Myr (a step may take %.2f Myr)%n",
        check.crossingTime(), check.longestStep());
    if (check.isTooLong()) {
      Console.say("WARNING: the step is too long, the cluster will be heated by it%n");
    }
    Console.say("energy drift of the N-body run         %.2e%n", drift);
    Console.say("bound fraction after %.1f Gyr           %.3f%n", setup.duration() / KILO, bound);
    Console.say(
        "chi^2 of the track, N-body             %.2f over %.1f points%n",
        nBody.chiSquared(), nBody.points());
    Console.say(
        "chi^2 of the track, collisionless      %.2f over %.1f points%n",
        tracers.chiSquared(), tracers.points());
    summary.put("chi2NBody", nBody.chiSquared());
    summary.put("chi2AllTracers", tracers.chiSquared());
    summary.put("energyDrift", drift);
    summary.put("boundFraction", bound);
  }

  /** How far the two streams are from each other, in units of their scatter. */
  private void compare(StreamParameters at, Run nBody, Run tracers) {
    Map<String, Double> offsets =
        StreamAgreement.offsets(
            nBody.sky(),
            Gd1Gradient.leftBehind(nBody.stars(nBody.last()), at.today()),
            tracers.sky(),
            Gd1Gradient.leftBehind(tracers.stars(tracers.last()), at.today()));
    Console.say(
        "%nmean offset of the collisionless stream from the N-body one, in units of its scatter%n");
    offsets.forEach((name, value) -> Console.say("  %-16s %6.2f%n", name, value));
    summary.put("offsetOfStreams", offsets);
  }

  /** The misfit of the stars that have left the progenitor, as a function of the stars. */
  private TrackChiSquared misfit(Particles stars, StreamParameters at) {
    return TrackChiSquared.of(track).withWeights(Gd1Gradient.leftBehind(stars, at.today()));
  }

  private void gradient(Gd1Setup setup, StreamParameters at) {
    StreamModel model = setup.model(setup.simulation(), ClusterGravity.collisionless());
    Gd1Gradient gradient =
        new Gd1Gradient(
            model,
            Gd1Setup.OBSERVER.particlesToStream(track.frame()),
            TrackChiSquared.of(track),
            at);
    Console.say(
        "%ngradient of chi^2 = %.2f, collisionless (of %d stars that left, %d are not chaotic)%n",
        gradient.value(), gradient.starsThatLeft(), gradient.starsThatCount());
    Console.say("%-14s%22s%22s%22s%n", "", "reverse mode", "forward mode", "central differences");
    List<Gd1Gradient.Entry> entries = gradient.entries();
    for (Gd1Gradient.Entry e : entries) {
      Console.say(
          "%-14s%22.14e%22.14e%22.14e%n", e.name(), e.reverse(), e.forward(), e.difference());
    }
    summary.put("chi2", gradient.value());
    summary.put("chi2Points", gradient.points());
    summary.put("gradient", Gd1Files.gradient(entries));
  }

  /** How fast a tangent grows in the N-body run, and the gradient without the mutual positions. */
  private void chaos(Gd1Setup setup, StreamParameters at, Run nBody) {
    TangentGrowth growth =
        TangentGrowth.of(
            nBody.model().forward(), nBody.start(), 6, new SplittableRandom(setup.seed()));
    Console.say("%ngrowth of a tangent in the N-body run (exact derivative of a chaotic map)%n");
    for (int i = 0; i < growth.times().length; i++) {
      Console.say("  t = %6.0f Myr   %.2e%n", growth.times()[i], growth.norms()[i]);
    }
    Console.say(
        "  e-folding time %.1f Myr; as a gradient it is %s%n",
        growth.growthTime(), growth.isNoise() ? "noise" : "meaningful");
    StreamModel cut =
        setup.model(setup.simulation(), ClusterGravity.nBodyWithCutGradient(setup.softening()));
    Console.say(
        "%ngradient of chi^2, N-body with the positions CUT from the mutual forces (not exact)%n");
    Differentiable<StreamParameters, Scalar> loss =
        cut.then(Gd1Setup.OBSERVER.particlesToStream(track.frame()))
            .then(misfit(nBody.stars(nBody.last()), at));
    List<Gd1Gradient.Entry> entries = Gd1Gradient.reverse(loss, at);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Gd1Gradient.Entry e : entries) {
      Console.say("%-14s%22.14e%n", e.name(), e.reverse());
      values.put(e.name(), e.reverse());
    }
    summary.put("tangentGrowth", growth.last());
    summary.put("gradientNBodyCut", values);
  }

  private void pictures(Run nBody, Run tracers) throws IOException {
    StreamPictures.sky(output.resolve("gd1-sky.png"), track, nBody.sky(), tracers.sky());
    List<String> titles = new ArrayList<>();
    List<Particles> snapshots = new ArrayList<>();
    double end = nBody.start().endTime();
    for (int s = 0; s < nBody.trajectory().count(); s++) {
      titles.add(
          String.format(Locale.ROOT, "t = %.2f Gyr", (nBody.trajectory().time(s) - end) / KILO));
      snapshots.add(nBody.stars(s));
    }
    Simulation path = tracers.model().forward().withSaveAt(SaveAt.everySteps(20).andStart());
    Trajectory orbit =
        path.apply(tracers.start().withParticles(tracers.start().particles().range(0, 1)));
    double[][] positions = {orbit.x(0), orbit.y(0), orbit.z(0)};
    StreamPictures.strip(output.resolve("gd1-snapshots.png"), titles, snapshots, positions);
    Gd1Files.stars(output.resolve("stream-nbody.csv"), nBody.sky());
    Gd1Files.stars(output.resolve("stream-collisionless.csv"), tracers.sky());
  }
}
