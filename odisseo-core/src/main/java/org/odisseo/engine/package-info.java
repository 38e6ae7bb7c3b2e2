// SPDX-License-Identifier: Apache-2.0

/**
 * Where the arithmetic of a simulation is done.
 *
 * <p>An {@link org.odisseo.engine.Engine} turns a {@link org.odisseo.engine.ForceModel}, the list
 * of the forces that act on N bodies, into a {@link org.odisseo.engine.Session}: vectors of 3 N
 * numbers, the few operations on them that integrators and their adjoints are made of, and the
 * forces with their derivatives. Users pick an engine, {@link org.odisseo.engine.Engine#jvm()}
 * unless they say otherwise; everything else here is for those who write one.
 *
 * <p>Shapes: a vector holds the rows x, y, z (or their rates of change), each of N numbers.
 */
@NullMarked
package org.odisseo.engine;

import org.jspecify.annotations.NullMarked;
