// SPDX-License-Identifier: Apache-2.0

/**
 * Particles and trajectories to and from ND4J, and NumPy's files.
 *
 * <p>Nothing else in the library depends on ND4J. A program that uses this package adds a backend
 * at run time, {@code org.nd4j:nd4j-native} with the classifier of its platform, and keeps both on
 * the class path: ND4J cannot go on the module path.
 *
 * <pre>{@code
 * INDArray table = ParticleArrays.table(particles);          // (N, 8)
 * NpyFiles.write(table, Path.of("cluster.npy"));             // numpy.load("cluster.npy")
 * Particles again = ParticleArrays.particles(NpyFiles.read(Path.of("cluster.npy")));
 * }</pre>
 */
@NullMarked
package org.odisseo.nd4j;

import org.jspecify.annotations.NullMarked;
