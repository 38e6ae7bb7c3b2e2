// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * Derivatives with respect to everything that the forces depend on besides position and time. The
 * same shape serves for tangents, the displacements of these quantities.
 *
 * @param parameters one number per parameter of the external field
 * @param masses one number per body
 * @param softenings one number per body
 */
public record ForceCotangent(double[] parameters, double[] masses, double[] softenings) {

  /** Zeros for a model. */
  public static ForceCotangent zero(ForceModel model) {
    int n = model.bodies();
    return new ForceCotangent(new double[model.parameters().size()], new double[n], new double[n]);
  }

  /** Adds another to this one, in place. */
  public void add(ForceCotangent other) {
    add(parameters, other.parameters);
    add(masses, other.masses);
    add(softenings, other.softenings);
  }

  private static void add(double[] sum, double[] added) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
  }
}
