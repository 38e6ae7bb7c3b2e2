// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.odisseo.concurrent.Workers;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.gravity.PairTangent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of the mutual attraction of N bodies and of its derivatives; {@code
 * src/main/c/pairs.c} is the same in C.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PairKernelBenchmark {

  /** Which kernel. */
  @Param({"vector", "scalar"})
  public String kernel = "scalar";

  /** How many bodies, all of which attract. */
  @Param({"1000", "2048", "16384"})
  public int bodies;

  /** How many threads. */
  @Param({"1", "2"})
  public int threads;

  private DirectSummation attraction = DirectSummation.of(1, new double[0], new double[0], 0);
  private double[][] x = new double[3][0];
  private double[][] vectors = x;
  private double[][] a = x;
  private double[][] da = x;
  private double[] potential = new double[0];
  private PairTangent tangent = PairTangent.zero(0);
  private PairTangent gradient = tangent;

  /** Draws the bodies. */
  @Setup
  public void draw() {
    Random random = new Random(1);
    double[] softening = new double[bodies];
    Arrays.fill(softening, 0.01);
    attraction =
        DirectSummation.of(1, numbers(random), softening, bodies)
            .withKernel(Scenes.kernel(kernel))
            .withWorkers(Workers.of(threads));
    x = rows(random);
    vectors = rows(random);
    a = new double[3][bodies];
    da = new double[3][bodies];
    potential = new double[bodies];
    tangent = new PairTangent(vectors, numbers(random), new double[bodies]);
    gradient = PairTangent.zero(bodies);
  }

  private double[][] rows(Random random) {
    return new double[][] {numbers(random), numbers(random), numbers(random)};
  }

  private double[] numbers(Random random) {
    return random.doubles(bodies).toArray();
  }

  /** Accelerations. */
  @Benchmark
  public double[][] acceleration() {
    attraction.acceleration(x, a);
    return a;
  }

  /** Potentials. */
  @Benchmark
  public double[] potential() {
    attraction.potential(x, potential);
    return potential;
  }

  /** The tangent of the accelerations for displacements of positions and masses. */
  @Benchmark
  public double[][] jvp() {
    attraction.jvp(x, tangent, da);
    return da;
  }

  /** The same together with the accelerations. */
  @Benchmark
  public double[][] accelerationAndJvp() {
    attraction.accelerationAndJvp(x, tangent, a, da);
    return da;
  }

  /** The gradient with respect to positions, masses and softenings. */
  @Benchmark
  public PairTangent vjp() {
    attraction.vjp(x, vectors, gradient);
    return gradient;
  }

  /** The same together with the accelerations. */
  @Benchmark
  public PairTangent accelerationAndVjp() {
    attraction.accelerationAndVjp(x, vectors, a, gradient);
    return gradient;
  }
}
