// SPDX-License-Identifier: Apache-2.0

package org.odisseo.particles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.validation.Require;

/** How the numbers of N particles lie in one array: eight blocks of N numbers, one per quantity. */
final class ParticleBlocks {

  static final int COUNT = 8;
  static final int MASS = 0;
  static final int SOFTENING = 1;
  static final int X = 2;
  static final int VX = 5;

  private static final List<String> NAMES =
      List.of("mass", "softening", "x", "y", "z", "vx", "vy", "vz");

  private ParticleBlocks() {}

  static String name(int block) {
    return NAMES.get(block);
  }

  static List<String> labels(int count) {
    List<String> labels = new ArrayList<>(COUNT * count);
    for (String name : NAMES) {
      for (int i = 0; i < count; i++) {
        labels.add(name + "[" + i + "]");
      }
    }
    return List.copyOf(labels);
  }

  /** Writes rows of three coordinates into the three blocks from {@code block} on. */
  static void fill(double[] data, int count, int block, String argument, double[][] rows) {
    Require.length(argument, rows.length, count, "one row per particle, as for mass");
    for (int i = 0; i < count; i++) {
      Require.length(argument + "[" + i + "]", rows[i], 3, "three coordinates");
      for (int k = 0; k < 3; k++) {
        data[(block + k) * count + i] = rows[i][k];
      }
    }
  }

  static double[] block(double[] data, int count, int block) {
    return Arrays.copyOfRange(data, block * count, (block + 1) * count);
  }

  static void requirePhysical(double[] data, int count) {
    for (int k = 0; k < COUNT; k++) {
      double[] values = block(data, count, k);
      if (k < X) {
        Require.allNonNegative(name(k), values);
      } else {
        Require.allFinite(name(k), values);
      }
    }
  }

  /**
   * For every number the scale on which its kind varies: the root mean square of the masses and of
   * the softening lengths, and that of positions and of velocities about their mean, for a cluster
   * knows nothing of its distance from the origin. A single particle has its distance instead, and
   * a scale that would be zero is one.
   */
  static double[] typicalMagnitudes(double[] data, int count) {
    double[] magnitudes = new double[data.length];
    setMagnitude(magnitudes, data, count, MASS, 1, false);
    setMagnitude(magnitudes, data, count, SOFTENING, 1, false);
    setMagnitude(magnitudes, data, count, X, 3, true);
    setMagnitude(magnitudes, data, count, VX, 3, true);
    return magnitudes;
  }

  private static void setMagnitude(
      double[] magnitudes, double[] data, int count, int first, int blocks, boolean spread) {
    double squares = 0;
    double squaresAboutMean = 0;
    for (int k = first; k < first + blocks; k++) {
      double[] values = block(data, count, k);
      double mean = Arrays.stream(values).sum() / Math.max(1, count);
      for (double value : values) {
        squares += value * value;
        squaresAboutMean += (value - mean) * (value - mean);
      }
    }
    double sum = spread && squaresAboutMean > 0 ? squaresAboutMean : squares;
    double magnitude = sum == 0 ? 1 : Math.sqrt(sum / (blocks * count));
    Arrays.fill(magnitudes, first * count, (first + blocks) * count, magnitude);
  }
}
