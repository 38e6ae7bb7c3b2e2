// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.concurrent.Workers;
import org.odisseo.engine.Engine;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.Ensemble;
import org.odisseo.simulate.Member;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.stream.StreamModel;
import org.odisseo.stream.StreamParameters;

/** Measures one workload and prints figures; {@link Table} starts it in a JVM of its own. */
public final class Measure {

  private static final double WARM_UP = 3;
  private static final double MEASURED = 3;
  private static final double NANO = 1e9;

  private Measure() {}

  /**
   * Measures.
   *
   * @param arguments the name of the workload and its arguments
   */
  public static void main(String[] arguments) {
    Figures figures =
        switch (arguments[0]) {
          case "flagship" -> flagship(1000, 50);
          case "memory" -> memory(Integer.parseInt(arguments[1]));
          case "orbit" -> orbit(1000);
          case "orbits" -> orbits(1000, 1000);
          case "adaptive" -> adaptive(1000);
          case "stream" -> stream(1000, 3000);
          case "threads" -> threads(arguments[1], Integer.parseInt(arguments[2]));
          case "ensemble" -> ensemble(200, 1000, 20);
          case "large" -> large();
          case "first-gradient" -> firstGradient();
          default ->
              throw new IllegalArgumentException("workload must be known, got " + arguments[0]);
        };
    System.out.print(figures);
  }

  private static Figures flagship(int bodies, int steps) {
    Simulation simulation = Scenes.flagship(steps);
    SimulationInput input = Scenes.flagshipInput(simulation, bodies, steps);
    Differentiable<SimulationInput, Scalar> loss = Scenes.meanSquare(simulation, bodies);
    double[] times =
        Timing.inTurns(
            WARM_UP, 3 * MEASURED, () -> loss.apply(input), () -> Gradient.of(loss, input));
    return new Figures().put("forward_s", times[0]).put("gradient_s", times[1]);
  }

  /** The gradient through 10 000 steps with a bound on what is remembered. */
  private static Figures memory(int megabytes) {
    Simulation simulation =
        Scenes.flagship(10_000)
            .withMemoryLimit(megabytes == 0 ? Long.MAX_VALUE : (long) megabytes << 20);
    // Short steps: the cluster keeps its shape, and the gradient stays a number.
    SimulationInput input = Scenes.flagshipInput(simulation, 1000, 10_000).withEndTime(10);
    Differentiable<SimulationInput, Scalar> loss = Scenes.meanSquare(simulation, 1000);
    SimulationInput[] gradient = new SimulationInput[1];
    double seconds = Timing.once(() -> gradient[0] = Gradient.of(loss, input));
    return new Figures()
        .put("seconds", seconds)
        .put("heap_mb", Runtime.getRuntime().maxMemory() / 1048576.0)
        .put("hash", Arrays.hashCode(gradient[0].toArray()));
  }

  private static Figures orbit(int steps) {
    Simulation simulation = Scenes.orbits(steps).withEngine(Engine.jvm(1));
    Particles star = Scenes.stars(1);
    double seconds = Timing.median(WARM_UP, MEASURED, () -> simulation.run(star, 3000));
    return new Figures().put("step_ns", NANO * seconds / steps);
  }

  private static Figures orbits(int count, int steps) {
    Simulation simulation = Scenes.orbits(steps);
    SimulationInput input = simulation.input(Scenes.stars(count), 3000);
    List<SimulationInput> units =
        List.of(
                "halo.mass",
                "halo.scaleRadius",
                "disk.mass",
                "disk.scaleLength",
                "disk.scaleHeight")
            .stream()
            .map(name -> input.unit(input.indexOf("field." + name)))
            .toList();
    double scale = NANO / count / steps;
    double[] times =
        Timing.inTurns(
            WARM_UP,
            2 * MEASURED,
            () -> simulation.apply(input),
            () -> simulation.jvps(input, units));
    return new Figures().put("forward_ns", scale * times[0]).put("jacobian_ns", scale * times[1]);
  }

  private static Figures adaptive(int count) {
    Simulation simulation =
        Scenes.orbits(1)
            .withEngine(Engine.jvm(1))
            .withIntegrator(Integrators.dopri853())
            .withTolerance(1e-8);
    Particles stars = Scenes.stars(count);
    double seconds = Timing.median(WARM_UP, MEASURED, () -> simulation.run(stars, 3000).orThrow());
    return new Figures().put("orbits_per_s", count / seconds);
  }

  private static Figures stream(int tracers, int steps) {
    StreamModel model = Scenes.stream(tracers, steps, 1);
    StreamParameters at = Scenes.streamParameters();
    List<StreamParameters> units =
        List.of(
                "duration",
                "progenitor.mass",
                "progenitor.scaleRadius",
                "host.halo.mass",
                "host.disk.mass")
            .stream()
            .map(name -> at.unit(at.indexOf(name)))
            .toList();
    double scale = NANO / tracers / steps;
    double[] times =
        Timing.inTurns(WARM_UP, 2 * MEASURED, () -> model.apply(at), () -> model.jvps(at, units));
    return new Figures().put("forward_ns", scale * times[0]).put("gradient_ns", scale * times[1]);
  }

