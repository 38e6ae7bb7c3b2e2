/**
 * Stellar streams: models of them, observed tracks, and how well a model follows one.
 *
 * <p>A model takes the host's parameters and the progenitor's place and motion today to something
 * that can be compared with a stream, with exact derivatives:
 *
 * <table>
 * <caption>Models of a stream</caption>
 * <tr><th>model</th><th>gives</th><th>leaves out</th></tr>
 * <tr><td>{@link org.odisseo.stream.StreamModel}</td><td>stars of a cluster that dissolves</td>
 *     <td>with {@link org.odisseo.stream.ClusterGravity#nBody} nothing</td></tr>
 * <tr><td>{@link org.odisseo.stream.ParticleSpray}</td><td>stars released at the tidal radius</td>
 *     <td>why and when stars escape</td></tr>
 * <tr><td>{@link org.odisseo.stream.OrbitTrack}</td><td>the track as a function of phi1</td>
 *     <td>that streams do not follow orbits</td></tr>
 * </table>
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
 *
 * <p>An orbit is compared with stars directly, by least squares:
 *
 * <pre>{@code
 * OrbitTrack track = OrbitTrack.of(simulation, 200, observer, StreamFrame.gd1(), phi1);
 * OrbitResiduals residuals = track.residuals(observed, errors);    // NaN where not measured
 * }</pre>
 */
@NullMarked
package org.odisseo.stream;

import org.jspecify.annotations.NullMarked;
