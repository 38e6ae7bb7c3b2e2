// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Optional;
import org.odisseo.concurrent.Workers;
import org.odisseo.particles.Particles;
import org.odisseo.validation.Require;

/**
 * The mutual attraction of N bodies by direct summation over pairs, with derivatives; the formulas
 * are those of {@link PairSums}. Immutable, may be shared by threads.
 *
 * <p>All vectors are three rows x, y, z of N numbers. Methods that take arrays for results
 * overwrite them; these must be distinct from the arrays of the arguments. Results are the same to
 * the last bit for any number of {@link #withWorkers workers}.
 */
public final class DirectSummation {

  private final PairSystem system;
  private final PairKernel kernel;
  private final Workers workers;
  private final boolean stopped;
  private final PairSums sums;

  /** Rows of zeros, never written to. */
  private final double[][] zeros;

  private DirectSummation(PairSystem system, PairKernel kernel, Workers workers, boolean stopped) {
    this.system = system;
    this.kernel = kernel;
    this.workers = workers;
    this.stopped = stopped;
    this.sums = kernel.sums(system, workers);
    this.zeros = new double[3][stopped ? system.count() : 0];
  }

  /**
   * The attraction among N bodies, on the calling thread, by {@link PairKernels#best()}.
   *
   * @param gravitationalConstant Newton's constant in the units of the rest, finite
   * @param masses N masses, finite and not negative; those of bodies that are not sources have no
   *     effect
   * @param softenings N softening lengths, finite and not negative
   * @param sources the bodies 0 up to this number attract all others, the rest attract nothing
   * @throws IllegalArgumentException if a value is not allowed or the lengths differ
   */
  public static DirectSummation of(
      double gravitationalConstant, double[] masses, double[] softenings, int sources) {
    PairSystem system = PairSystem.of(gravitationalConstant, masses, softenings, sources);
    return new DirectSummation(system, PairKernels.best(), Workers.serial(), false);
  }

  /** The attraction of particles, all of which are sources, in the given units of G. */
  public static DirectSummation of(double gravitationalConstant, Particles particles) {
    return of(gravitationalConstant, particles.masses(), particles.softenings(), particles.count());
  }

  /** The same sums on the given threads. */
  public DirectSummation withWorkers(Workers newWorkers) {
    return new DirectSummation(system, kernel, newWorkers, stopped);
  }

  /** The same sums by the given kernel. */
  public DirectSummation withKernel(PairKernel newKernel) {
    return new DirectSummation(system, newKernel, workers, stopped);
  }

  /**
   * The same sums with the derivative with respect to positions cut, in forward and in reverse
   * mode. Values and the derivatives with respect to masses and softenings stay. For bound systems,
   * where the exact derivative grows without limit, and to compare with programs that always do
   * this.
   */
  public DirectSummation stopGradient() {
    return new DirectSummation(system, kernel, workers, true);
  }

  /** The number of bodies, N. */
  public int count() {
    return system.count();
  }

  /** The number of bodies that attract; they come first. */
  public int sources() {
    return system.sources();
  }

  /**
   * Accelerations.
   *
   * @shape x (3,N), a (3,N)
   * @param x positions
   * @param a set to the accelerations
   */
  public void acceleration(double[][] x, double[][] a) {
    checkVector("x", x);
    checkVector("a", a);
    sums.acceleration(x, a);
  }

  /** Accelerations of particles, as many as there are bodies; only their positions count. */
  public double[][] acceleration(Particles particles) {
    double[][] a = new double[3][count()];
    acceleration(rows(particles), a);
    return a;
  }

  /**
   * Potentials, energies per unit mass.
   *
   * @shape x (3,N), phi (N)
   * @param x positions
   * @param phi set to the potentials
   */
  public void potential(double[][] x, double[] phi) {
    checkVector("x", x);
    checkRow("phi", phi);
    sums.potential(x, phi);
  }

  /** Potentials of particles, as many as there are bodies; only their positions count. */
  public double[] potential(Particles particles) {
    double[] phi = new double[count()];
    potential(rows(particles), phi);
    return phi;
  }

