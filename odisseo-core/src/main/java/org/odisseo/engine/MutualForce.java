// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.List;
import org.odisseo.concurrent.Workers;

/**
 * The mutual attraction of the bodies of one run, with the sums of the cotangents of masses and
 * softenings. Results are set, sums are added to.
 */
interface MutualForce {

  /**
   * The attraction in a model.
   *
   * @param tangents of masses and softenings, one per direction
   */
  static MutualForce of(ForceModel model, List<ForceCotangent> tangents, Workers workers) {
    return model.sources() == 1
        ? new SingleSourceForce(model, tangents)
        : new DirectForce(model, tangents, workers);
  }

  /** Sets the acceleration. */
  void acceleration(double[][] x, double[][] a);

  /**
   * Sets the acceleration and its tangents along all directions.
   *
   * @param dx in each row the numbers of all bodies for the first direction, then for the next
   * @param da likewise
   */
  void tangents(double[][] x, double[][] dx, double[][] a, double[][] da);

  /** Sets the acceleration and adds its tangents, along several directions. */
  void addTangents(double[][] x, double[][] dx, double[][] a, double[][] da);

  /** Sets the cotangent of the positions and the acceleration. */
  void adjoint(double[][] x, double[][] aBar, double[][] xBar, double[][] a);

  /**
   * Sets the cotangent of the positions alone.
   *
   * @return the product of {@code aBar} with the acceleration
   */
  double adjoint(double[][] x, double[][] aBar, double[][] xBar);

  /** The sums of the cotangents of the masses. */
  double[] masses();

  /** The sums of the cotangents of the softenings. */
  double[] softenings();

  /** Sets the sums to zero. */
  void clear();
}
