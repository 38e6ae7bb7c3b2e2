// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Arrays;
import org.odisseo.concurrent.Workers;

/** The pair sums of one system with explicit vector instructions. */
final class VectorPairSums implements PairSums {

  /** How many evaluations at the same time do without new arrays. */
  private static final int KEPT = 4;

  private final PairSystem system;
  private final PairTiles tiles;
  private final Workers workers;
  private final boolean uniform;
  private final Pool<PairSweep> accelerations;
  private final Pool<PairSweep> potentials;
  private final Pool<PairSweep> tangents;
  private final Pool<PairSweep> tangentsAndAccelerations;
  private final Pool<PairSweep> softeningTangents;
  private final Pool<PairSweep> gradients;
  private final Pool<PairSweep> gradientsAndAccelerations;

  VectorPairSums(PairSystem system, Workers workers) {
    this.system = system;
    this.tiles = PairTiles.of(system.count(), system.sources());
    this.workers = workers;
    this.uniform = Arrays.stream(system.softening).distinct().count() <= 1;
    this.accelerations = new Pool<>(KEPT, () -> sweep(new AccelerationTile(uniform), 4));
    this.potentials = new Pool<>(KEPT, () -> sweep(new PotentialTile(), 4));
    this.tangents = new Pool<>(KEPT, () -> sweep(new TangentTile(uniform, false), 8));
    this.tangentsAndAccelerations =
        new Pool<>(KEPT, () -> sweep(new TangentTile(uniform, true), 8));
    this.softeningTangents = new Pool<>(KEPT, () -> sweep(new SofteningTangentTile(), 4));
    this.gradients = new Pool<>(KEPT, () -> sweep(new GradientTile(uniform, false), 7));
    this.gradientsAndAccelerations =
        new Pool<>(KEPT, () -> sweep(new GradientTile(uniform, true), 7));
  }

  /** A sweep with the squared softenings loaded. */
  private PairSweep sweep(PairTile tile, int squaredSoftening) {
    PairSweep sweep = new PairSweep(tiles, tile, workers);
    sweep.loadSquaredSoftenings(squaredSoftening, system.squared);
    return sweep;
  }

  private static void loadVector(PairSweep sweep, int input, double[][] vector) {
    for (int row = 0; row < 3; row++) {
      sweep.load(input + row, vector[row]);
    }
  }

  private static void storeVector(PairSweep sweep, int sum, double factor, double[][] target) {
    for (int row = 0; row < 3; row++) {
      sweep.store(sum + row, factor, target[row]);
    }
  }

  @Override
  public void acceleration(double[][] x, double[][] a) {
    PairSweep sweep = accelerations.take();
    loadVector(sweep, 0, x);
    sweep.load(3, system.mass);
    sweep.run();
    storeVector(sweep, 0, system.gravitationalConstant(), a);
    accelerations.give(sweep);
  }

  @Override
  public void potential(double[][] x, double[] phi) {
    PairSweep sweep = potentials.take();
    loadVector(sweep, 0, x);
    sweep.load(3, system.mass);
    sweep.run();
    sweep.store(0, -system.gravitationalConstant(), phi);
    potentials.give(sweep);
  }

  @Override
  public void jvp(double[][] x, PairTangent tangent, double[][] a, double[][] da) {
    boolean withAcceleration = a.length > 0;
    Pool<PairSweep> pool = withAcceleration ? tangentsAndAccelerations : tangents;
    PairSweep sweep = pool.take();
    loadVector(sweep, 0, x);
    loadVector(sweep, 3, tangent.position());
    sweep.load(6, system.mass);
    sweep.loadSources(7, tangent.mass());
    sweep.run();
    storeVector(sweep, 0, system.gravitationalConstant(), da);
    if (withAcceleration) {
      storeVector(sweep, TangentTile.ACCELERATION, system.gravitationalConstant(), a);
    }
    pool.give(sweep);
    if (!isZero(tangent.softening())) {
      addSofteningTangent(x, tangent.softening(), da);
    }
  }

  private static boolean isZero(double[] values) {
    for (double value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void addSofteningTangent(double[][] x, double[] tangent, double[][] da) {
    PairSweep sweep = softeningTangents.take();
    loadVector(sweep, 0, x);
    sweep.load(3, system.mass);
    sweep.loadProduct(5, system.softening, tangent);
    sweep.run();
    for (int row = 0; row < 3; row++) {
      sweep.add(row, system.gravitationalConstant(), da[row]);
    }
    softeningTangents.give(sweep);
  }

  @Override
  public void vjp(double[][] x, double[][] cotangent, double[][] a, PairTangent gradient) {
    double constant = system.gravitationalConstant();
    boolean withAcceleration = a.length > 0;
    Pool<PairSweep> pool = withAcceleration ? gradientsAndAccelerations : gradients;
    PairSweep sweep = pool.take();
    loadCotangent(sweep, x, cotangent);
    sweep.run();
    storeVector(sweep, 0, constant, gradient.position());
    sweep.store(GradientTile.MASS, -constant, gradient.mass());
    Arrays.fill(gradient.mass(), system.sources(), system.count(), 0);
    sweep.store(GradientTile.softening(uniform), -0.5 * constant, gradient.softening());
    if (withAcceleration) {
      storeVector(sweep, GradientTile.acceleration(uniform), -constant, a);
    }
    pool.give(sweep);
    for (int i = 0; i < system.count(); i++) {
      gradient.softening()[i] *= system.softening[i];
    }
  }

  private void loadCotangent(PairSweep sweep, double[][] x, double[][] cotangent) {
    loadVector(sweep, 0, x);
    loadVector(sweep, 3, cotangent);
    sweep.loadScaled(6, -1, system.mass);
  }
}