  /**
   * The potential energy of the sources, each pair counted once: \(-G \sum_{i &lt; j} m_i m_j
   * w_{ij}\). Bodies that are not sources do not count.
   */
  public double potentialEnergy(double[][] x) {
    double[] phi = new double[count()];
    potential(x, phi);
    double sum = 0;
    for (int i = 0; i < sources(); i++) {
      sum += system.mass[i] * phi[i];
    }
    return 0.5 * sum;
  }

  /** The potential energy of particles, each pair counted once; only their positions count. */
  public double potentialEnergy(Particles particles) {
    return potentialEnergy(rows(particles));
  }

  /**
   * Tangent of the accelerations.
   *
   * @param x positions
   * @param tangent displacements of positions, masses and softenings
   * @param da set to the tangent of the accelerations
   */
  public void jvp(double[][] x, PairTangent tangent, double[][] da) {
    forward(x, tangent, PairSums.NOT_WANTED, da);
  }

  /** Accelerations {@code a} and their tangent {@code da} in one go, at less than the two cost. */
  public void accelerationAndJvp(double[][] x, PairTangent tangent, double[][] a, double[][] da) {
    checkVector("a", a);
    forward(x, tangent, a, da);
  }

  private void forward(double[][] x, PairTangent tangent, double[][] a, double[][] da) {
    checkVector("x", x);
    checkTangent("tangent", tangent);
    checkVector("da", da);
    PairTangent counted =
        stopped ? new PairTangent(zeros, tangent.mass(), tangent.softening()) : tangent;
    sums.jvp(x, counted, a, da);
  }

  /**
   * Gradient of \(\sum_i \lambda_i \cdot a_i\).
   *
   * @param x positions
   * @param cotangent \(\lambda\), the cotangent of the accelerations
   * @param gradient set to the derivatives with respect to positions, masses and softenings
   */
  public void vjp(double[][] x, double[][] cotangent, PairTangent gradient) {
    reverse(x, cotangent, PairSums.NOT_WANTED, gradient);
  }

  /** Accelerations {@code a} and the gradient in one go, at less than the two cost. */
  public void accelerationAndVjp(
      double[][] x, double[][] cotangent, double[][] a, PairTangent gradient) {
    checkVector("a", a);
    reverse(x, cotangent, a, gradient);
  }

  private void reverse(double[][] x, double[][] cotangent, double[][] a, PairTangent gradient) {
    checkVector("x", x);
    checkVector("cotangent", cotangent);
    checkTangent("gradient", gradient);
    sums.vjp(x, cotangent, a, gradient);
    if (stopped) {
      for (int row = 0; row < 3; row++) {
        System.arraycopy(zeros[row], 0, gradient.position()[row], 0, count());
      }
    }
  }

  /**
   * The first two bodies that are at one point without softening while one of them attracts the
   * other: there the sums have no finite value.
   */
  public Optional<Coincidence> coincidence(double[][] x) {
    checkVector("x", x);
    return Coincidence.find(system, x);
  }

  private static double[][] rows(Particles particles) {
    return new double[][] {particles.x(), particles.y(), particles.z()};
  }

  private void checkTangent(String name, PairTangent tangent) {
    checkVector(name + ".position", tangent.position());
    checkRow(name + ".mass", tangent.mass());
    checkRow(name + ".softening", tangent.softening());
  }

  private void checkVector(String name, double[][] vector) {
    Require.length(name, vector.length, 3, "rows x, y, z");
    for (double[] row : vector) {
      checkRow(name, row);
    }
  }

  private void checkRow(String name, double[] row) {
    if (row.length != count()) {
      Require.length("each row of " + name, row, count(), "one per body");
    }
  }

  @Override
  public String toString() {
    return "DirectSummation["
        + count()
        + " bodies, "
        + sources()
        + " sources, kernel "
        + kernel.name()
        + ", threads "
        + workers.threads()
        + (stopped ? ", gradient stopped]" : "]");
  }
}
