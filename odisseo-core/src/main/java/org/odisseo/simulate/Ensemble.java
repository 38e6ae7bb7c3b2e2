// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.validation.Require;

/**
 * A simulation or another function for many inputs, several at a time: what {@code vmap} is
 * elsewhere, for whole runs.
 *
 * <pre>{@code
 * SimulationInput start = simulation.input(cluster, 3000);
 * double[] heights = Ensemble.run(simulation, start, halos)           // one ParameterSet each
 *     .mapToDouble(member -> member.orThrow().last().z(0))
 *     .toArray();
 *
 * Ensemble<SimulationInput, SimulationInput> gradients =
 *     Ensemble.of(input -> Gradient.of(loss, input));
 * try (var members = gradients.run(inputs)) {
 *   members.filter(Member::isCompleted).limit(10).forEach(member -> ...);
 * }
 * }</pre>
 *
 * <p>The stream that comes back is lazy and in the order of the inputs. Inputs are pulled by the
 * thread that takes the results and by no other, and never more than {@linkplain #withWindow a
 * window} ahead of it, so there may be any number of them. Where the window is more than one, a
 * stream that is left before its end should be closed, by anybody but a member. That ends running
 * simulations of {@link #of(Simulation)} and waits for functions to return, so that nothing runs
 * any more when {@code close} returns. Nothing else has to be closed.
 *
 * <p>A member that throws an exception, or a run that ends before its time, is {@linkplain
 * Member#failure a failure of that member}; the others go on. An {@link Error} is nobody's own: the
 * stream ends what is running and throws it. An exception from the inputs themselves comes after
 * the results of those before it.
 *
 * <p>Members share the threads of the engine, among each other and with everything else that uses
 * it; the thread that takes the results is one of them. A simulation runs on one thread unless
 * there are fewer members than threads. The numbers are those of a run alone, to the last bit,
 * whoever did what. Gradients of simulations each keep to the simulation's memory limit, so as many
 * members as there are threads may take that many times as much.
 *
 * <p>Immutable and safe for use by several threads; a stream is for one thread at a time.
 *
 * @param <A> type of the inputs
 * @param <B> type of the results
 */
public final class Ensemble<A, B> {

  /**
   * A member that takes this many times as long as others holds nobody up: until the window is full
   * the others go past it.
   */
  private static final int AHEAD_PER_THREAD = 8;

  private final Engine engine;
  private final Work<A, B> work;
  private final int window;
  private final List<CancellationToken> cancellation;
  private final EnsembleListener listener;

  /** What is done for each member. */
  interface Job<A, B> {
    Member<A, B> run(long index, A input);
  }

  /** Makes a job for the members of one stream. */
  private interface Work<A, B> {
    Job<A, B> begin(CancellationToken token, boolean threadsToSpare);
  }

  private Ensemble(
      Engine engine,
      Work<A, B> work,
      int window,
      List<CancellationToken> cancellation,
      EnsembleListener listener) {
    this.engine = engine;
    this.work = work;
    this.window = window;
    this.cancellation = cancellation;
    this.listener = listener;
  }

  /**
   * Runs of a simulation, on the threads of its engine. The simulation's cancellation token ends
   * them all; its progress listener is not called, {@link #withProgress} is for that.
   */
  public static Ensemble<SimulationInput, Trajectory> of(Simulation simulation) {
    return new Ensemble<>(
        simulation.engine(),
        (token, threadsToSpare) -> {
          // A thread gets more done with a run of its own than with a share in somebody else's.
          Engine engine = threadsToSpare ? simulation.engine() : simulation.engine().serial();
          Simulation member = simulation.withEngine(engine).asMember(token);
          return (index, input) -> member(index, input, member.apply(input));
        },
        defaultWindow(simulation.engine()),
        simulation.cancellation().map(List::of).orElse(List.of()),
        (done, total) -> {});
  }

  /**
   * Values of a function, on all processors.
   *
   * @param function called by several threads at a time; a {@link
   *     org.odisseo.autodiff.Differentiable} map is given as {@code map::apply}, its gradients as
   *     {@code input -> Gradient.of(map, input)}
   */
  public static <A, B> Ensemble<A, B> of(Function<? super A, ? extends B> function) {
    return of(function, Engine.jvm());
  }

