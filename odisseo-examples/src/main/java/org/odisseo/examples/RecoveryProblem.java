// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.stream.StreamParameters;

/**
 * What is to be recovered from a stream: when it began, the mass of its progenitor, and the masses
 * of the halo and the disk; and how the stream is observed.
 *
 * <p>The cluster of the paper has a scale radius of 8 pc. Such a cluster, if it is resolved, has
 * lost no more than a sixth of its stars after 3 Gyr on this orbit, so most of the data would be
 * one point; that of the paper dissolves for numerical reasons. This one has 15 pc, which loses a
 * third. Its radius is known to all methods, as it is in the paper.
 */
final class RecoveryProblem {

  static final String[] COLUMNS = {
    "phi1", "phi2", "distance", "pmPhi1CosPhi2", "pmPhi2", "radialVelocity"
  };

  /**
   * The errors of the paper's mock data, but for that of the motion across the stream, which is
   * zero there by mistake.
   */
  static final ParameterSet ERRORS =
      ParameterSet.of(List.of(COLUMNS), 0.001, 0.15, 0.25, 0.1, 0.1, 5);

  /** The prior box of the paper: from a quarter of the truth to twice the truth. */
  static final double LOW = 0.25;

  static final double HIGH = 2;

  private static final double SCALE_RADIUS = 0.015;

  /**
   * Step of N-body runs [Myr]. Stars of this cluster move at 0.7 km/s in its middle and pass within
   * the softening of 0.9 pc in 1.1 Myr.
   */
  static final double STEP = 0.6;

  /** Stars in this range of phi1 are observed, except near the progenitor [deg]. */
  private static final double FIRST = -120;

  private static final double LAST = 45;
  private static final double GAP = 2;

  static final StreamParameters TRUTH = truth();

  /** The natural logs of the parameters over the truth. */
  static final FreeParameters<StreamParameters> FREE = free();

  static final ParameterSet TRUE_VALUES = FREE.values(FREE.start());

  private RecoveryProblem() {}

  private static StreamParameters truth() {
    StreamParameters p = new Gd1Setup(1000, 3000, 0.4, 1e-3, 0).parameters();
    return p.withProgenitor(PlummerSphere.of(p.progenitor().mass(), SCALE_RADIUS));
  }

  private static FreeParameters<StreamParameters> free() {
    FreeParameters<StreamParameters> free = FreeParameters.of(TRUTH);
    String[][] names = {
      {"duration", "t_end"},
      {"progenitor.mass", "M_Plummer"},
      {"host.halo.mass", "M_NFW"},
      {"host.disk.mass", "M_MN"}
    };
    for (String[] name : names) {
      free = free.positive(name[0]).named(name[1]);
    }
    return free;
  }

  /** The point at which the parameters have given values. */
  static StreamParameters point(ParameterSet values) {
    double[] numbers = TRUTH.toArray();
    for (int k = 0; k < FREE.size(); k++) {
      numbers[TRUTH.indexOf(FREE.labels().get(k))] = values.value(FREE.names().get(k));
    }
    return TRUTH.withArray(numbers);
  }

  /** The stars of a stream that count, without errors. */
  static Columns observable(MockStream stream) {
    int[] rows = observableRows(stream.stars().column("phi1"));
    return MockStream.rows(stream.stars(), rows).select(COLUMNS);
  }

  /**
   * An observed stream: bodies and errors drawn with a seed.
   *
   * @param step of the N-body run [Myr]
   */
  static Columns observe(StreamParameters at, int bodies, double step, long seed) {
    return MockStream.scattered(observable(MockStream.of(at, bodies, step, seed)), ERRORS, seed);
  }

  /** Which of all stars are observable. */
  static int[] observableRows(double[] phi1) {
    return MockStream.leftBehind(phi1, FIRST, LAST, GAP);
  }

  /**
   * The middles of windows along the stream that end where the selection of the stars does.
   *
   * @param half half the width of a window, and the distance of two [deg]
   */
  static double[] windows(double half) {
    double progenitor = MockStream.place(TRUTH).phi1();
    List<Double> centers = new ArrayList<>();
    for (double c = progenitor - GAP - half; c - half >= FIRST; c -= half) {
      centers.add(0, c);
    }
    for (double c = progenitor + GAP + half; c + half <= LAST; c += half) {
      centers.add(c);
    }
    return centers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
