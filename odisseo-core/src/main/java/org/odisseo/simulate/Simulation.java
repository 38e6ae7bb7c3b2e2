// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.engine.Engine;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

/**
 * Bodies that move in an external field and attract each other: a differentiable map from where
 * they are at the start to their trajectory.
 *
 * <pre>{@code
 * Simulation simulation = Simulation.in(halo)
 *     .withSelfGravity(SelfGravity.direct())
 *     .withIntegrator(Integrators.leapfrog())
 *     .withSteps(1000)
 *     .withSaveAt(SaveAt.evenly(10));
 * Trajectory trajectory = simulation.run(cluster, 3000).orThrow();
 * }</pre>
 *
 * <p>The derivatives in both modes are those of the steps as they are made (discretise, then
 * differentiate), with respect to masses, softenings, positions, velocities, the parameters of the
 * field and the end time. The number of steps counts as constant; under error control so do the
 * accepted steps, except that the last one of each span between saved states ends where the span
 * does. Reverse mode keeps within {@link #withMemoryLimit}; what does not fit is computed twice,
 * with the same result to the last bit.
 *
 * <p>Immutable and safe for use by several threads. The numbers do not depend on how many threads
 * the engine has.
 *
 * @error that of the integrator; see the package description of {@code org.odisseo.integrate}
 */
public final class Simulation implements Differentiable<SimulationInput, Trajectory> {

  private static final long DEFAULT_MEMORY = 1L << 30;
  private static final int DEFAULT_STEPS = 1000;

  private final Settings settings;

  private Simulation(Settings settings) {
    this.settings = settings;
  }

  /**
   * Test particles in a field: no mutual attraction, a thousand leapfrog steps, the units of the
   * field, the state at the end, on the JVM.
   */
  public static Simulation in(ExternalField field) {
    Objects.requireNonNull(field, "field");
    return new Simulation(
        new Settings(
            field,
            field.units(),
            SelfGravity.none(),
            Integrators.leapfrog(),
            StepSize.count(DEFAULT_STEPS),
            SaveAt.end(),
            0,
            Engine.jvm(),
            DEFAULT_MEMORY,
            0,
            Optional.empty(),
            Optional.empty()));
  }

  /** Bodies that attract each other in empty space; else as {@link #in}. */
  public static Simulation isolated() {
    return in(ExternalField.none()).withSelfGravity(SelfGravity.direct());
  }

  private Simulation with(Consumer<Settings.Draft> change) {
    Settings.Draft draft = settings.edit();
    change.accept(draft);
    return new Simulation(draft.done());
  }

  /**
   * The same in another field, whose numbers are read in the units of this simulation.
   *
   * @throws IllegalArgumentException if the field says that it is in other units than galactic ones
   *     and than those of this simulation
   */
  public Simulation withField(ExternalField field) {
    Objects.requireNonNull(field, "field");
    requireSameUnits(field, settings.units());
    return with(draft -> draft.field = field);
  }

  /**
   * The same in other units, which give the constant of gravity. Nothing is converted.
   *
   * @throws IllegalArgumentException if the field says that it is in other units than galactic ones
   *     and than these
   */
  public Simulation withUnits(UnitSystem units) {
    Objects.requireNonNull(units, "units");
    requireSameUnits(settings.field(), units);
    return with(draft -> draft.units = units);
  }

  /** Galactic units are what a field has that says nothing. */
  private static void requireSameUnits(ExternalField field, UnitSystem units) {
    UnitSystem own = field.units();
    if (!own.equals(UnitSystem.GALACTIC) && !own.equals(units)) {
      throw new IllegalArgumentException(
          "units must be those of the field, " + own + ", got " + units);
    }
  }

  /** The same with another mutual attraction. */
  public Simulation withSelfGravity(SelfGravity selfGravity) {
    Objects.requireNonNull(selfGravity, "selfGravity");
    return with(draft -> draft.selfGravity = selfGravity);
  }

  /** The same with another integrator. */
  public Simulation withIntegrator(Integrator integrator) {
    Objects.requireNonNull(integrator, "integrator");
    return with(draft -> draft.integrator = integrator);
  }

  /** The same with a number of equal steps. */
  public Simulation withSteps(int count) {
    return withStepSize(StepSize.count(count));
  }

  /** The same with equal steps no longer than this. */
  public Simulation withStepLength(double length) {
    return withStepSize(StepSize.length(length));
  }

  /**
   * The same with steps chosen by error control. Bodies that do not attract each other each have
   * their own steps.
   */
  public Simulation withTolerance(double relative) {
    return withStepSize(StepSize.adaptive(relative));
  }

  /** The same with another choice of steps. */
  public Simulation withStepSize(StepSize stepSize) {
    Objects.requireNonNull(stepSize, "stepSize");
    return with(draft -> draft.stepSize = stepSize);
  }

  /** The same with other saved states. */
  public Simulation withSaveAt(SaveAt saveAt) {
    Objects.requireNonNull(saveAt, "saveAt");
    return with(draft -> draft.saveAt = saveAt);
  }

  /** The same from another start time; 0 unless set. */
  public Simulation withStartTime(double time) {
    Require.finite("start time", time);
    return with(draft -> draft.startTime = time);
  }

  /** The same on another engine. */
  public Simulation withEngine(Engine engine) {
    Objects.requireNonNull(engine, "engine");
    return with(draft -> draft.engine = engine);
  }

