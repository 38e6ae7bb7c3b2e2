// SPDX-License-Identifier: Apache-2.0

package org.odisseo.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkersTest {

  @ParameterizedTest
  @CsvSource({"1,100,7", "2,100,7", "3,100,100", "2,0,5", "4,1,1", "3,64,1", "2,1000,64"})
  void everyNumberIsDoneOnce(int threads, int n, int chunk) {
    Workers workers = Workers.of(threads);
    for (int repeat = 0; repeat < 200; repeat++) {
      AtomicIntegerArray done = new AtomicIntegerArray(n);
      workers.forRange(
          n,
          chunk,
          (from, to) -> {
            assertEquals(0, from % chunk);
            assertEquals(Math.min(n, from + chunk), to);
            for (int i = from; i < to; i++) {
              done.incrementAndGet(i);
            }
          });
      for (int i = 0; i < n; i++) {
        assertEquals(1, done.get(i), "number " + i);
      }
    }
  }

  @Test
  void severalThreadsWorkAtTheSameTime() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    Workers.of(2)
        .forRange(
            2,
            1,
            (from, to) -> {
              seen.add(Thread.currentThread());
              both.countDown();
              assertTrue(awaited(both), "two ranges at the same time");
            });
    assertEquals(2, seen.size());
    assertTrue(seen.contains(Thread.currentThread()), "the caller takes part");
  }

  @Test
  void anExceptionReachesTheCallerAndTheWorkersStayUsable() {
    Workers workers = Workers.of(3);
    IllegalStateException failure = new IllegalStateException("range 40");
    for (int repeat = 0; repeat < 100; repeat++) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.forRange(
                      100,
                      10,
                      (from, to) -> {
                        if (from == 40) {
                          throw failure;
                        }
                      }));
      assertSame(failure, thrown);
      AtomicInteger sum = new AtomicInteger();
      workers.forRange(100, 10, (from, to) -> sum.addAndGet(to - from));
      assertEquals(100, sum.get());
    }
  }

  @Test
  void jobsMayBeNested() {
    Workers workers = Workers.of(3);
    AtomicInteger sum = new AtomicInteger();
    workers.forRange(
        20,
        1,
        (a, b) ->
            workers.forRange(
                20, 1, (c, d) -> workers.forRange(5, 1, (e, f) -> sum.incrementAndGet())));
    assertEquals(20 * 20 * 5, sum.get());
  }

  @Test
  void severalCallersMayShareTheWorkers() throws Exception {
    Workers workers = Workers.of(2);
    ExecutorService callers = Executors.newFixedThreadPool(7);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int k = 0; k < 7; k++) {
        long factor = k;
        sums.add(callers.submit(() -> sumOfProducts(workers, factor)));
      }
      for (int k = 0; k < 7; k++) {
        assertEquals(300L * k * (999 * 1000 / 2), sums.get(k).get());
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static long sumOfProducts(Workers workers, long factor) {
    long total = 0;
    long[] products = new long[1000];
    for (int repeat = 0; repeat < 300; repeat++) {
      workers.forRange(
          1000,
          50,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              products[i] = factor * i;
            }
          });
      for (int i = 0; i < products.length; i++) {
        total += products[i];
        products[i] = -1;
      }
    }
    return total;
  }

  @Test
  void anInterruptionIsKeptAndTheJobStillDone() {
    AtomicInteger done = new AtomicInteger();
    Thread.currentThread().interrupt();
    Workers.of(2)
        .forRange(
            8,
            1,
            (from, to) -> {
              long end = System.nanoTime() + 1_000_000;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              done.incrementAndGet();
            });
    assertTrue(Thread.interrupted(), "interrupted status");
    assertEquals(8, done.get());
  }

  @Test
  void idleThreadsEndAndNewOnesStart() throws Exception {
    Workers workers = new Workers(3, Duration.ofMillis(20));
    for (int repeat = 0; repeat < 5; repeat++) {
      CountDownLatch all = new CountDownLatch(3);
      workers.forRange(
          3,
          1,
          (from, to) -> {
            all.countDown();
            assertTrue(awaited(all), "three threads");
          });
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (workers.helpers() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      assertEquals(0, workers.helpers());
    }
  }

  @Test
  void threadsAboutToEndDoNotLoseJobs() {
    // With no idle time at all, jobs keep meeting threads on their way out.
    Workers workers = new Workers(2, Duration.ZERO);
    AtomicInteger sum = new AtomicInteger();
    for (int repeat = 0; repeat < 3000; repeat++) {
      workers.forRange(4, 1, (from, to) -> sum.incrementAndGet());
    }
    assertEquals(12_000, sum.get());
  }

  @Test
  void offersAreTakenWhileTheCallerDoesSomethingElse() {
    Workers workers = Workers.of(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    for (int k = 0; k < 2; k++) {
      workers.offer(
          () -> {
            seen.add(Thread.currentThread());
            both.countDown();
            awaited(both);
          });
    }
    assertTrue(awaited(both), "two offers at the same time");
    assertEquals(2, seen.size());
  }

  @Test
  void aJobDoesNotWaitForOffers() {
    Workers workers = Workers.of(2);
    CountDownLatch job = new CountDownLatch(1);
    CountDownLatch offer = new CountDownLatch(1);
    workers.offer(
        () -> {
          awaited(job);
          offer.countDown();
        });
    AtomicInteger sum = new AtomicInteger();
    workers.forRange(100, 10, (from, to) -> sum.addAndGet(to - from));
    assertEquals(100, sum.get());
    assertEquals(1, offer.getCount(), "the offer waits for the job");
    job.countDown();
    assertTrue(awaited(offer));
  }

  @Test
  void threadsAboutToEndDoNotLoseOffers() {
    Workers workers = new Workers(2, Duration.ZERO);
    for (int repeat = 0; repeat < 3000; repeat++) {
      CountDownLatch done = new CountDownLatch(1);
      workers.offer(done::countDown);
      assertTrue(awaited(done), "offer " + repeat);
    }
  }

  @Test
  void oneThreadTakesNoOffers() {
    AtomicInteger taken = new AtomicInteger();
    Workers.serial().offer(taken::incrementAndGet);
    Workers.serial().forRange(4, 1, (from, to) -> {});
    assertEquals(0, taken.get());
  }

  @Test
  void oneThreadAllocatesNothing() {
    double[] sums = new double[1];
    RangeTask task = (from, to) -> sums[0] += to - from;
    Workers workers = Workers.serial();
    allocated(workers, task, 10_000);
    long before = allocated(workers, task, 10_000);
    long after = allocated(workers, task, 1_000_000);
    // Reading the counter may itself allocate, the same each time.
    assertTrue(after <= before + 4096, () -> after + " bytes in a million jobs, " + before);
  }

  private static long allocated(Workers workers, RangeTask task, int jobs) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int k = 0; k < jobs; k++) {
      workers.forRange(64, 16, task);
    }
    return threads.getThreadAllocatedBytes(id) - before;
  }

  @Test
  void badNumbersAreNamed() {
    assertEquals(
        "threads must be >= 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> Workers.of(0)).getMessage());
    assertEquals(
        "chunk must be >= 1, got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> Workers.serial().forRange(1, 0, (from, to) -> {}))
            .getMessage());
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
