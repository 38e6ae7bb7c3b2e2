// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of kernels beside this class. */
final class CudaSource {

  private static final Map<String, String> SOURCES = new ConcurrentHashMap<>();

  private CudaSource() {}

  /** The text of a file. */
  static String of(String name) {
    return SOURCES.computeIfAbsent(name, CudaSource::read);
  }

  private static String read(String name) {
    try (InputStream in = CudaSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: org/odisseo/cuda/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
