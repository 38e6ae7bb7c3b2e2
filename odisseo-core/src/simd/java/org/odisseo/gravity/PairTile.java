// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * The arithmetic of one kind of pair sum. Rows are read and added to a vector of bodies at a time,
 * {@link VectorPairKernel#ROWS} bodies in a pass; columns are read one body at a time, and what a
 * column gets is added up in a vector per sum.
 */
interface PairTile {

  /** Numbers read per body. */
  int inputs();

  /** The sums per body, in groups of which each is added up in one go. */
  int[] groups();

  /** The sign with which the sum of a column counts. */
  double columnSign(int sum);

  /** Adds the pairs of all rows with the columns before them, to both sides. */
  void beside(PairPatch patch);

  /**
   * Adds the pairs of a vector of bodies with all bodies that are rows together with it, to the
   * vector only.
   *
   * @param patch where the bodies are
   * @param row the first body of the vector
   * @param shield for each body that is a row with the vector, as a column, a vector that is
   *     infinite in the rows that are not to be paired with it
   */
  void within(PairPatch patch, int row, double[] shield);
}