  /**
   * The same with a bound on what reverse mode may remember of a run, in bytes; 1 GiB unless set.
   * It counts the records and checkpoints of the steps, not the trajectory itself.
   */
  public Simulation withMemoryLimit(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("memory limit must be >= 1 byte, got " + bytes);
    }
    return with(draft -> draft.memoryLimit = bytes);
  }

  /**
   * The same with derivatives that follow the last steps alone: the state before them counts as
   * constant. The derivative is then not that of the run, but it stays small where that one grows
   * without limit.
   *
   * @param steps how many steps are followed, at least one
   */
  public Simulation withGradientHorizon(int steps) {
    Require.atLeast("gradient horizon", steps, 1);
    return with(draft -> draft.gradientHorizon = steps);
  }

  /** The same with somebody who is told how far a run has come. */
  public Simulation withProgress(ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(draft -> draft.progress = Optional.of(listener));
  }

  /**
   * The same with a way to end a run early. It ends with the last state that is there for all
   * bodies and with all derivatives: where bodies or tangents are followed one after another, that
   * may be the state at the start.
   */
  public Simulation withCancellation(CancellationToken token) {
    Objects.requireNonNull(token, "token");
    return with(draft -> draft.cancellation = Optional.of(token));
  }

  /**
   * The same as one of several that run at a time: it tells nobody how far it has come, since the
   * listener would hear all of them at once, and another token ends it.
   */
  Simulation asMember(CancellationToken token) {
    return with(
        draft -> {
          draft.progress = Optional.empty();
          draft.cancellation = Optional.of(token);
        });
  }

  /** What ends its runs early. */
  Optional<CancellationToken> cancellation() {
    return settings.cancellation();
  }

  /** The external field. */
  public ExternalField field() {
    return settings.field();
  }

  /** The units. */
  public UnitSystem units() {
    return settings.units();
  }

  /** The mutual attraction. */
  public SelfGravity selfGravity() {
    return settings.selfGravity();
  }

  /** The integrator. */
  public Integrator integrator() {
    return settings.integrator();
  }

  /** How long the steps are. */
  public StepSize stepSize() {
    return settings.stepSize();
  }

  /** What does the arithmetic. */
  public Engine engine() {
    return settings.engine();
  }

  /** The time at which runs start. */
  public double startTime() {
    return settings.startTime();
  }

  /** The input of a run: these particles, the field's own parameters, and an end time. */
  public SimulationInput input(Particles particles, double endTime) {
    return new SimulationInput(particles, settings.field().parameters(), endTime);
  }

  /**
   * A run with the field's own parameters.
   *
   * @param endTime the time at which it ends; before the start time for a run backward in time
   */
  public Trajectory run(Particles particles, double endTime) {
    return apply(input(particles, endTime));
  }

  /**
   * A run.
   *
   * @throws IllegalArgumentException if there is no body, the input is not physical or does not fit
   *     the field, two bodies that attract each other are at one place without softening, or the
   *     trajectory is to hold more numbers than an array can
   */
  @Override
  public Trajectory apply(SimulationInput input) {
    RunPlan plan = RunPlan.of(settings, input);
    ForwardRun.Result result = new ForwardRun(plan, RunMonitor.of(plan, 1)).run();
    return Assembly.trajectory(plan, result.outcome(), result.recordings());
  }

  /**
   * A run and its pullback. The pullback of a run that did not come to its end throws a {@link
   * FailedRunException}.
   */
  @Override
  public WithPullback<SimulationInput, Trajectory> vjp(SimulationInput input) {
    RunPlan plan = RunPlan.of(settings, input);
    ReverseRun run = new ReverseRun(plan, null);
    ForwardRun.Result result = run.forward();
    Trajectory value = Assembly.trajectory(plan, result.outcome(), result.recordings());
    return new WithPullback<>(
        value,
        cotangent -> {
          Require.length("cotangent", cotangent.size(), value.size(), "the size of the trajectory");
          return run.pull(List.of(cotangent)).get(0);
        });
  }

  /** A run and its derivative along a tangent of the input. */
  @Override
  public WithTangent<Trajectory> jvp(SimulationInput input, SimulationInput tangent) {
    WithTangents<Trajectory> run = jvps(input, List.of(tangent));
    return new WithTangent<>(run.value(), run.tangents().get(0));
  }

  /**
   * A run and its derivatives along several tangents of the input, which share the run and the
   * first derivatives of the field: a Jacobian in a few parameters costs about two runs more, not
   * as many as there are parameters.
   */
  @Override
  public WithTangents<Trajectory> jvps(SimulationInput input, List<SimulationInput> tangents) {
    Require.atLeast("the number of tangents", tangents.size(), 1);
    tangents.forEach(tangent -> InputChecks.checkTangent(input, tangent));
    int most = Math.min(settings.engine().mostTangents(), tangents.size());
    return new TangentRuns(RunPlan.of(settings, input, most), tangents, most).run();
  }

  /**
   * This simulation with exact derivatives of its pullback, if nothing attracts anything. With
   * mutual attraction there are none, and second derivatives are differences of gradients.
   */
  @Override
  public Optional<TwiceDifferentiable<SimulationInput, Trajectory>> twice() {
    return settings.selfGravity() instanceof SelfGravity.None
        ? Optional.of(new TwiceSimulation(this, settings))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Simulation[%s, %s, %s, %s]"
        .formatted(
            settings.integrator(), settings.stepSize(), settings.selfGravity(), settings.engine());
  }
}
