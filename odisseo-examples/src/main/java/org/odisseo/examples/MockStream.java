// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.particles.Particles;
import org.odisseo.sky.SkyTable;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;
import org.odisseo.stream.ClusterGravity;
import org.odisseo.stream.StreamModel;
import org.odisseo.stream.StreamParameters;
import org.odisseo.uncertainty.HighestDensityInterval;
import org.odisseo.uncertainty.Interval;

/**
 * A stream made by a star cluster of bodies that attract each other, resolved in time and in
 * softening (see {@link Gd1Setup}), as an observer sees it. A cluster that is resolved keeps most
 * of its stars; only those that have left it are the stream.
 *
 * @param stars all bodies on the sky: {@code phi1}, {@code phi2}, {@code distance}, {@code
 *     pmPhi1CosPhi2}, {@code pmPhi2}, {@code radialVelocity}, {@code pmRaCosDec}, {@code pmDec}
 */
record MockStream(Columns stars) {

  /** Softening for a thousand bodies [kpc]; it goes with the distance of neighbours. */
  private static final double SOFTENING = 1e-3;

  static final double STEP = 0.4;

  /** The part of the bodies that the cluster surely keeps. */
  private static final double CORE = 1.0 / 3;

  /** The stream of a cluster, drawn with a seed. */
  static MockStream of(StreamParameters at, int bodies, long seed) {
    return of(at, bodies, STEP, seed);
  }

  /**
   * The stream of a cluster, drawn with a seed.
   *
   * @param step of the leapfrog [Myr]
   */
  static MockStream of(StreamParameters at, int bodies, double step, long seed) {
    Gd1Setup setup =
        new Gd1Setup(bodies, at.duration(), step, SOFTENING * Math.cbrt(1000.0 / bodies), seed);
    StreamModel model =
        StreamModel.of(
            setup.simulation(),
            PlummerSampler.of(new SplittableRandom(seed), bodies),
            ClusterGravity.nBody(setup.softening()));
    return of(model.apply(at));
  }

  /** Bodies as the observer of the experiment sees them. */
  static MockStream of(Particles bodies) {
    StreamTable stream = Gd1Setup.OBSERVER.particlesToStream(StreamFrame.gd1()).apply(bodies);
    SkyTable sky = Gd1Setup.OBSERVER.particlesToSky().apply(bodies);
    Columns stars =
        Columns.of(
            List.of(
                "phi1",
                "phi2",
                "distance",
                "pmPhi1CosPhi2",
                "pmPhi2",
                "radialVelocity",
                "pmRaCosDec",
                "pmDec"),
            stream.phi1(),
            stream.phi2(),
            stream.distance(),
            stream.pmPhi1CosPhi2(),
            stream.pmPhi2(),
            stream.radialVelocity(),
            sky.pmRaCosDec(),
            sky.pmDec());
    return new MockStream(stars);
  }

  /** Where the progenitor is today. */
  static StreamCoordinates place(StreamParameters at) {
    return Gd1Setup.OBSERVER
        .particlesToStream(StreamFrame.gd1())
        .apply(Particles.single(0, at.today()))
        .get(0);
  }

  /**
   * Which stars are within a range of phi1 and not near the cluster.
   *
   * @param phi1 of all bodies [deg]
   * @param low the range of phi1 [deg]
   * @param high its other end
   * @param gap how far from the cluster along phi1 a star must be [deg]
   */
  static int[] leftBehind(double[] phi1, double low, double high, double gap) {
    double center = center(phi1);
    return IntStream.range(0, phi1.length)
        .filter(i -> phi1[i] > low && phi1[i] < high)
        .filter(i -> Math.abs(phi1[i] - center) > gap)
        .toArray();
  }

  /**
   * Where the cluster is: the middle of the shortest range that holds a third of all bodies. It is
   * up to a few degrees from where the progenitor would be, because the n bodies that stay differ
   * from all by a mean velocity of some sigma/sqrt(n), which adds up along the orbit for 3 Gyr.
   */
  private static double center(double[] phi1) {
    Interval densest = HighestDensityInterval.of(phi1, CORE);
    return (densest.low() + densest.high()) / 2;
  }

  /** Some rows of a table. */
  static Columns rows(Columns table, int[] rows) {
    double[][] columns = new double[table.names().size()][];
    for (int c = 0; c < columns.length; c++) {
      double[] column = table.column(table.names().get(c));
      columns[c] = IntStream.of(rows).mapToDouble(i -> column[i]).toArray();
    }
    return Columns.of(table.names(), columns);
  }

  /** The columns with errors, scattered by them; others as they are. */
  static Columns scattered(Columns table, ParameterSet errors, long seed) {
    ZigguratSampler.NormalizedGaussian normal =
        ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
    double[][] columns = new double[table.names().size()][];
    for (int c = 0; c < columns.length; c++) {
      String name = table.names().get(c);
      columns[c] = table.column(name).clone();
      for (int i = 0; errors.has(name) && i < columns[c].length; i++) {
        columns[c][i] += errors.value(name) * normal.sample();
      }
    }
    return Columns.of(table.names(), columns);
  }

  /** A table of the same shape that holds the errors. */
  static Columns errors(Columns table, ParameterSet errors) {
    double[][] columns = new double[errors.size()][table.count()];
    for (int c = 0; c < columns.length; c++) {
      Arrays.fill(columns[c], errors.value(c));
    }
    return Columns.of(errors.names(), columns);
  }
}
