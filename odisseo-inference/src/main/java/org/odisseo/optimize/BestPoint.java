// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import org.odisseo.autodiff.VectorValue;

/**
 * The point with the least loss of all that the iterations of a run came to.
 *
 * @param point the point; the latest of those with the same loss
 * @param value the loss there, as the run computed it
 * @param iteration the number of the iteration that led there, as in {@link Iteration#number}
 */
public record BestPoint<A extends VectorValue<A>>(A point, double value, int iteration) {}
