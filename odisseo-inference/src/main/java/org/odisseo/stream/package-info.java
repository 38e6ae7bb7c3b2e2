/**
 * Stellar streams: observed tracks, and how well a model stream follows one.
 *
 * <p>{@link org.odisseo.stream.ObservedTrack} holds published tracks; {@link
 * org.odisseo.stream.TrackChiSquared} compares model stars with a track and is differentiable, so
 * that it can stand at the end of a chain that begins with the parameters of a simulation:
 *
 * <pre>{@code
 * ObservedTrack track = ObservedTrack.gd1();
 * Differentiable<Particles, Scalar> misfit =
 *     observer.particlesToStream(StreamFrame.gd1()).then(TrackChiSquared.of(track));
 * }</pre>
 */
@NullMarked
package org.odisseo.stream;

import org.jspecify.annotations.NullMarked;
