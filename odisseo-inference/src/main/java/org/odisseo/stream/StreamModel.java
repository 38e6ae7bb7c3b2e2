// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.List;
import java.util.Objects;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/**
 * A stellar stream from its progenitor: the progenitor is followed back in time as one body in the
 * host, a cluster is put where it was, and the cluster is followed forward until today. One
 * differentiable map of {@link StreamParameters} to the stars today.
 *
 * <p>How the cluster's own gravity is treated is a choice, {@link ClusterGravity}. The host does
 * not change with time. The noise from which the cluster is drawn belongs to the model: the same
 * parameters give the same stars, and stars move smoothly with the parameters.
 */
public final class StreamModel implements Differentiable<StreamParameters, Particles> {

  private final ClusterGravity gravity;
  private final Simulation back;
  private final Simulation forward;
  private final PlummerSampler sampler;
  private final Differentiable<StreamParameters, Particles> map;

  private StreamModel(Simulation simulation, PlummerSampler sampler, ClusterGravity gravity) {
    ClusterAssembly assembly = ClusterAssembly.of(gravity);
    this.gravity = gravity;
    this.sampler = sampler;
    back = simulation.withSelfGravity(SelfGravity.none()).withSaveAt(SaveAt.end());
    forward = simulation.withSelfGravity(assembly.selfGravity());
    map = chain(assembly);
  }

  /**
   * A model.
   *
   * @param simulation the host, the units, the method, its steps and the engine; its treatment of
   *     self-gravity is replaced, and its start time by 0
   * @param sampler the noise of the cluster
   * @param gravity how the cluster's own gravity is treated
   */
  public static StreamModel of(
      Simulation simulation, PlummerSampler sampler, ClusterGravity gravity) {
    if (simulation.field().isTimeDependent()) {
      throw new IllegalArgumentException(
          "simulation.field must not depend on the time t, since a stream begins at time 0 whatever"
              + " its duration");
    }
    return new StreamModel(
        simulation.withStartTime(0),
        Objects.requireNonNull(sampler),
        Objects.requireNonNull(gravity));
  }

  /** The treatment of the cluster's own gravity. */
  public ClusterGravity gravity() {
    return gravity;
  }

  /** The progenitor, as one massless body, at the beginning of the stream. */
  public PhasePoint beginning(StreamParameters at) {
    return center().apply(at.requireDuration()).phasePoint(0);
  }

  /** The bodies at the beginning, as the forward run takes them. */
  public SimulationInput start(StreamParameters at) {
    return startMap(ClusterAssembly.of(gravity)).apply(at.requireDuration());
  }

  /** The run forward from the beginning, for its snapshots and diagnostics. */
  public Simulation forward() {
    return forward;
  }

  /** The index, in the forward run, of the first body that is a star of the stream. */
  public int firstStar() {
    return ClusterAssembly.of(gravity).firstStar();
  }

  /**
   * The stars today.
   *
   * @throws IllegalArgumentException if the duration is not positive
   * @throws org.odisseo.simulate.FailedRunException with advice if a run did not come to its end
   */
  @Override
  public Particles apply(StreamParameters at) {
    return map.apply(at.requireDuration());
  }

  @Override
  public WithPullback<StreamParameters, Particles> vjp(StreamParameters at) {
    return map.vjp(at.requireDuration());
  }

  @Override
  public WithTangents<Particles> jvps(StreamParameters at, List<StreamParameters> tangents) {
    return map.jvps(at.requireDuration(), tangents);
  }

  @Override
  public WithTangent<Particles> jvp(StreamParameters at, StreamParameters tangent) {
    return map.jvp(at.requireDuration(), tangent);
  }

  private Differentiable<StreamParameters, Particles> chain(ClusterAssembly assembly) {
    int n = sampler.count();
    int first = assembly.firstStar();
    Differentiable<Particles, Particles> stars =
        Maps.linear(
            bodies -> bodies.range(first, first + n),
            cotangent -> Particles.zero(first).concat(cotangent));
    Differentiable<Particles, Particles> select = first == 0 ? Maps.scale(1) : stars;
    return startMap(assembly)
        .then(forward.withSaveAt(SaveAt.end()))
        .then(Trajectory.toLast())
        .then(select);
  }

  /** The progenitor at the beginning, from today backward. */
  private Differentiable<StreamParameters, Particles> center() {
    Differentiable<StreamParameters, SimulationInput> today =
        Maps.linear(
            p -> new SimulationInput(single(p.today()), p.host(), -p.duration()),
            c ->
                new StreamParameters(
                    -c.endTime(), new PlummerSphere(0, 0), c.particles().phasePoint(0), c.field()));
    return today.then(back).then(Trajectory.toLast());
  }

  private static Particles single(PhasePoint p) {
    return Particles.zero(1).shifted(p);
  }

  private Differentiable<StreamParameters, SimulationInput> startMap(ClusterAssembly assembly) {
    Differentiable<StreamParameters, PlummerSphere> sphere =
        Maps.linear(
            StreamParameters::progenitor,
            c -> new StreamParameters(0, c, PhasePoint.ORIGIN, noHost()));
    Differentiable<StreamParameters, Particles> cluster = sphere.then(sampler.map(forward.units()));
    Differentiable<Pair<StreamParameters, Pair<Particles, Particles>>, SimulationInput> assemble =
        Maps.linear(
            parts ->
                new SimulationInput(
                    assembly.assemble(
                        new ClusterAssembly.Parts(
                            parts.first().progenitor(),
                            parts.second().first(),
                            parts.second().second())),
                    parts.first().host(),
                    parts.first().duration()),
            this::disassemble);
    SimulationInput offset = new SimulationInput(assembly.offset(sampler.count()), noHost(), 0);
    return Maps.both(Differentiable.<StreamParameters>identity(), Maps.both(center(), cluster))
        .then(assemble)
        .then(Maps.translate(offset));
  }

  private Pair<StreamParameters, Pair<Particles, Particles>> disassemble(SimulationInput c) {
    ClusterAssembly.Parts parts = ClusterAssembly.of(gravity).transpose(c.particles());
    return Pair.of(
        new StreamParameters(c.endTime(), parts.progenitor(), PhasePoint.ORIGIN, c.field()),
        Pair.of(parts.center(), parts.cluster()));
  }

  private ParameterSet noHost() {
    ParameterSet host = forward.field().parameters();
    return host.withArray(new double[host.size()]);
  }
}
