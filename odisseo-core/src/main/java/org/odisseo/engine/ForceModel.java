// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;

/**
 * The forces on N bodies: an external field and the mutual attraction of the first few of them.
 *
 * @param field the external field; its expression is used, its own parameter values are not
 * @param parameters the values of the field's parameters, in the order of the field
 * @param gravitationalConstant Newton's constant in the units of the run
 * @param masses one per body
 * @param softenings one per body
 * @param sources the bodies 0 up to this number attract all others; 0 for no mutual attraction
 * @param attractionFollowsPositions whether derivatives of the mutual attraction with respect to
 *     positions count; if not, they are taken to be zero
 */
public record ForceModel(
    ExternalField field,
    ParameterSet parameters,
    double gravitationalConstant,
    double[] masses,
    double[] softenings,
    int sources,
    boolean attractionFollowsPositions) {

  /** The number of bodies. */
  public int bodies() {
    return masses.length;
  }

  /**
   * What a {@link FieldFormulas.Formula} shares among the bodies: G, the parameters, and tangents
   * of the parameters.
   */
  public double[] shared(double[] parameterTangents) {
    int count = parameters.size();
    double[] shared = new double[1 + 2 * count];
    shared[0] = gravitationalConstant;
    System.arraycopy(parameters.toArray(), 0, shared, 1, count);
    System.arraycopy(parameterTangents, 0, shared, 1 + count, count);
    return shared;
  }
}
