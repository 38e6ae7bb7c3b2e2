// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One level of differentiation: inputs that are followed, and gradients with respect to them.
 *
 * <p>Levels nest. Whether the gradients of a level must themselves be differentiable is known from
 * PyTorch's mode in this thread: it is on exactly when an outer level is recording.
 */
final class Recording {

  private final NDManager scope;
  private final NDList inputs;
  private final boolean nested;

  private Recording(NDManager scope, NDList inputs, boolean nested) {
    this.scope = scope;
    this.inputs = inputs;
    this.nested = nested;
  }

  /**
   * Records what a body does with a point.
   *
   * @param point the inputs; they are not changed, the body gets its own views of them
   * @param body gives the results; everything else that it makes with the manager of its inputs is
   *     closed
   * @return the results, as new array objects that belong to the manager of the first input
   */
  static NDList of(NDList point, Function<Recording, NDList> body) {
    NDManager home = Backend.requireCalculating(point.head().getManager());
    boolean nested = PyTorch.isRecording();
    try (NDManager scope = PyTorch.newScope(home)) {
      NDList inputs = views(point, scope, nested);
      inputs.forEach(Recording::follow);
      NDList results =
          PyTorch.recording(true, () -> body.apply(new Recording(scope, inputs, nested)));
      // Outside any level, results may be views of buffers that end with the scope; inside one the
      // outermost scope keeps them, and a copy would cut the graph.
      return nested ? PyTorch.share(home, results) : PyTorch.copy(home, results);
    }
  }

  /** As {@link #of}, not inside any other level, with results that carry no graph. */
  static ArraysWithDerivative detached(
      NDList point, Function<Recording, ArraysWithDerivative> body) {
    NDManager home = Backend.requireCalculating(point.head().getManager());
    return PyTorch.recording(
        false,
        () -> {
          try (NDManager scope = PyTorch.newScope(home)) {
            NDList inputs = views(point, scope, false);
            inputs.forEach(Recording::follow);
            ArraysWithDerivative results =
                PyTorch.recording(true, () -> body.apply(new Recording(scope, inputs, false)));
            return new ArraysWithDerivative(
                PyTorch.copy(home, results.values()), PyTorch.copy(home, results.derivative()));
          }
        });
  }

  /** The values of a function, with nothing recorded and nothing else left. */
  static NDList plain(NDList point, UnaryOperator<NDList> function) {
    NDManager home = Backend.requireCalculating(point.head().getManager());
    return PyTorch.recording(
        false,
        () -> {
          try (NDManager scope = home.newSubManager()) {
            return PyTorch.copy(home, function.apply(views(point, scope, false)));
          }
        });
  }

  /** The same numbers in a scope, each array a node of its own in the graph or out of it. */
  private static NDList views(NDList arrays, NDManager scope, boolean nested) {
    NDList views = new NDList(arrays.size());
    for (NDArray array : arrays) {
      NDArray view = nested ? array.reshape(array.getShape()) : array.stopGradient();
      view.attach(scope);
      views.add(view);
    }
    return views;
  }

  /** The manager of everything temporary. */
  NDManager scope() {
    return scope;
  }

  /** The inputs that are followed. */
  NDList inputs() {
    return inputs;
  }

  /** The values of the function that is being differentiated, at the inputs. */
  NDList call(UnaryOperator<NDList> function) {
    return PyTorch.share(scope, function.apply(new NDList(inputs)));
  }

  /** Zeros like the values, followed as inputs are. */
  private NDList followedZeros(NDList values) {
    NDList zeros = new NDList(values.size());
    for (NDArray value : values) {
      zeros.add(scope.zeros(value.getShape(), value.getDataType()));
    }
    zeros.forEach(Recording::follow);
    return zeros;
  }

  /** Ones like the values. */
  NDList ones(NDList values) {
    NDList ones = new NDList(values.size());
    for (NDArray value : values) {
      ones.add(scope.ones(value.getShape(), value.getDataType()));
    }
    return ones;
  }

  /** The last gradient of this level, differentiable if this level is inside another. */
  NDList gradient(NDList values, NDList inputs, NDList seeds) {
    return gradient(nested, values, inputs, seeds);
  }

  /** A gradient that this level goes on to differentiate. */
  NDList recordedGradient(NDList values, NDList inputs, NDList seeds) {
    return gradient(true, values, inputs, seeds);
  }

  private NDList gradient(boolean recorded, NDList values, NDList inputs, NDList seeds) {
    requireAlike("cotangents", seeds, values);
    GradientProgram program = recorded ? GradientProgram.RECORDED : GradientProgram.LAST;
    return program.run(scope, values, inputs, seeds);
  }

  /** The tangents of the values along tangents of the inputs; see {@link TensorDerivatives#jvp}. */
  NDList tangents(NDList values, NDList tangents) {
    requireAlike("tangents", tangents, inputs);
    NDList dummies = followedZeros(values);
    NDList pulled = recordedGradient(values, inputs, dummies);
    return gradient(pulled, dummies, tangents);
  }

  /** Checks that arrays match others in number, shape and type. */
  static void requireAlike(String argument, NDList actual, NDList expected) {
    if (actual.size() != expected.size()) {
      throw new IllegalArgumentException(
          argument + " must hold " + expected.size() + " arrays, got " + actual.size());
    }
    for (int i = 0; i < actual.size(); i++) {
      NDArray a = actual.get(i);
      NDArray e = expected.get(i);
      if (!a.getShape().equals(e.getShape()) || a.getDataType() != e.getDataType()) {
        throw new IllegalArgumentException(
            argument + "[" + i + "] must be " + describe(e) + ", got " + describe(a));
      }
    }
  }

  private static String describe(NDArray array) {
    return array.getShape() + " " + array.getDataType();
  }

  private static void follow(NDArray array) {
    if (array.getDataType().isFloating() && !PyTorch.requiresGradient(array)) {
      array.setRequiresGradient(true);
    }
  }
}
