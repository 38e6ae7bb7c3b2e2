// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmVectorsTest {

  /** Rows of a power of two, the worst, and others. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 128, 256, 510, 512, 1024, 1280, 5000, 1 << 20, 1 << 28})
  void rowsOneAfterAnotherLieApartInAPage(int length) {
    int spaced = JvmVectors.spaced(length);
    assertTrue(spaced >= length && spaced < length + 128, "length " + spaced);
    for (long rows = 1; rows <= 8; rows++) {
      long place = rows * (16 + 8L * spaced) % 4096;
      assertTrue(place >= 192 && place <= 4096 - 192, rows + " rows on: " + place);
    }
  }
}
