// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import org.odisseo.autodiff.Columns;

/** Clouds of points for the tests of losses. */
final class TestClouds {

  /** The small clouds of the reference values, 5 and 4 points in the columns x and y. */
  static final Columns TARGET =
      xy(new double[] {0.3, 1.7, -0.6, 2.2, 0.9}, new double[] {-1.2, 0.4, 2.1, -0.9, 1.3});

  static final Columns MODEL =
      xy(new double[] {0.1, 1.4, -1.1, 2.9}, new double[] {0.2, -0.7, 1.6, 0.5});

  private static final Properties REFERENCE = load();

  private TestClouds() {}

  static Columns xy(double[] x, double[] y) {
    return Columns.of(List.of("x", "y"), x, y);
  }

  static Columns line(double... x) {
    return Columns.of(List.of("x"), x);
  }

  /** Normal points of unit variance around a centre that is the same in every column. */
  static Columns normal(long seed, int n, double centre, String... names) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[names.length][n];
    for (int i = 0; i < n; i++) {
      for (double[] column : columns) {
        column[i] = centre + random.nextGaussian();
      }
    }
    return Columns.of(List.of(names), columns);
  }

  /** The same table with every number equal. */
  static Columns filled(Columns shape, double value) {
    double[] numbers = new double[shape.size()];
    Arrays.fill(numbers, value);
    return shape.withArray(numbers);
  }

  /** The same table with one number changed. */
  static Columns with(Columns table, String label, double value) {
    double[] numbers = table.toArray();
    numbers[table.indexOf(label)] = value;
    return table.withArray(numbers);
  }

  /** Reference numbers; see the head of the file for where they come from. */
  static double[] reference(String key) {
    String text = Objects.requireNonNull(REFERENCE.getProperty(key), key);
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            TestClouds.class.getResourceAsStream("/reference/losses-jax.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return properties;
  }
}
