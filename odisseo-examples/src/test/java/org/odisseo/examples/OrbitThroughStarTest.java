// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.OrbitParameters;
import org.odisseo.testkit.DifferentiableContract;

class OrbitThroughStarTest extends DifferentiableContract<OrbitThroughStar, OrbitParameters> {

  private static final ParameterSet HOST = TrackOrbitProblem.host().parameters();
  private static final StreamCoordinates STAR =
      new StreamCoordinates(-40, 0.3, 7.6, -13.2, -3.3, 9);

  @Override
  protected Differentiable<OrbitThroughStar, OrbitParameters> map() {
    return OrbitThroughStar.toOrbit(TrackOrbitProblem.OBSERVER, StreamFrame.gd1(), HOST);
  }

  @Override
  protected List<OrbitThroughStar> points() {
    return List.of(
        new OrbitThroughStar(STAR, HOST),
        new OrbitThroughStar(new StreamCoordinates(-75, -2, 9, -9, 1, -180), HOST));
  }

  @Test
  void theOrbitIsSeenWhereTheStarIs() {
    OrbitParameters orbit = map().apply(new OrbitThroughStar(STAR, HOST));
    double[] seen = TrackOrbitProblem.track(STAR.phi1()).apply(orbit).toArray();
    double[] expected = {
      STAR.phi2(), STAR.distance(), STAR.pmPhi1CosPhi2(), STAR.pmPhi2(), STAR.radialVelocity()
    };
    for (int i = 0; i < expected.length; i++) {
      // The star is today's node of the orbit: rounding alone.
      assertEquals(expected[i], seen[i], 1e-10 * Math.max(1, Math.abs(expected[i])));
    }
    assertEquals(HOST, orbit.host());
  }
}