  /** Mutual forces on one thread, on two, and on two of which each has forces of its own. */
  private static Figures threads(String kernel, int bodies) {
    Runnable one = attractions(kernel, bodies, 1);
    Runnable other = attractions(kernel, bodies, 1);
    Workers two = Workers.of(2);
    double[] times =
        Timing.inTurns(
            1,
            2 * MEASURED,
            one,
            attractions(kernel, bodies, 2),
            () -> two.forRange(2, 1, (from, to) -> (from == 0 ? one : other).run()));
    double scale = NANO / evaluations(bodies) / bodies / bodies;
    return new Figures()
        .put("threads1_ns", scale * times[0])
        .put("threads2_ns", scale * times[1])
        .put("apart_ns", scale * times[2] / 2);
  }

  /** So many that they take some tens of milliseconds. */
  private static int evaluations(int bodies) {
    return (int) Math.ceil(5e7 / bodies / bodies);
  }

  private static Runnable attractions(String kernel, int bodies, int threads) {
    Particles cluster = Scenes.cluster(bodies);
    DirectSummation attraction =
        DirectSummation.of(1, cluster)
            .withKernel(Scenes.kernel(kernel))
            .withWorkers(Workers.of(threads));
    double[][] x = {cluster.x(), cluster.y(), cluster.z()};
    double[][] a = new double[3][bodies];
    int evaluations = evaluations(bodies);
    return () -> {
      for (int k = 0; k < evaluations; k++) {
        attraction.acceleration(x, a);
      }
    };
  }

  /** Clusters in halos of different masses. */
  private static Figures ensemble(int members, int bodies, int steps) {
    double[] times =
        Timing.inTurns(
            1, 4, ensemble(1, members, bodies, steps), ensemble(2, members, bodies, steps));
    return new Figures().put("threads1_s", times[0]).put("threads2_s", times[1]);
  }

  private static Runnable ensemble(int threads, int members, int bodies, int steps) {
    Simulation simulation = Scenes.flagship(steps).withEngine(Engine.jvm(threads));
    SimulationInput start = Scenes.flagshipInput(simulation, bodies, steps);
    List<ParameterSet> fields =
        IntStream.range(0, members)
            .mapToObj(k -> start.field().with("halo.mass", 3e11 + 1e9 * k))
            .collect(Collectors.toList());
    return () -> runAll(simulation, start, fields);
  }

  private static void runAll(
      Simulation simulation, SimulationInput start, List<ParameterSet> fields) {
    long completed = Ensemble.run(simulation, start, fields).filter(Member::isCompleted).count();
    if (completed != fields.size()) {
      throw new IllegalStateException("only " + completed + " members completed");
    }
  }

  private static Figures large() {
    int small = 16_384;
    int large = 100_000;
    double[] times = new double[2];
    long bytes = 0;
    for (int n : new int[] {small, large}) {
      Particles cluster = Scenes.cluster(n);
      double[][] x = {cluster.x(), cluster.y(), cluster.z()};
      double[][] a = new double[3][n];
      Map<Long, Long> before = allocated();
      DirectSummation attraction =
          DirectSummation.of(1, cluster)
              .withWorkers(Workers.of(Runtime.getRuntime().availableProcessors()));
      attraction.acceleration(x, a);
      bytes = allocatedSince(before);
      times[n == small ? 0 : 1] =
          Timing.median(
              n == small ? 1 : 0, n == small ? 2 : 6, () -> attraction.acceleration(x, a));
    }
    double perPair = times[1] / large / large / (times[0] / small / small);
    return new Figures()
        .put("seconds", times[1])
        .put("scaling", perPair)
        .put("bytes_per_body", (double) bytes / large);
  }

  /** What each thread that is there has allocated. */
  private static Map<Long, Long> allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds())
        .boxed()
        .collect(Collectors.toMap(id -> id, threads::getThreadAllocatedBytes));
  }

  /** What all threads have allocated since then, but for those that have ended. */
  private static long allocatedSince(Map<Long, Long> then) {
    return allocated().entrySet().stream()
        .mapToLong(now -> now.getValue() - then.getOrDefault(now.getKey(), 0L))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static Figures firstGradient() {
    Simulation simulation = Scenes.flagship(10);
    SimulationInput input = Scenes.flagshipInput(simulation, 1000, 10);
    SimulationInput gradient = Gradient.of(Scenes.meanSquare(simulation, 1000), input);
    return new Figures().put("gradient", gradient.endTime());
  }
}
