// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No potential without its contract. */
class RegistryTest {

  @Test
  void everyRecordThatIsAPotentialHasAnInstance() throws Exception {
    Set<String> checked =
        CanonicalPotentials.all().stream()
            .map(given -> given.potential().getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = potentialRecords();
    assertTrue(missing.size() >= 8, "the scan found too little: " + missing);
    missing.removeAll(checked);
    assertEquals(
        Set.of(), missing, "add an instance to CanonicalPotentials for each of these records");
  }

  /** The records in the classes of this module that implement Potential. */
  private static Set<String> potentialRecords() throws IOException, URISyntaxException {
    Path root =
        Path.of(Potential.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && name.startsWith("org"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(name -> name.replace(File.separatorChar, '.'))
          .filter(RegistryTest::isPotentialRecord)
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isPotentialRecord(String name) {
    try {
      Class<?> type = Class.forName(name, false, RegistryTest.class.getClassLoader());
      return type.isRecord() && Potential.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
