// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.integrate.StepSize;
import org.odisseo.integrate.TimeGrid;
import org.odisseo.particles.Particles;

/**
 * One run, checked and laid out: its times, and its bodies in blocks that do not need each other.
 *
 * @param settings the simulation
 * @param input what the run begins with
 * @param grid its times
 * @param blocks its bodies
 * @param columns mass, softening, x, y, z, vx, vy, vz of all bodies
 */
record RunPlan(
    Settings settings,
    SimulationInput input,
    TimeGrid grid,
    List<Block> blocks,
    double[][] columns) {

  /** A block should not consist of shared bodies mostly. */
  private static final int MOST_SHARED_PART = 8;

  /** Sizes of blocks are multiples of this, for vector instructions. */
  private static final int BLOCK_UNIT = 64;

  static RunPlan of(Settings settings, SimulationInput input) {
    return of(settings, input, 0);
  }

  /**
   * A plan for a run with tangents.
   *
   * @param tangents how many are followed at once
   */
  static RunPlan of(Settings settings, SimulationInput input, int tangents) {
    InputChecks.check(settings, input);
    TimeGrid grid =
        Grids.of(settings.saveAt(), settings.stepSize(), settings.startTime(), input.endTime());
    // Refused now, not when the run is over.
    Trajectory.size(grid.saves(), input.particles().count());
    return new RunPlan(
        settings,
        input,
        grid,
        blocks(settings, input.particles().count(), tangents),
        columns(input.particles()));
  }

  /**
   * Bodies that do not attract each other are integrated in blocks: a block stays in a processor's
   * cache, threads never wait for each other, and under error control each body has its own steps.
   */
  private static List<Block> blocks(Settings settings, int bodies, int tangents) {
    int shared = settings.selfGravity().sources(bodies);
    int size = blockSize(settings.engine().blockSize(), tangents);
    if (settings.stepSize() instanceof StepSize.Adaptive) {
      boolean own = shared == 0 && !(settings.saveAt() instanceof SaveAt.EverySteps);
      return own ? Block.split(bodies, 0, 1) : Block.whole(bodies);
    }
    return shared > size / MOST_SHARED_PART
        ? Block.whole(bodies)
        : Block.split(bodies, shared, size);
  }

  /** Tangents fill the cache too. */
  private static int blockSize(int whole, int tangents) {
    int size = whole / (1 + tangents / 8);
    return tangents == 0 ? whole : Math.max(BLOCK_UNIT, size - size % BLOCK_UNIT);
  }

  static double[][] columns(Particles particles) {
    return new double[][] {
      particles.masses(),
      particles.softenings(),
      particles.x(),
      particles.y(),
      particles.z(),
      particles.vx(),
      particles.vy(),
      particles.vz()
    };
  }

  boolean adaptive() {
    return settings.stepSize() instanceof StepSize.Adaptive;
  }

  int bodies() {
    return input.particles().count();
  }

  /** The engine for one block: blocks share the threads out among themselves. */
  private Engine blockEngine() {
    return blocks.size() > 1 ? settings.engine().serial() : settings.engine();
  }

  Session<?> open(Block block) {
    return blockEngine().open(model(block));
  }

  Session<?> open(Block block, SimulationInput tangent, double[][] tangentColumns) {
    return open(block, List.of(tangent), List.<double[][]>of(tangentColumns));
  }

  Session<?> open(Block block, List<SimulationInput> tangents, List<double[][]> tangentColumns) {
    List<ForceCotangent> forces = new ArrayList<>();
    for (int k = 0; k < tangents.size(); k++) {
      double[][] columns = tangentColumns.get(k);
      forces.add(
          new ForceCotangent(
              tangents.get(k).field().toArray(), block.pick(columns[0]), block.pick(columns[1])));
    }
    return blockEngine().open(model(block), forces);
  }

  /** The forces on a block. */
  ForceModel model(Block block) {
    SelfGravity gravity = settings.selfGravity();
    return new ForceModel(
        settings.field(),
        input.field(),
        settings.units().gravitationalConstant(),
        block.pick(columns[0]),
        block.pick(columns[1]),
        Math.min(block.count(), gravity.sources(bodies())),
        gravity.followsPositions());
  }

  /** The first step that derivatives follow. */
  int firstFollowed(int steps) {
    return settings.gradientHorizon() == 0 ? 0 : Math.max(0, steps - settings.gradientHorizon());
  }
}
