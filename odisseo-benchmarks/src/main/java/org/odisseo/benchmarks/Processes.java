// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other programs, and other JVMs with the class path of this one. */
final class Processes {

  private static final long LONGEST_MINUTES = 5;

  private Processes() {}

  /** What a program prints, or nothing if it is not there or fails. */
  static Optional<String> output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
      return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The figures of a class with a main method, run in a JVM of its own. */
  static Figures java(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ownModules());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(options);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    try {
      Path errors = Files.createTempFile("odisseo-benchmark", ".log");
      try {
        return figures(command, errors);
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What goes wrong is told; warnings of a JVM that is well are not. */
  private static Figures figures(List<String> command, Path errors)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " failed: " + Files.readString(errors));
    }
    return Figures.parse(text);
  }

  /** The incubating module, if this JVM was given it. */
  private static List<String> ownModules() {
    List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return own.stream().filter(argument -> argument.startsWith("--add-modules")).toList();
  }
}
