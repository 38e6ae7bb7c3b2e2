// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/**
 * The value of a loss and its gradient.
 *
 * @param value the value
 * @param gradient the derivatives with respect to the numbers of the point, in the point's own
 *     shape
 */
public record ValueAndGradient<A extends VectorValue<A>>(double value, A gradient) {}
