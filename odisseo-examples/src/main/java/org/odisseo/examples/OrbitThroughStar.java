// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorRecord;
import org.odisseo.particles.PhasePoint;
import org.odisseo.sky.GalactocentricCoordinates;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.OrbitParameters;
import org.odisseo.units.UnitSystem;

/**
 * An orbit that is known by a place and a motion on the sky, as those of a stream without a
 * progenitor are.
 *
 * @param star a point of the orbit as it is seen
 * @param host the parameters of the host
 */
record OrbitThroughStar(StreamCoordinates star, ParameterSet host)
    implements VectorRecord<OrbitThroughStar> {

  /** The orbit in space, in the units of the observer. */
  static Differentiable<OrbitThroughStar, OrbitParameters> toOrbit(
      Observer observer, StreamFrame frame, ParameterSet host) {
    ParameterSet nothing = host.withArray(new double[host.size()]);
    Differentiable<OrbitThroughStar, StreamCoordinates> star =
        Maps.linear(OrbitThroughStar::star, c -> new OrbitThroughStar(c, nothing));
    Differentiable<Pair<PhasePoint, ParameterSet>, OrbitParameters> join =
        Maps.linear(
            pair -> new OrbitParameters(pair.first(), pair.second()),
            orbit -> Pair.of(orbit.today(), orbit.host()));
    return Maps.both(
            star.then(observer.fromStream(frame)).then(toPhasePoint(observer.units())), toHost())
        .then(join);
  }

  /** The host alone. */
  static Differentiable<OrbitThroughStar, ParameterSet> toHost() {
    StreamCoordinates zero = new StreamCoordinates(0, 0, 0, 0, 0, 0);
    return Maps.linear(OrbitThroughStar::host, c -> new OrbitThroughStar(zero, c));
  }

  private static Differentiable<GalactocentricCoordinates, PhasePoint> toPhasePoint(
      UnitSystem units) {
    double r = units.lengthFromKiloparsecs(1);
    double v = units.velocityFromKilometersPerSecond(1);
    return Maps.linear(
        place -> place.toPhasePoint(units),
        c ->
            new GalactocentricCoordinates(
                r * c.x(), r * c.y(), r * c.z(), v * c.vx(), v * c.vy(), v * c.vz()));
  }
}
