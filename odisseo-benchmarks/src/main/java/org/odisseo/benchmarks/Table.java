// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures everything that the library is meant to be fast at, side by side with its peers where
 * they are found, prints a table and writes it to {@code target/benchmarks.csv} of this module. The
 * system properties {@code peers} and {@code python} say where to look, see {@link Peers}.
 */
public final class Table {

  private static final double MILLI = 1e3;

  /** Pairs per second of the original on one GPU, from the times of its paper's figure 1. */
  private static final double PUBLISHED_RATE = 5.6e10;

  private final Peers peers;
  private final List<Row> rows = new ArrayList<>();

  private Table(Peers peers) {
    this.peers = peers;
  }

  /**
   * Measures.
   *
   * @param arguments the directory of this module
   */
  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments.length == 0 ? "odisseo-benchmarks" : arguments[0]);
    Table table = new Table(Peers.fromProperties(module));
    System.out.println(Row.title());
    table.measure();
    Path csv = module.resolve("target").resolve("benchmarks.csv");
    List<String> lines = new ArrayList<>(List.of(Row.HEADER));
    table.rows.forEach(row -> lines.add(row.csv()));
    Files.createDirectories(csv.getParent());
    Files.write(csv, lines);
    long met = table.rows.stream().filter(row -> row.met().equals("yes")).count();
    System.out.printf("%d of %d targets met; written to %s%n", met, table.rows.size(), csv);
  }

  private void measure() {
    PairTable.rows(peers).forEach(this::add);
    flagship();
    memory();
    orbit();
    orbits();
    adaptive();
    stream();
    ensemble();
    coldStart();
    large();
    if (GpuScaling.isPossible()) {
      gpu();
    } else {
      System.out.println("no GPU with CUDA's run-time compiler: its rows are left out");
    }
  }

  private void add(Row row) {
    rows.add(row);
    System.out.println(row.line());
  }

  private void add(String workload, double ours, double base, String unit, Target target) {
    add(new Row(workload, ours, base, "our forward", unit, ours / base, target));
  }

  private static Figures measured(String workload, String... arguments) {
    return measured(List.of(), workload, arguments);
  }

  private static Figures measured(List<String> options, String workload, String... arguments) {
    List<String> all = new ArrayList<>(List.of(workload));
    all.addAll(List.of(arguments));
    return Processes.java(Measure.class, options, all.toArray(String[]::new));
  }

  /** A row in which a higher ratio of the peer's time to ours is better. */
  private void addAgainst(
      String workload,
      double ours,
      @Nullable Double peer,
      String peerName,
      String unit,
      double least) {
    add(
        new Row(
            workload,
            ours,
            peer,
            peer == null ? Peers.NOT_FOUND : peerName,
            unit,
            peer == null ? null : peer / ours,
            Target.atLeast(least)));
  }

  private static @Nullable Double scaled(Optional<Figures> figures, String name, double factor) {
    return figures.flatMap(f -> f.find(name)).map(value -> factor * value).orElse(null);
  }

  private void flagship() {
    Figures ours = measured("flagship");
    Optional<Figures> jax = peers.jax("nbody_jax.py", "--n", "1000", "--steps", "50", "--gradient");
    double perStep = MILLI / 50;
    double forward = perStep * ours.get("forward_s");
    double gradient = perStep * ours.get("gradient_s");
    Double jaxForward = scaled(jax, "forward_s", perStep);
    addAgainst("flagship forward, N = 1000, a step", forward, jaxForward, "JAX", "ms", 10);
    Double jaxGradient = scaled(jax, "gradient_s", perStep);
    addAgainst("flagship gradient, N = 1000, a step", gradient, jaxGradient, "JAX", "ms", 10);
    add("flagship gradient / forward", gradient, forward, "ms", Target.atMost(3.0));
  }

  /** The bounded run is given a heap that it has to do with in all. */
  private void memory() {
    Figures bounded = measured(List.of("-Xmx192m"), "memory", "64");
    Figures unbounded = measured(List.of("-Xmx4g"), "memory", "0");
    boolean same = bounded.get("hash") == unbounded.get("hash");
    add(
        new Row(
            "gradient through 10 000 steps, N = 1000, in a heap of",
            bounded.get("heap_mb"),
            unbounded.get("heap_mb"),
            same ? "unbounded, same bits" : "unbounded, OTHER RESULT",
            "MB",
            same ? bounded.get("heap_mb") : Double.NaN,
            Target.atMost(256)));
  }

  private void orbit() {
    double ours = measured("orbit").get("step_ns");
    Optional<Figures> jax = peers.jax("orbits_jax.py", "--orbits", "1", "--steps", "1000");
    add(new Row("one orbit, leapfrog, a step", ours, null, "-", "ns", ours, Target.atMost(200)));
    Double perStep = scaled(jax, "ns_per_orbit_step", 1);
    addAgainst("one orbit, leapfrog, a step", ours, perStep, "JAX", "ns", 3);
    Optional<Figures> galpy = peers.other("galpy", "orbit_galpy.py");
    addAgainst(
        "one orbit, ours against galpy's output steps",
        ours,
        scaled(galpy, "leapfrog_ns", 1),
        "galpy leapfrog_c",
        "ns",
        1);
  }

  private void orbits() {
    Figures ours = measured("orbits");
    Optional<Figures> jax = peers.jax("orbits_jax.py", "--orbits", "1000", "--steps", "1000");
    double forward = ours.get("forward_ns");
    addAgainst(
        "1000 orbits, leapfrog, an orbit-step",
        forward,
        scaled(jax, "ns_per_orbit_step", 1),
        "JAX",
        "ns",
        2.5);
    add(
        "1000 orbits, Jacobian in 5 parameters / forward",
        ours.get("jacobian_ns"),
        forward,
        "ns",
        Target.atMost(3.0));
  }

  private void adaptive() {
    double ours = measured("adaptive").get("orbits_per_s");
    Optional<Figures> agama = peers.other("agama", "orbits_agama.py");
    Double peer = scaled(agama, "orbits_per_s", 1);
    add(
        new Row(
            "1000 orbits, 3 Gyr, adaptive at 1e-8, 1 thread",
            ours,
            peer,
            peer == null ? Peers.NOT_FOUND : "Agama",
            "orbits/s",
            peer == null ? null : ours / peer,
            Target.atLeast(2)));
  }

  private void stream() {
    Figures ours = measured("stream");
    double forward = ours.get("forward_ns");
    add(
        new Row(
            "collisionless stream, a tracer-step, 1 thread",
            forward,
            null,
            "-",
            "ns",
            forward,
            Target.atMost(200)));
    add(
        "collisionless stream, gradient in 5 parameters / forward",
        ours.get("gradient_ns"),
        forward,
        "ns",
        Target.atMost(3.0));
  }

  private void ensemble() {
    Figures ours = measured("ensemble");
    double one = ours.get("threads1_s");
    double two = ours.get("threads2_s");
    add(
        new Row(
            "200 simulations of N = 1000, 20 steps, 2 threads",
            two,
            one,
            "our 1 thread",
            "s",
            one / two,
            Target.atLeast(1.9)));
  }

  private void coldStart() {
    double[] seconds = new double[5];
    for (int k = 0; k < seconds.length; k++) {
      seconds[k] = Timing.once(() -> measured("first-gradient"));
    }
    double median = Timing.median(seconds);
    add(
        new Row(
            "cold start to the first gradient, 10 steps",
            median,
            null,
            "-",
            "s",
            median,
            Target.atMost(2)));
  }

  private void large() {
    Figures ours = measured("large");
    double scaling = ours.get("scaling");
    add(
        new Row(
            "one evaluation, N = 100 000, time / N^2 scaling from 16384",
            ours.get("seconds"),
            null,
            "%.0f bytes a body".formatted(ours.get("bytes_per_body")),
            "s",
            scaling,
            Target.atMost(1.05)));
  }

  private void gpu() {
    for (String bodies : new String[] {"1000", "10000", "100000"}) {
      boolean gradient = !bodies.equals("100000");
      Figures ours =
          Processes.java(
              GpuScaling.class,
              List.of(),
              "flagship",
              "cuda",
              "32",
              "100",
              gradient ? bodies : "0",
              bodies);
      List<String> arguments =
          new ArrayList<>(List.of("--n", bodies, "--steps", "100", "--precision", "32"));
      if (gradient) {
        arguments.add("--gradient");
      }
      Optional<Figures> jax = peers.jax("nbody_jax.py", arguments.toArray(String[]::new));
      String workload = "GPU, float32, N = " + bodies + ", 100 steps";
      String prefix = "n" + bodies + "_";
      Double forward = scaled(jax, "forward_s", MILLI);
      addAgainst(workload, MILLI * ours.get(prefix + "s"), forward, "JAX", "ms", 1);
      if (gradient) {
        Double back = scaled(jax, "gradient_s", MILLI);
        double own = MILLI * ours.get(prefix + "gradient_s");
        addAgainst(workload + ", gradient", own, back, "JAX", "ms", 1);
      }
    }
    for (String bodies : new String[] {"100000", "500000"}) {
      Figures ours =
          Processes.java(GpuScaling.class, List.of(), "scaling", "cuda", "32", "20", "0", bodies);
      double rate = ours.get("n" + bodies + "_pairs_per_s");
      add(
          new Row(
              "GPU, float32, N = " + bodies,
              rate,
              PUBLISHED_RATE,
              "ODISSEO, published",
              "pairs/s",
              rate / PUBLISHED_RATE,
              Target.atLeast(5)));
    }
  }
}
