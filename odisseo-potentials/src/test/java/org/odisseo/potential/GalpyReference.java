// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;

/** Values computed with galpy, by the script that their file names. */
final class GalpyReference {

  private static final Properties VALUES = load("potentials-galpy.properties");

  private GalpyReference() {}

  static double[] numbers(String key) {
    String line = VALUES.getProperty(key);
    assertNotNull(line, key);
    return Arrays.stream(line.trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream in = GalpyReference.class.getResourceAsStream("/reference/" + name)) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }
}
