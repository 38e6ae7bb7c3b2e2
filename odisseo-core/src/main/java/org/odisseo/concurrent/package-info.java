// SPDX-License-Identifier: Apache-2.0

/**
 * Sharing short jobs out among a few threads.
 *
 * <p>A force evaluation takes a fraction of a millisecond and there are thousands of them one after
 * another, so the threads that help must be at hand within microseconds and must not cost anything
 * when there is nothing to do. {@link org.odisseo.concurrent.Workers} is that and no more. Results
 * never depend on the number of threads: a job is split into the same ranges whoever takes them.
 * Longer tasks that nobody waits for yet can be offered to the same threads, so that a second set
 * of them is never needed.
 *
 * <pre>{@code
 * double[] squares = new double[1000];
 * Workers.of(2).forRange(1000, 100, (from, to) -> {
 *   for (int i = from; i < to; i++) {
 *     squares[i] = i * i;
 *   }
 * });
 * }</pre>
 */
@NullMarked
package org.odisseo.concurrent;

import org.jspecify.annotations.NullMarked;
