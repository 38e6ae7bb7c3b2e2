// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Texts of programs for other languages than Java, in files beside the classes that run them. */
public final class ProgramText {

  private static final Map<File, String> KNOWN = new ConcurrentHashMap<>();

  private record File(Class<?> owner, String name) {}

  private ProgramText() {}

  /**
   * The text of a file.
   *
   * @param owner a class of the same package
   * @param name the file's name
   * @throws IllegalStateException if there is no such file
   */
  public static String beside(Class<?> owner, String name) {
    return KNOWN.computeIfAbsent(new File(owner, name), ProgramText::read);
  }

  private static String read(File file) {
    try (InputStream in = file.owner.getResourceAsStream(file.name)) {
      if (in == null) {
        throw new IllegalStateException(
            "resource missing: " + file.name + " of " + file.owner.getPackageName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
