// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.validation.Require;

/**
 * A function written with DJL's operations as a differentiable map: exact derivatives of any order
 * by PyTorch's autograd.
 *
 * <pre>{@code
 * DjlFunction length = DjlFunction.of(x -> new NDList(x.head().square().sum().sqrt()));
 * Tensors gradient = length.vjp(Tensors.of(3, 4)).pull(Tensors.of(new Shape(), 1)); // 0.6, 0.8
 * }</pre>
 *
 * <p>The function must be pure, must make new arrays with the manager of its arguments, and must
 * have an argument on the left of every operation with an array from elsewhere, such as the weights
 * of a network (DJL attaches a result to the manager of the left operand, which may outlive the
 * call). Arrays from elsewhere are constants; what is to be differentiated is an argument.
 *
 * <p>With {@link Tensors} nothing has to be closed and everything between host and host is done in
 * one scope of native memory. With {@code NDList} arguments all stays on their device, in their
 * type, and results belong to the manager of the first argument. No graph survives a call. A
 * function may be used by any number of threads at once; they share no lock.
 *
 * <p>Derivatives of derivatives: inside a function use {@link TensorDerivatives}.
 */
public final class DjlFunction implements TwiceDifferentiable<Tensors, Tensors> {

  private final UnaryOperator<NDList> function;
  private final DataType type;
  private final Optional<Device> device;

  private DjlFunction(UnaryOperator<NDList> function, DataType type, Optional<Device> device) {
    this.function = function;
    this.type = type;
    this.device = device;
  }

  /** A function of tensors as a map that works in float64 on the engine's default device. */
  public static DjlFunction of(UnaryOperator<NDList> function) {
    return new DjlFunction(function, DataType.FLOAT64, Optional.empty());
  }

