// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * Where the two states and the error estimates of a trial step are, as numbers of registers, and
 * what error is tolerated. Each pair is position, velocity.
 *
 * @param before the state before the step
 * @param after the state after the step
 * @param error the error estimate
 * @param coarse a second estimate of lower order, or an empty array
 * @param relative tolerated error relative to the length of the position or velocity
 * @param absolute tolerated absolute error of position and of velocity
 */
public record StepError(
    int[] before, int[] after, int[] error, int[] coarse, double relative, double[] absolute) {}
