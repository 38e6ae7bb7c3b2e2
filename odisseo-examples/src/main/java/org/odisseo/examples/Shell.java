// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * A JShell with the library on its class path and everything imported. Arguments are those of
 * {@code jshell}, such as files to run.
 */
public final class Shell {

  private static final String START_UP = "odisseo.jsh";

  private Shell() {}

  /** Starts the shell and returns when it ends. */
  public static void main(String[] arguments) throws Exception {
    Path startUp = startUp();
    try {
      List<String> all =
          new ArrayList<>(
              List.of(
                  "--class-path",
                  System.getProperty("java.class.path"),
                  "--execution",
                  "local",
                  "--startup",
                  "DEFAULT",
                  "--startup",
                  startUp.toString()));
      all.addAll(List.of(arguments));
      JavaShellToolBuilder.builder().run(all.toArray(String[]::new));
    } finally {
      Files.deleteIfExists(startUp);
    }
  }

  /** JShell reads its start-up from a file, so the resource is copied to one. */
  private static Path startUp() throws IOException {
    Path file = Files.createTempFile("odisseo", ".jsh");
    try (InputStream script =
        Objects.requireNonNull(Shell.class.getResourceAsStream(START_UP), START_UP)) {
      Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
