// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * Positions and velocities, or their tangents or cotangents, in host memory.
 *
 * @param position three rows, one number per body
 * @param velocity three rows, one number per body
 */
public record HostState(double[][] position, double[][] velocity) {

  /** Zeros. */
  public static HostState zero(int bodies) {
    return new HostState(new double[3][bodies], new double[3][bodies]);
  }
}
