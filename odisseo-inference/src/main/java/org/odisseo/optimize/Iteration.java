// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

/**
 * One line of a minimiser's history.
 *
 * @param number how many iterations led here, zero for the start
 * @param value the loss
 * @param gradientNorm the Euclidean norm of its gradient, in the numbers as they are; the stopping
 *     rule measures it in the magnitudes of the start
 * @param stepLength the Euclidean length of the step that led here, likewise, zero for the start
 * @param evaluations how many evaluations were used so far
 */
public record Iteration(
    int number, double value, double gradientNorm, double stepLength, int evaluations) {}
