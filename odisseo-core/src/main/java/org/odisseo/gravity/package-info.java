// SPDX-License-Identifier: Apache-2.0

/**
 * The mutual attraction of N bodies by direct summation, and its exact derivatives.
 *
 * <p>With \(d_{ij} = x_j - x_i\) and the softened inverse distance \(w_{ij} = (|d_{ij}|^2 +
 * \max(\epsilon_i, \epsilon_j)^2)^{-1/2}\), the acceleration and the potential of body \(i\) are
 *
 * <p>\[ a_i = G \sum_{j \ne i} m_j\, w_{ij}^3\, d_{ij}, \qquad \phi_i = -G \sum_{j \ne i} m_j\,
 * w_{ij}, \]
 *
 * <p>where \(j\) runs over the sources, the first bodies of the list: all of them in an N-body run,
 * one or a few in a run of tracers. Of two softenings the larger counts, so a tracer without
 * softening in the field of a body softened by \(b\) moves in a Plummer sphere of scale \(b\).
 *
 * <table>
 * <caption>What is computed, for S sources among N bodies</caption>
 * <tr><th>result</th><th>method</th><th>cost</th></tr>
 * <tr><td>acceleration</td><td>{@code acceleration}</td><td>N S</td></tr>
 * <tr><td>potential, potential energy (each pair once)</td><td>{@code potential}</td><td>N S</td></tr>
 * <tr><td>tangent for displacements of positions, masses, softenings</td><td>{@code jvp}</td>
 *     <td>N S</td></tr>
 * <tr><td>gradient with respect to positions, masses, softenings</td><td>{@code vjp}</td>
 *     <td>N S</td></tr>
 * </table>
 *
 * <p>{@link org.odisseo.gravity.DirectSummation} is the way in; memory is O(N). The arithmetic is
 * in a {@link org.odisseo.gravity.PairKernel}, of which there are two, with and without explicit
 * vector instructions ({@link org.odisseo.gravity.PairKernels}). Results are the same to the last
 * bit for any number of threads.
 *
 * <pre>{@code
 * DirectSummation attraction = DirectSummation.of(1.0, new double[] {1, 2, 5}, new double[3], 3);
 * double[][] x = {{0, 1, 0}, {0, 0, 2}, {0, 0, 0}};   // rows x, y, z
 * double[][] a = new double[3][3];
 * attraction.acceleration(x, a);                      // a[0][0] = 2, a[1][0] = 1.25
 * double energy = attraction.potentialEnergy(x);      // -8.97
 * }</pre>
 */
@NullMarked
package org.odisseo.gravity;

import org.jspecify.annotations.NullMarked;
