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

  /** Whether a program is there and does not fail. */
  static boolean succeeds(List<String> command) {
    return output(command, false).isPresent();
  }

  /** What a program prints, or nothing if it is not there or fails; that it failed is told. */
  static Optional<String> output(List<String> command) {
    return output(command, true);
  }

  private static Optional<String> output(List<String> command, boolean telling) {
    try {
      Path text = Files.createTempFile("odisseo-peer", ".txt");
      Path errors = Files.createTempFile("odisseo-peer", ".log");
      try {
        Optional<Integer> status = status(command, text, errors);
        if (status.isPresent() && status.get() == 0) {
          return Optional.of(Files.readString(text));
        }
        if (telling) {
          String what = status.map(code -> "ended with " + code).orElse("took too long");
          System.out.println(String.join(" ", command) + " " + what + ": " + lastLine(errors));
        }
        return Optional.empty();
      } finally {
        Files.delete(text);
        Files.delete(errors);
      }
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** How a program ended, or nothing if it was stopped because it took too long. */
  private static Optional<Integer> status(List<String> command, Path text, Path errors)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(text.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      return process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)
          ? Optional.of(process.exitValue())
          : Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
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
