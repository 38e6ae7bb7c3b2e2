// SPDX-License-Identifier: Apache-2.0

package org.odisseo.concurrent;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.odisseo.validation.Require;

/**
 * A fixed number of threads for short jobs, and for longer tasks while they have nothing else to
 * do. The calling thread is one of them; the others are daemon threads that start when first needed
 * and end by themselves after a while without work, so there is nothing to close.
 *
 * <p>May be used by several threads at once and from within its own tasks: the calling thread
 * always works on its own job, and more jobs at a time than there are places for are done by their
 * callers alone. Waiting does not react to interruption, since the helpers still write to the
 * caller's arrays; the interrupted status is kept.
 */
public final class Workers {

  private static final Duration IDLE = Duration.ofSeconds(2);

  /** How long an idle thread looks for the next job before it sleeps. */
  private static final long SPIN_NANOS = 50_000;

  private static final int SPINS_PER_LOOK_AT_THE_CLOCK = 32;
  private static final Workers SERIAL = new Workers(1, IDLE);

  private final int threads;
  private final long idleNanos;
  private final long spinNanos;
  private final Job[] jobs;
  private final ConcurrentLinkedQueue<Runnable> offers = new ConcurrentLinkedQueue<>();
  private final AtomicReferenceArray<Helper> helpers;

  Workers(int threads, Duration idle) {
    this.threads = threads;
    this.idleNanos = idle.toNanos();
    this.spinNanos = threads <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
    this.jobs = new Job[threads == 1 ? 0 : 2 * threads];
    for (int k = 0; k < jobs.length; k++) {
      jobs[k] = new Job();
    }
    this.helpers = new AtomicReferenceArray<>(threads - 1);
  }

  /**
   * Workers with a number of threads, the caller included.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public static Workers of(int threads) {
    return Require.atLeast("threads", threads, 1) == 1 ? SERIAL : new Workers(threads, IDLE);
  }

  /** The calling thread alone. */
  public static Workers serial() {
    return SERIAL;
  }

  /** The number of threads, the caller included. */
  public int threads() {
    return threads;
  }

  /**
   * Splits the numbers 0 up to {@code n} into ranges of {@code chunk}, the last one possibly
   * shorter, calls the task for each of them, in any order and at the same time, and returns when
   * all are done. With one thread they are done in order and nothing is allocated.
   *
   * <p>The first exception that a task throws is thrown on, as the same object; ranges not begun by
   * then are left out.
   */
  public void forRange(int n, int chunk, RangeTask task) {
    Require.atLeast("chunk", chunk, 1);
    int chunks = n / chunk + (n % chunk == 0 ? 0 : 1);
    if (chunks < 2 || threads == 1 || !share(n, chunk, chunks, task)) {
      for (int from = 0; from < n; from += chunk) {
        task.run(from, Math.min(n - from, chunk) + from);
        if (n - from <= chunk) {
          return;
        }
      }
    }
  }

  /**
   * Offers a task to the helping threads and returns at once. One of them calls it when it has no
   * chunk in its hands, in the order of the offers; with one thread in all there are no helpers and
   * nobody ever does. So an offer is for work that the caller can do himself if nobody else has.
   *
   * @param task must not throw
   */
  public void offer(Runnable task) {
    if (threads > 1) {
      offers.add(task);
      callHelpers(threads - 1);
    }
  }

  private boolean share(int n, int chunk, int chunks, RangeTask task) {
    for (Job job : jobs) {
      if (job.take()) {
        job.open(task, n, chunk, chunks);
        callHelpers(Math.min(threads, chunks) - 1);
        while (job.help()) {
          // Work is done by the condition.
        }
        await(job);
        Throwable thrown = job.close();
        if (thrown != null) {
          throw Workers.<RuntimeException>unchecked(thrown);
        }
        return true;
      }
    }
    return false;
  }

  /** Tasks throw unchecked exceptions only, and errors. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }

  private void callHelpers(int wanted) {
    for (int k = 0; k < wanted; k++) {
      Helper helper = helpers.get(k);
      if (helper != null) {
        helper.wake();
      } else {
        Helper fresh = new Helper(k);
        if (helpers.compareAndSet(k, null, fresh) && !started(fresh)) {
          helpers.set(k, null);
          return;
        }
      }
    }
  }

  /** Where there may be no more threads, those that are there do the work. */
  private static boolean started(Helper helper) {
    try {
      helper.start();
      return true;
    } catch (OutOfMemoryError noMoreThreads) {
      return false;
    }
  }

  private void await(Job job) {
    boolean interrupted = false;
    long start = spinNanos == 0 ? 0 : System.nanoTime();
    boolean spinning = spinNanos > 0;
    for (int k = 1; !job.isDone(); k++) {
      if (spinning) {
        Thread.onSpinWait();
        spinning = k % SPINS_PER_LOOK_AT_THE_CLOCK != 0 || System.nanoTime() - start < spinNanos;
      } else {
        LockSupport.park(job);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does whatever there is to do; returns whether there was anything. Offers come first: a job has
   * its caller to work on it, and two threads get more done with a run each than with both on one.
   */
  private boolean help() {
    Runnable offer = offers.poll();
    if (offer != null) {
      offer.run();
      return true;
    }
    boolean helped = false;
    for (Job job : jobs) {
      while (job.help()) {
        helped = true;
      }
    }
    return helped;
  }

  /** The number of helping threads that are alive. */
  int helpers() {
    int count = 0;
    for (int k = 0; k < helpers.length(); k++) {
      count += helpers.get(k) == null ? 0 : 1;
    }
    return count;
  }

  /** One helping thread. */
  private final class Helper implements Runnable {

    private final int index;
    private final Thread thread;
    private volatile boolean asleep;

    Helper(int index) {
      this.index = index;
      this.thread = new Thread(this, "odisseo-worker-" + (index + 1));
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    void wake() {
      if (asleep) {
        asleep = false;
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      do {
        while (help() || spin() || sleep()) {
          // Work is done by the condition.
        }
        helpers.set(index, null);
        // A job opened before that line has seen this helper and relies on it.
      } while (help() && helpers.compareAndSet(index, null, this));
    }

    /** Waits awake for a moment; returns whether it has found work. */
    private boolean spin() {
      if (spinNanos == 0) {
        return false;
      }
      long start = System.nanoTime();
      do {
        for (int k = 0; k < SPINS_PER_LOOK_AT_THE_CLOCK; k++) {
          Thread.onSpinWait();
        }
        if (help()) {
          return true;
        }
      } while (System.nanoTime() - start < spinNanos);
      return false;
    }

    /** Sleeps until woken; returns whether it was, rather than having slept for long. */
    private boolean sleep() {
      asleep = true;
      long start = System.nanoTime();
      // A job opened before asleep was set did not wake this helper.
      if (help()) {
        asleep = false;
        return true;
      }
      while (asleep) {
        long left = idleNanos - (System.nanoTime() - start);
        if (left <= 0) {
          asleep = false;
          return false;
        }
        LockSupport.parkNanos(Workers.this, left);
        Thread.interrupted();
      }
      return true;
    }
  }
}
