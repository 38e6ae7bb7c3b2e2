// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The programs that ours is measured against, where they are found.
 *
 * @param scripts the directory of {@code nbody_jax.py} and {@code orbits_jax.py}
 * @param pythons the Python interpreters to look for packages in
 * @param sources this module's sources in other languages
 * @param build where to build
 */
record Peers(Path scripts, List<String> pythons, Path sources, Path build) {

  static final String NOT_FOUND = "peer not found";

  /** From the system properties {@code peers} and {@code python} (several, with path separator). */
  static Peers fromProperties(Path module) {
    Path scripts =
        Path.of(System.getProperty("peers", module.resolve("../../shared/peers").toString()));
    String pythons = System.getProperty("python", "python3");
    return new Peers(
        scripts,
        Arrays.asList(pythons.split(java.io.File.pathSeparator, -1)),
        module.resolve("src/main"),
        module.resolve("target/peers"));
  }

  /** Nanoseconds per pair of the C kernel, for each number of bodies: {@code n2048=...}. */
  Optional<Figures> c(int... bodies) {
    Path program = build.resolve("pairs");
    try {
      Files.createDirectories(build);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> compile =
        List.of(
            "gcc",
            "-O3",
            "-march=native",
            "-ffast-math",
            sources.resolve("c/pairs.c").toString(),
            "-o",
            program.toString(),
            "-lm");
    if (Processes.output(compile).isEmpty()) {
      return Optional.empty();
    }
    List<String> run = new ArrayList<>(List.of(program.toString()));
    for (int n : bodies) {
      run.add(Integer.toString(n));
    }
    return Processes.output(run).map(Peers::pairTimes);
  }

  private static Figures pairTimes(String output) {
    Figures figures = new Figures();
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ");
      figures.put("n" + words[0], Double.parseDouble(words[2]));
    }
    return figures;
  }

  /** What {@code nbody_jax.py} or {@code orbits_jax.py} prints. */
  Optional<Figures> jax(String script, String... arguments) {
    return python("jax", scripts.resolve(script), arguments);
  }

  /** What one of our scripts for another package prints. */
  Optional<Figures> other(String packageName, String script, String... arguments) {
    return python(packageName, sources.resolve("python").resolve(script), arguments);
  }

  private Optional<Figures> python(String packageName, Path script, String... arguments) {
    if (!Files.exists(script)) {
      return Optional.empty();
    }
    return interpreter(packageName)
        .flatMap(
            python -> {
              List<String> command = new ArrayList<>(List.of(python, script.toString()));
              command.addAll(List.of(arguments));
              return Processes.output(command).map(Figures::parse);
            });
  }

  private Optional<String> interpreter(String packageName) {
    return pythons.stream()
        .filter(python -> Processes.succeeds(List.of(python, "-c", "import " + packageName)))
        .findFirst();
  }
}
