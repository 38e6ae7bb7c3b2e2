// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * One number for everything that the attraction of N bodies depends on: a displacement of it in
 * forward mode, the derivative with respect to it in reverse mode. The arrays are not copied.
 *
 * @shape position (3,N), mass (N), softening (N)
 * @param position rows x, y, z
 * @param mass one per body; those of bodies that do not attract have no effect, and their
 *     derivatives are zero
 * @param softening one per body
 */
public record PairTangent(double[][] position, double[] mass, double[] softening) {

  /** Zeros for N bodies. */
  public static PairTangent zero(int count) {
    return new PairTangent(new double[3][count], new double[count], new double[count]);
  }
}
