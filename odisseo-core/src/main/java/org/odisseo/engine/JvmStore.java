// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * A store in arrays of many vectors each, so that vectors of few bodies cost no more than their
 * numbers. An array is made when its first place is used.
 */
final class JvmStore implements Store<double[][]> {

  private static final int NUMBERS_PER_BLOCK = 1 << 15;

  private final int bodies;
  private final int places;
  private final int placesPerBlock;
  private final double[][] blocks;
  private final Runnable before;

  /**
   * A store.
   *
   * @param bodies the most numbers per row of a vector
   */
  JvmStore(int bodies, int places) {
    this(bodies, places, () -> {});
  }

  /**
   * A store of vectors that may not be up to date.
   *
   * @param bodies the most numbers per row of a vector
   * @param before what is to be done before a vector is touched
   */
  JvmStore(int bodies, int places, Runnable before) {
    this.before = before;
    this.bodies = bodies;
    this.places = places;
    this.placesPerBlock = Math.max(1, Math.min(places, NUMBERS_PER_BLOCK / (3 * bodies)));
    this.blocks = new double[(places + placesPerBlock - 1) / placesPerBlock][];
  }

  @Override
  public void put(int place, double[][] vector) {
    before.run();
    int block = place / placesPerBlock;
    double[] numbers = blocks[block];
    if (numbers == null) {
      int held = Math.min(placesPerBlock, places - block * placesPerBlock);
      numbers = new double[held * 3 * bodies];
      blocks[block] = numbers;
    }
    int offset = (place - block * placesPerBlock) * 3 * bodies;
    if (bodies == 1) {
      numbers[offset] = vector[0][0];
      numbers[offset + 1] = vector[1][0];
      numbers[offset + 2] = vector[2][0];
      return;
    }
    for (int row = 0; row < 3; row++) {
      System.arraycopy(vector[row], 0, numbers, offset + row * bodies, vector[row].length);
    }
  }

  @Override
  public void get(int place, double[][] vector) {
    before.run();
    int block = place / placesPerBlock;
    double[] numbers = blocks[block];
    int offset = (place - block * placesPerBlock) * 3 * bodies;
    if (bodies == 1) {
      vector[0][0] = numbers[offset];
      vector[1][0] = numbers[offset + 1];
      vector[2][0] = numbers[offset + 2];
      return;
    }
    for (int row = 0; row < 3; row++) {
      System.arraycopy(numbers, offset + row * bodies, vector[row], 0, vector[row].length);
    }
  }
}
