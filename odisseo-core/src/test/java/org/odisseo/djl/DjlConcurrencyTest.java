// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.WithTangent;

class DjlConcurrencyTest {

  private static final int TERMS = 1000;
  private static final int THREADS = 4;
  private static final Tensors ONE = Tensors.of(new Shape(), 1);
  private static final double[] X = {-1.5, -0.7, -0.1, 0.0, 0.2, 0.9, 1.1, 2.0};

  /**
   * sum_jk exp(-x_j^2 t_k / 2) with t_k = k / TERMS: few numbers in and out, large arrays between.
   * Its Hessian is diagonal, sum_k (x_j^2 t_k^2 - t_k) exp(-x_j^2 t_k / 2).
   */
  private static final DjlFunction BUMPS =
      DjlFunction.of(
          in -> {
            NDArray x = in.head();
            NDArray t =
                x.getManager().ones(new Shape(1, TERMS), DataType.FLOAT64).cumSum(1).div(TERMS);
            return new NDList(x.reshape(-1, 1).square().mul(t).mul(-0.5).exp().sum());
          });

  private static double hessian(double x) {
    double sum = 0;
    for (int k = 1; k <= TERMS; k++) {
      double t = (double) k / TERMS;
      sum += (x * x * t * t - t) * Math.exp(-x * x * t / 2);
    }
    return sum;
  }

  private static void checkHessianProducts(int times) {
    double[] diagonal = Arrays.stream(X).map(DjlConcurrencyTest::hessian).toArray();
    Tensors x = Tensors.of(X);
    for (int k = 1; k <= times; k++) {
      Tensors v = x.times(1.0 / k);
      double[] product = BUMPS.vjpAlong(x, v).pull(WithTangent.constant(ONE)).tangent().toArray();
      double[] expected = v.toArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= diagonal[i];
      }
      assertArrayEquals(expected, product, 1e-11);
    }
  }

  /** 10^4 products from 4 threads: right, with no array left, and in constant memory. */
  @Test
  void manyHessianVectorProductsFromFourThreads() throws Exception {
    inThreads(10_000 / THREADS); // compiles, and fills the pools of the allocators
    int arrays = arraysOfTheProcess();
    long memory = residentKilobytes();
    inThreads(10_000 / THREADS);
    assertEquals(arrays, arraysOfTheProcess());
    // One array of 64 kB that leaks in each call would be 640 MB, a graph gigabytes; the allocators
    // of four threads hold some tens of MB more or less.
    long growth = residentKilobytes() - memory;
    assertTrue(growth < 200_000, () -> "resident memory grew by " + growth + " kB");
  }

  /** A derivative that is under way in one thread does not keep another from finishing its own. */
  @Test
  void noLockIsShared() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    DjlFunction waits =
        DjlFunction.of(
            x -> {
              entered.countDown();
              try {
                assertTrue(otherIsDone.await(30, TimeUnit.SECONDS), "the other thread was blocked");
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new NDList(x.head().square().sum());
            });
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Tensors> slow = pool.submit(() -> waits.vjp(Tensors.of(3)).pull(ONE));
      assertTrue(entered.await(30, TimeUnit.SECONDS));
      checkHessianProducts(1);
      otherIsDone.countDown();
      assertArrayEquals(new double[] {6}, slow.get(30, TimeUnit.SECONDS).toArray());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void inThreads(int timesEach) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(pool.submit(() -> checkHessianProducts(timesEach)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static int arraysOfTheProcess() {
    try (NDManager manager = Backend.newManager()) {
      List<NDArray> all = manager.getParentManager().getManagedArrays();
      return all.size();
    }
  }

  /** Resident memory from Linux's /proc; elsewhere zero, and the array count alone speaks. */
  private static long residentKilobytes() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    String line =
        Files.readAllLines(status).stream()
            .filter(l -> l.startsWith("VmRSS"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