  /**
   * The same function with its {@link Tensors} converted to another type.
   *
   * @param type FLOAT64 or FLOAT32
   */
  public DjlFunction withType(DataType type) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException("type must be a floating type, got " + type);
    }
    return new DjlFunction(function, type, device);
  }

  /** The same function with its {@link Tensors} taken to a device. */
  public DjlFunction on(Device device) {
    return new DjlFunction(function, type, Optional.of(device));
  }

  /** The function of arrays itself, to be used in other functions. */
  public UnaryOperator<NDList> function() {
    return function;
  }

  /** This function followed by another, without a way over the host. */
  public DjlFunction then(DjlFunction next) {
    return new DjlFunction(x -> next.function.apply(function.apply(x)), type, device);
  }

  /**
   * This function as a map between other values, so that it can follow a simulation or precede a
   * loss. The function gets one array with one axis, the numbers of the point in their order; what
   * it gives, one array after the other, are the numbers of the value.
   *
   * @param domain any value of the shape of the points
   * @param range any value of the shape of the values
   */
  public <A extends VectorValue<A>, B extends VectorValue<B>> TwiceDifferentiable<A, B> between(
      A domain, B range) {
    DjlFunction flat =
        new DjlFunction(
            x -> {
              NDList parts = new NDList();
              function.apply(x).forEach(part -> parts.add(part.flatten()));
              return new NDList(parts.size() == 1 ? parts.head() : NDArrays.concat(parts));
            },
            type,
            device);
    TwiceDifferentiable<A, Tensors> pack =
        Maps.linear(Tensors::of, tensors -> domain.withArray(tensors.toArray()));
    TwiceDifferentiable<Tensors, B> unpack =
        Maps.linear(tensors -> range.withArray(tensors.toArray()), Tensors::of);
    return pack.then(flat).then(unpack);
  }

  /** The values of the function on arrays that stay on their device. */
  public NDList apply(NDList point) {
    return Recording.plain(point, function);
  }

  /** Values and cotangents of the point, on the device; see {@link TensorDerivatives#vjp}. */
  public ArraysWithDerivative vjp(NDList point, NDList cotangents) {
    return Recording.detached(
        point,
        recording -> {
          NDList values = recording.call(function);
          return new ArraysWithDerivative(
              values, recording.gradient(values, recording.inputs(), cotangents));
        });
  }

  /** Values and their tangents, on the device; see {@link TensorDerivatives#jvp}. */
  public ArraysWithDerivative jvp(NDList point, NDList tangents) {
    return Recording.detached(
        point,
        recording -> {
          NDList values = recording.call(function);
          return new ArraysWithDerivative(values, recording.tangents(values, tangents));
        });
  }

  @Override
  public Tensors apply(Tensors at) {
    try (NDManager manager = newManager()) {
      return Tensors.copyOf(apply(at.toArrays(manager, type)));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The gradient of a function whose value is one number is computed at once, in the same pass;
   * otherwise each use of the pullback evaluates the function again, so that no native memory waits
   * for it.
   */
  @Override
  public WithPullback<Tensors, Tensors> vjp(Tensors at) {
    HostResult found =
        record(
            at,
            recording -> {
              NDList values = recording.call(function);
              NDList gradient =
                  isOneNumber(values)
                      ? recording.gradient(values, recording.inputs(), recording.ones(values))
                      : new NDList();
              return new ArraysWithDerivative(values, gradient);
            });
    if (found.derivative.count() > 0) {
      return new WithPullback<>(
          found.values, cotangent -> found.derivative.times(oneNumber(cotangent)));
    }
    return new WithPullback<>(found.values, cotangent -> pull(at, cotangent));
  }

  @Override
  public WithTangent<Tensors> jvp(Tensors at, Tensors tangent) {
    HostResult found =
        record(
            at,
            recording -> {
              NDList values = recording.call(function);
              return new ArraysWithDerivative(
                  values, recording.tangents(values, arrays(recording, tangent)));
            });
    return new WithTangent<>(found.values, found.derivative);
  }

  @Override
  public WithDualPullback<Tensors, Tensors> vjpAlong(Tensors at, Tensors direction) {
    HostResult found =
        record(
            at,
            recording -> {
              NDList values = recording.call(function);
              return new ArraysWithDerivative(
                  values,
                  isOneNumber(values)
                      ? gradientAlong(recording, values, arrays(recording, direction))
                      : new NDList());
            });
    if (found.derivative.count() == 0) {
      return new WithDualPullback<>(
          jvp(at, direction), cotangent -> pullAlong(at, direction, cotangent));
    }
    Tensors gradient = found.derivative.range(0, at.count());
    Tensors hessian = found.derivative.range(at.count(), 2 * at.count());
    return new WithDualPullback<>(
        new WithTangent<>(
            found.values, found.values.withArray(new double[] {gradient.dot(direction)})),
        cotangent -> {
          double c = oneNumber(cotangent.value());
          double dc = oneNumber(cotangent.tangent());
          return new WithTangent<>(gradient.times(c), hessian.times(c).plus(dc, gradient));
        });
  }

  private Tensors pull(Tensors at, Tensors cotangent) {
    return record(
            at,
            recording -> {
              NDList values = recording.call(function);
              return new ArraysWithDerivative(
                  new NDList(),
                  recording.gradient(values, recording.inputs(), arrays(recording, cotangent)));
            })
        .derivative;
  }

  /** J^T c, and its derivative: the Hessian of c . f times the direction, plus J^T dc. */
  private WithTangent<Tensors> pullAlong(
      Tensors at, Tensors direction, WithTangent<Tensors> cotangent) {
    HostResult found =
        record(
            at,
            recording -> {
              NDList values = recording.call(function);
              NDList c = arrays(recording, cotangent.value());
              NDList dc = arrays(recording, cotangent.tangent());
              NDList along = arrays(recording, direction);
              NDList inputs = recording.inputs();
              NDList pulled = recording.recordedGradient(values, inputs, c);
              NDList curved = recording.gradient(pulled, inputs, along);
              NDList turned = recording.gradient(values, inputs, dc);
              return new ArraysWithDerivative(pulled, joined(curved, turned));
            });
    Tensors curved = found.derivative.range(0, at.count());
    Tensors turned = found.derivative.range(at.count(), 2 * at.count());
    return new WithTangent<>(found.values, curved.plus(turned));
  }

  /** The gradient of one number, and the Hessian of it times a direction. */
  private static NDList gradientAlong(Recording recording, NDList value, NDList direction) {
    NDList gradient = recording.recordedGradient(value, recording.inputs(), recording.ones(value));
    return joined(gradient, recording.gradient(gradient, recording.inputs(), direction));
  }

  /** What comes back to the host. */
  private record HostResult(Tensors values, Tensors derivative) {}

  private HostResult record(Tensors at, Function<Recording, ArraysWithDerivative> body) {
    try (NDManager manager = newManager()) {
      ArraysWithDerivative found = Recording.detached(at.toArrays(manager, type), body);
      return new HostResult(Tensors.copyOf(found.values()), Tensors.copyOf(found.derivative()));
    }
  }

  private NDList arrays(Recording recording, Tensors tensors) {
    return tensors.toArrays(recording.scope(), type);
  }

  private NDManager newManager() {
    return device.isPresent() ? Backend.newManager(device.get()) : Backend.newManager();
  }

  private static boolean isOneNumber(NDList values) {
    return values.size() == 1 && values.head().size() == 1;
  }

  private static double oneNumber(Tensors cotangent) {
    Require.length("cotangent", cotangent.size(), 1, "one number, as the value");
    return cotangent.toArray()[0];
  }

  private static NDList joined(NDList first, NDList second) {
    NDList both = new NDList(first);
    both.addAll(second);
    return both;
  }
}
