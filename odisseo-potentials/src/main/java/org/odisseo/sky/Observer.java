// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/**
 * Who looks at the sky: the {@link Sun}, how the Galaxy lies on its sky, and the units of the
 * particles that it sees. Immutable; the {@code with} methods return another one.
 *
 * <p>Seen from the Sun at s, a body at X is in the direction of X - s. The axes are those of {@code
 * astropy.coordinates.Galactocentric}: the direction of the Galactic center of the {@link
 * GalacticOrientation} leads to the origin, also for a Sun above the plane, whose z axis is tilted
 * by the angle arcsin(z/|s|) for that.
 *
 * <pre>{@code
 * Observer observer = Observer.standard().withSun(Sun.of(-8, 0, 0, 11.1, 232.24, 7.25));
 * var map = observer.particlesToStream(StreamFrame.gd1());    // after a simulation
 * StreamTable stream = map.apply(particles);
 * Particles gradient = map.vjp(particles).pull(cotangent);
 * }</pre>
 */
public final class Observer {

  private static final Observer STANDARD =
      new Observer(Sun.standard(), GalacticOrientation.standard(), UnitSystem.GALACTIC);

  private final Sun sun;
  private final GalacticOrientation orientation;
  private final UnitSystem units;

  private Observer(Sun sun, GalacticOrientation orientation, UnitSystem units) {
    this.sun = sun;
    this.orientation = orientation;
    this.units = units;
  }

  /** The observer at {@link Sun#standard()} with the standard orientation and galactic units. */
  public static Observer standard() {
    return STANDARD;
  }

  /** The same observer at another place or in another motion. */
  public Observer withSun(Sun newSun) {
    Sun checked = Sun.of(newSun.x(), newSun.y(), newSun.z(), newSun.vx(), newSun.vy(), newSun.vz());
    return new Observer(checked, orientation, units);
  }

  /** The same observer with another direction of the Galactic center. */
  public Observer withOrientation(GalacticOrientation newOrientation) {
    return new Observer(sun, newOrientation, units);
  }

  /** The same observer for particles in other units; those of points stay kpc and km/s. */
  public Observer in(UnitSystem newUnits) {
    return new Observer(sun, orientation, newUnits);
  }

  /** Place and motion of the observer. */
  public Sun sun() {
    return sun;
  }

  /** How the Galaxy lies on the sky. */
  public GalacticOrientation orientation() {
    return orientation;
  }

  /** The units of particles. */
  public UnitSystem units() {
    return units;
  }

  /** Where a body appears on the sky. */
  public SkyCoordinates sky(GalactocentricCoordinates body) {
    return toSky().apply(body);
  }

  /** Where a body on the sky is in the Galaxy. */
  public GalactocentricCoordinates galactocentric(SkyCoordinates sky) {
    return fromSky().apply(sky);
  }

  /** Where a body appears in the frame of a stream. */
  public StreamCoordinates stream(GalactocentricCoordinates body, StreamFrame frame) {
    return toStream(frame).apply(body);
  }

  /** Where a body seen in the frame of a stream is in the Galaxy. */
  public GalactocentricCoordinates galactocentric(StreamCoordinates stream, StreamFrame frame) {
    return fromStream(frame).apply(stream);
  }

  /** The map of {@link #sky}, differentiable. */
  public TwiceDifferentiable<GalactocentricCoordinates, SkyCoordinates> toSky() {
    return SkyFormulas.toSphere(
        Layout.GALACTOCENTRIC, Layout.SKY, seen(toIcrs(), UnitFactors.NONE));
  }

  /** The map of {@link #galactocentric(SkyCoordinates)}, differentiable. */
  public TwiceDifferentiable<SkyCoordinates, GalactocentricCoordinates> fromSky() {
    ParameterSet rotation =
        SkyFormulas.rotation(orientation.fromIcrs(), SkyFormulas.SKY_LONGITUDE_START);
    return SkyFormulas.toGalactocentric(
        Layout.SKY, Layout.GALACTOCENTRIC, seen(rotation, UnitFactors.NONE));
  }

  /** The map of {@link #stream}, differentiable. */
  public TwiceDifferentiable<GalactocentricCoordinates, StreamCoordinates> toStream(
      StreamFrame frame) {
    return SkyFormulas.toSphere(
        Layout.GALACTOCENTRIC, Layout.STREAM, seen(toFrame(frame), UnitFactors.NONE));
  }

  /** The map of {@link #galactocentric(StreamCoordinates, StreamFrame)}, differentiable. */
  public TwiceDifferentiable<StreamCoordinates, GalactocentricCoordinates> fromStream(
      StreamFrame frame) {
    ParameterSet rotation =
        SkyFormulas.rotation(
            orientation.fromIcrs().after(frame.fromIcrs().inverse()),
            SkyFormulas.STREAM_LONGITUDE_START);
    return SkyFormulas.toGalactocentric(
        Layout.STREAM, Layout.GALACTOCENTRIC, seen(rotation, UnitFactors.NONE));
  }

  /** Where particles appear on the sky, differentiable; masses and softenings do not matter. */
  public TwiceDifferentiable<Particles, SkyTable> particlesToSky() {
    return SkyFormulas.toSphere(
        Layout.PARTICLES, Layout.SKY_TABLE, seen(toIcrs(), UnitFactors.of(units)));
  }

  /**
   * Where particles appear in the frame of a stream, differentiable; masses and softenings do not
   * matter.
   */
  public TwiceDifferentiable<Particles, StreamTable> particlesToStream(StreamFrame frame) {
    return SkyFormulas.toSphere(
        Layout.PARTICLES, Layout.STREAM_TABLE, seen(toFrame(frame), UnitFactors.of(units)));
  }

  /**
   * Where particles appear on the sky to a Sun that is given with them, differentiable with respect
   * to both; the Sun of this observer does not matter.
   */
  public TwiceDifferentiable<Pair<Particles, Sun>, SkyTable> particlesAndSunToSky() {
    return SkyFormulas.fromAnySunToSphere(
        Layout.PARTICLES, Layout.SKY_TABLE, toIcrs().and(SkyFormulas.units(UnitFactors.of(units))));
  }

  /**
   * Where particles appear in the frame of a stream to a Sun that is given with them,
   * differentiable with respect to both; the Sun of this observer does not matter.
   */
  public TwiceDifferentiable<Pair<Particles, Sun>, StreamTable> particlesAndSunToStream(
      StreamFrame frame) {
    return SkyFormulas.fromAnySunToSphere(
        Layout.PARTICLES,
        Layout.STREAM_TABLE,
        toFrame(frame).and(SkyFormulas.units(UnitFactors.of(units))));
  }

  private ParameterSet toIcrs() {
    return SkyFormulas.rotation(orientation.fromIcrs().inverse(), SkyFormulas.SKY_LONGITUDE_START);
  }

  private ParameterSet toFrame(StreamFrame frame) {
    return SkyFormulas.rotation(
        frame.fromIcrs().after(orientation.fromIcrs().inverse()),
        SkyFormulas.STREAM_LONGITUDE_START);
  }

  /** The shared values of a map between the Galaxy and a sphere, for the Sun of this observer. */
  private ParameterSet seen(ParameterSet rotation, UnitFactors factors) {
    return rotation.and(SkyFormulas.units(factors)).and(SkyFormulas.sun(sun));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Observer that
        && sun.equals(that.sun)
        && orientation.equals(that.orientation)
        && units.equals(that.units);
  }

  @Override
  public int hashCode() {
    return 31 * sun.hashCode() + orientation.hashCode();
  }

  @Override
  public String toString() {
    return "Observer[" + sun + "]";
  }
}
