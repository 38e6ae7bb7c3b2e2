// SPDX-License-Identifier: Apache-2.0

/**
 * Tensors of DJL: functions of them as differentiable maps, expressions and simulations on them.
 *
 * <p>The rest of the library works on plain numbers. Here it meets networks and GPUs. Three things
 * go from one side to the other:
 *
 * <ul>
 *   <li>{@link org.odisseo.djl.DjlFunction} turns a function written with DJL's operations into a
 *       differentiable map of {@link org.odisseo.djl.Tensors}, or of any other values, with exact
 *       derivatives of any order; {@link org.odisseo.djl.TensorDerivatives} are derivatives inside
 *       such functions, as a loss with a Laplacian needs them;
 *   <li>{@link org.odisseo.djl.NDArrayEvaluator} evaluates expressions on arrays of any device;
 *   <li>{@link org.odisseo.djl.DjlEngine} runs simulations on a device, or on several that share
 *       the bodies, in the same way.
 * </ul>
 *
 * <pre>{@code
 * DjlFunction loss = DjlFunction.of(x -> new NDList(x.head().square().sum().add(1).log()));
 * Tensors gradient = loss.vjp(Tensors.of(1, 2, 3)).pull(Tensors.of(new Shape(), 1));
 *
 * Differentiable<SimulationInput, Scalar> misfit =
 *     simulation.then(network.between(trajectory, new Scalar(0)));
 * }</pre>
 *
 * <p>The engine is PyTorch, and is needed only when something here is used; without it an error
 * says which dependencies to add. What runs many operations in one call is a program in
 * TorchScript, generated as text, or kept as text beside the classes; nothing binary is kept.
 *
 * <p>On a CPU the engine is {@code ai.djl.pytorch:pytorch-engine:0.35.1} with {@code
 * pytorch-jni:2.7.1-0.35.1} and {@code pytorch-native-cpu:2.7.1}. For an NVIDIA GPU there are two
 * ways: an installed libtorch 2.7.1 with the same engine and JNI library, with the environment
 * variables {@code PYTORCH_LIBRARY_PATH} naming its directory of libraries and {@code
 * PYTORCH_FLAVOR=cu128}; or DJL 0.32.0 throughout with {@code pytorch-jni:2.5.1-0.32.0} and {@code
 * pytorch-native-cu124:2.5.1}, 2.5 GB. The system property {@code ai.djl.offline=true} keeps DJL
 * from downloading anything, and from reporting its use, at run time.
 *
 * <p>A run on a device keeps its state there, and the record of a gradient too:
 *
 * <table>
 *   <caption>What goes between the device and the host, or other devices, and when</caption>
 *   <tr><th>what</th><th>from, to</th><th>when</th></tr>
 *   <tr><td>initial state, masses, softenings</td><td>host, device</td><td>at the begin</td></tr>
 *   <tr><td>a saved state</td><td>device, host</td><td>when it is saved</td></tr>
 *   <tr><td>whether all is finite</td><td>device, host</td><td>every 32 steps for up to 8192 bodies,
 *       every 4 for more than 65536</td></tr>
 *   <tr><td>the size of the error</td><td>device, host</td><td>in each step under error
 *       control</td></tr>
 *   <tr><td>the cotangent of a saved state</td><td>host, device</td><td>on the way back</td></tr>
 *   <tr><td>the gradient</td><td>device, host</td><td>when the way back is over</td></tr>
 *   <tr><td>positions of the bodies that attract</td><td>device, other devices</td><td>before each
 *       evaluation of a force</td></tr>
 *   <tr><td>cotangents of these positions</td><td>device, other devices</td><td>after the reverse
 *       of each</td></tr>
 * </table>
 *
 * <p>Pitfalls of DJL 0.35.1 that this package works around, for those who use DJL beside it:
 *
 * <ul>
 *   <li>in {@code x.mul(0.5)} the number becomes a tensor on a Java buffer that is dropped after
 *       the operation, while the graph of a recorded operation still needs it: after a garbage
 *       collection the gradient is wrong. Within functions of this package it is kept;
 *   <li>{@code duplicate()} cuts the gradient; {@code manager.full} rounds to float32;
 *   <li>an array made from host numbers lives in a Java buffer, and so do views of it: closing the
 *       array frees the views' memory too.
 * </ul>
 */
@NullMarked
package org.odisseo.djl;

import org.jspecify.annotations.NullMarked;
