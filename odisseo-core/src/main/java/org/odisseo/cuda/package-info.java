// SPDX-License-Identifier: Apache-2.0

/**
 * Simulations in kernels of CUDA C on an NVIDIA GPU.
 *
 * <p>{@link org.odisseo.cuda.CudaEngine} is an engine like the others. Texts of kernels lie beside
 * the classes: {@code pairs.cu} has the one formula of the attraction with its tangent and its
 * reverse, {@code vectors.cu} the algebra of states, {@code special.cu} functions that a device
 * lacks. The kernels of a field are written from its expression. All kernels take one argument, 96
 * numbers of eight bytes, and no thread waits for another or adds to what another adds to: so
 * results have the same bits in every run, and the same texts run on a processor, thread after
 * thread, where they are tested.
 */
@NullMarked
package org.odisseo.cuda;

import org.jspecify.annotations.NullMarked;