  /**
   * Values of a function, on the threads of an engine: that of the simulations in the function, if
   * there are any.
   */
  public static <A, B> Ensemble<A, B> of(Function<? super A, ? extends B> function, Engine engine) {
    return new Ensemble<>(
        engine,
        (token, threadsToSpare) ->
            (index, input) -> {
              B result = function.apply(input);
              if (result == null) {
                throw new IllegalStateException("the function returned null");
              }
              return new Member<>(index, input, Optional.of(result), Optional.empty());
            },
        defaultWindow(engine),
        List.of(),
        (done, total) -> {});
  }

  /**
   * Runs with the particles and the end time of one input and the field's parameters from
   * elsewhere: short for {@code of(simulation).run(...)}.
   */
  public static Stream<Member<SimulationInput, Trajectory>> run(
      Simulation simulation, SimulationInput start, Iterable<ParameterSet> fields) {
    Stream<ParameterSet> each = StreamSupport.stream(fields.spliterator(), false);
    return of(simulation).run(each.map(start::withField));
  }

  private static Member<SimulationInput, Trajectory> member(
      long index, SimulationInput input, Trajectory result) {
    Optional<RuntimeException> failure =
        result.outcome().isCompleted()
            ? Optional.empty()
            : Optional.of(FailedRunException.noEnd(result.outcome()));
    return new Member<>(index, input, Optional.of(result), failure);
  }

  private static int defaultWindow(Engine engine) {
    return engine.threads() == 1 ? 1 : AHEAD_PER_THREAD * engine.threads();
  }

  /**
   * The same with another window: the most inputs that have been pulled and whose results have not
   * yet been handed out. Eight for each thread unless set, and one if there is one thread. A wide
   * window evens out members that take different times, a narrow one saves memory; with one, each
   * input is pulled when the result before it has been taken.
   */
  public Ensemble<A, B> withWindow(int members) {
    return new Ensemble<>(
        engine, work, Require.atLeast("window", members, 1), cancellation, listener);
  }

  /**
   * The same with somebody who is told how many members are done, in addition to those who are
   * already.
   */
  public Ensemble<A, B> withProgress(EnsembleListener other) {
    EnsembleListener before = listener;
    return new Ensemble<>(
        engine,
        work,
        window,
        cancellation,
        (done, total) -> {
          before.progress(done, total);
          other.progress(done, total);
        });
  }

  /**
   * The same with one more way to end it early. No more inputs are pulled then, running simulations
   * end with their last state, and the stream ends with the last member that had begun.
   */
  public Ensemble<A, B> withCancellation(CancellationToken token) {
    List<CancellationToken> tokens = new ArrayList<>(cancellation);
    tokens.add(token);
    return new Ensemble<>(engine, work, window, List.copyOf(tokens), listener);
  }

  /**
   * The results for these inputs, in their order.
   *
   * @param inputs their number is known to listeners if they are a collection
   */
  public Stream<Member<A, B>> run(Iterable<? extends A> inputs) {
    return run(inputs.spliterator());
  }

  /** The results for these inputs, in their order. Closing the results closes the inputs. */
  public Stream<Member<A, B>> run(Stream<? extends A> inputs) {
    return run(inputs.spliterator()).onClose(inputs::close);
  }

  private Stream<Member<A, B>> run(Spliterator<? extends A> inputs) {
    CancellationToken stop = CancellationToken.within(cancellation);
    long total = inputs.getExactSizeIfKnown();
    Job<A, B> job = work.begin(stop, total >= 0 && total < engine.threads());
    EnsembleRun<A, B> run = new EnsembleRun<>(inputs, job, stop, this);
    return StreamSupport.stream(run, false).onClose(run::close);
  }

  Engine engine() {
    return engine;
  }

  int window() {
    return window;
  }

  EnsembleListener listener() {
    return listener;
  }

  @Override
  public String toString() {
    return "Ensemble[" + engine + ", window " + window + "]";
  }
}
