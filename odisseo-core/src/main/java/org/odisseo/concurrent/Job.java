// SPDX-License-Identifier: Apache-2.0

package org.odisseo.concurrent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A place for one job at a time, used again and again so that a job allocates nothing.
 *
 * <p>The state holds the number of the job in its upper half and the next chunk in its lower half.
 * A chunk is taken by moving the state on, which fails if anything has happened since it was read;
 * whoever succeeds therefore knows that the fields it has read in between belong to this job. A
 * place without a job has a next chunk beyond all possible ones.
 */
final class Job {

  private static final int NONE = Integer.MAX_VALUE;
  private static final RangeTask NOTHING = (from, to) -> {};

  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong state = new AtomicLong(NONE);
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Thread owner;

  // Written before the state is, read after it.
  private RangeTask task = NOTHING;
  private int length;
  private int chunk;
  private int chunks;

  /** Takes the place for the calling thread, if it is free. */
  boolean take() {
    return !taken.get() && taken.compareAndSet(false, true);
  }

  /** Offers chunks to everybody. */
  void open(RangeTask newTask, int newLength, int newChunk, int newChunks) {
    task = newTask;
    length = newLength;
    chunk = newChunk;
    chunks = newChunks;
    failure.set(null);
    owner = Thread.currentThread();
    unfinished.set(newChunks);
    state.set(nextJob(state.get()));
  }

  private static long nextJob(long old) {
    return ((old >>> 32) + 1) << 32;
  }

  /** Does one chunk, if there is one left. */
  boolean help() {
    long seen = state.get();
    int next = (int) seen;
    RangeTask work = task;
    int end = length;
    int step = chunk;
    if (next >= chunks || !state.compareAndSet(seen, seen + 1)) {
      // A lost race is not the end of the job: there may be more chunks.
      return next != NONE && (int) state.get() < chunks;
    }
    int from = next * step;
    run(work, from, from + Math.min(end - from, step));
    return true;
  }

  private void run(RangeTask work, int from, int to) {
    if (failure.get() == null) {
      try {
        work.run(from, to);
      } catch (Throwable thrown) {
        failure.compareAndSet(null, thrown);
      }
    }
    Thread waiting = owner;
    if (unfinished.decrementAndGet() == 0 && waiting != Thread.currentThread()) {
      LockSupport.unpark(waiting);
    }
  }

  boolean isDone() {
    return unfinished.get() == 0;
  }

  /** Frees the place. Called by the owner when the job is done. */
  @Nullable Throwable close() {
    state.set((state.get() & 0xffffffff00000000L) | NONE);
    Throwable thrown = failure.get();
    failure.set(null);
    owner = null;
    task = NOTHING;
    taken.set(false);
    return thrown;
  }
}
