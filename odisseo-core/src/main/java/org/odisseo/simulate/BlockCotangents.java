// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.StateSource;

/**
 * The cotangents of the saved states of one block. Those of shared bodies go to the first block.
 */
final class BlockCotangents implements StateSource {

  private final Block block;
  private final List<Trajectory> cotangents;
  private final HostState state;

  BlockCotangents(Block block, List<Trajectory> cotangents) {
    this.block = block;
    this.cotangents = cotangents;
    this.state = HostState.zero(block.count());
  }

  @Override
  public HostState get(int number, int part) {
    Trajectory cotangent = cotangents.get(part);
    for (int c = 0; c < 6; c++) {
      double[] row = c < 3 ? state.position()[c] : state.velocity()[c - 3];
      if (block.first()) {
        cotangent.copyCoordinate(number, c, 0, row, 0, block.shared());
      }
      cotangent.copyCoordinate(
          number, c, block.from(), row, block.shared(), block.to() - block.from());
    }
    return state;
  }
}
