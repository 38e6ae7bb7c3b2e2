// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.Engine;

/**
 * The results of an ensemble, on their way from the inputs to whoever takes them.
 *
 * <p>The thread that takes the results fills a window with inputs. While the oldest result is
 * missing it works on whatever member comes next. The engine's idle threads work on the same window
 * meanwhile, and go on while the taker is busy with a result elsewhere. So no thread waits for the
 * slowest of a batch, and a long member holds the others up only when all the rest of the window is
 * done. After each member a helper offers itself anew instead of going on, so that ensembles that
 * share an engine get their turns.
 *
 * <p>If nobody takes results any more, helpers finish the window and are done.
 */
final class EnsembleRun<A, B> implements Spliterator<Member<A, B>> {

  /** A member that has been pulled. */
  private static final class Place<A, B> {
    final long index;
    final A input;
    @Nullable Member<A, B> done;

    Place(long index, A input) {
      this.index = index;
      this.input = input;
    }
  }

  private final Spliterator<? extends A> inputs;
  private final Ensemble.Job<A, B> job;
  private final CancellationToken stop;
  private final Engine engine;
  private final int window;
  private final EnsembleListener listener;
  private final OptionalLong total;

  // Of the thread that takes the results.
  private boolean begun;
  private long pulled;
  private long handedOut;
  private boolean exhausted;
  private @Nullable RuntimeException broken;

  // Of all threads, under the lock of the deques.
  private final Object lock = new Object();
  private final Deque<Place<A, B>> underway = new ArrayDeque<>();
  private final Deque<Place<A, B>> waiting = new ArrayDeque<>();
  private int helpers;
  private int running;
  private @Nullable Throwable error;

  EnsembleRun(
      Spliterator<? extends A> inputs,
      Ensemble.Job<A, B> job,
      CancellationToken stop,
      Ensemble<A, B> ensemble) {
    this.inputs = inputs;
    this.job = job;
    this.stop = stop;
    this.engine = ensemble.engine();
    this.window = ensemble.window();
    this.listener = ensemble.listener();
    long size = inputs.getExactSizeIfKnown();
    this.total = size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Member<A, B>> action) {
    if (!begun) {
      begun = true;
      listener.progress(0, total);
    }
    fill();
    Member<A, B> next = take();
    if (next == null) {
      RuntimeException failure = broken;
      broken = null;
      if (failure != null) {
        throw failure;
      }
      return false;
    }
    handedOut++;
    listener.progress(handedOut, total);
    action.accept(next);
    return true;
  }

  /** Pulls inputs until the window is full, outside the lock: they may take their time. */
  private void fill() {
    while (!exhausted && !stop.isCancelled() && pulled - handedOut < window) {
      try {
        exhausted = !inputs.tryAdvance(this::add);
      } catch (RuntimeException failure) {
        exhausted = true;
        broken = failure;
      }
    }
  }

  private void add(A input) {
    if (input == null) {
      throw new IllegalArgumentException("inputs must not be null, got null at index " + pulled);
    }
    boolean call;
    synchronized (lock) {
      Place<A, B> place = new Place<>(pulled++, input);
      underway.add(place);
      waiting.add(place);
      // The taker begins one itself.
      call = helpers < Math.min(engine.threads(), waiting.size()) - 1;
      helpers += call ? 1 : 0;
    }
    if (call) {
      engine.offer(this::help);
    }
  }

  /** The oldest member when it is done, working on others until then; null if there is none. */
  private @Nullable Member<A, B> take() {
    while (true) {
      Place<A, B> mine;
      synchronized (lock) {
        dropIfStopped();
        Place<A, B> oldest = underway.peek();
        if (error != null || oldest == null) {
          break;
        }
        if (oldest.done != null) {
          underway.remove();
          return oldest.done;
        }
        mine = begin();
        if (mine == null) {
          // Then the oldest one is in the hands of a helper.
          await(() -> oldest.done != null || error != null);
          continue;
        }
      }
      work(mine);
    }
    throwError();
    return null;
  }

  private void throwError() {
    Throwable thrown;
    synchronized (lock) {
      thrown = error;
    }
    if (thrown != null) {
      close();
      throw EnsembleRun.<RuntimeException>unchecked(thrown);
    }
  }

  /** Functions throw unchecked exceptions only, and errors. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /** What a helper does for one offer. */
  private void help() {
    Place<A, B> mine;
    synchronized (lock) {
      dropIfStopped();
      mine = begin();
      if (mine == null) {
        helpers--;
        return;
      }
    }
    work(mine);
    engine.offer(this::help);
  }

  private @Nullable Place<A, B> begin() {
    Place<A, B> place = waiting.poll();
    running += place == null ? 0 : 1;
    return place;
  }

  private void work(Place<A, B> place) {
    Member<A, B> member = null;
    Throwable thrown = null;
    try {
      member = job.run(place.index, place.input);
    } catch (RuntimeException failure) {
      member = new Member<>(place.index, place.input, Optional.empty(), Optional.of(failure));
    } catch (Throwable other) {
      thrown = other;
      stop.cancel();
    }
    synchronized (lock) {
      place.done = member;
      error = error == null ? thrown : error;
      running--;
      lock.notifyAll();
    }
  }

  /** Members that have not begun are the last ones underway. */
  private void dropIfStopped() {
    if (stop.isCancelled()) {
      while (waiting.pollLast() != null) {
        underway.removeLast();
      }
    }
  }

  /** Ends what is running, and returns when nothing is. */
  void close() {
    stop.cancel();
    synchronized (lock) {
      dropIfStopped();
      await(() -> running == 0);
      underway.clear();
    }
  }

  /** Not to be interrupted: what the caller goes on with may be in a member's hands. */
  private void await(BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        lock.wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public @Nullable Spliterator<Member<A, B>> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return total.isPresent() ? total.getAsLong() - handedOut : Long.MAX_VALUE;
  }

  /** Not of a known size: it may be stopped, and to be counted it has to be run. */
  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
