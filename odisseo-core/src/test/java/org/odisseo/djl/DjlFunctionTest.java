// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;

class DjlFunctionTest {

  /** ln sum exp x: its gradient is p = softmax(x), its Hessian diag(p) - p p^T. */
  private static final DjlFunction LOG_SUM_EXP =
      DjlFunction.of(x -> new NDList(x.head().exp().sum().log()));

  /** (x, y) to (x y, sin x, a constant): three outputs of two inputs, one of them free of both. */
  private static final DjlFunction SEVERAL =
      DjlFunction.of(
          in -> {
            NDArray x = in.get(0);
            NDArray constant = x.getManager().create(new double[] {7, 8});
            return new NDList(x.mul(in.get(1)), x.sin(), constant);
          });

  private static final double[] X = {0.3, -1.2, 2.5};
  private static final double[] V = {1.0, -0.5, 0.25};
  private static final Tensors ONE = Tensors.of(new Shape(), 1);

  private static double[] softmax(double... x) {
    double sum = 0;
    for (double v : x) {
      sum += Math.exp(v);
    }
    double[] p = new double[x.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(x[i]) / sum;
    }
    return p;
  }

  private static double[] hessianTimes(double[] x, double[] v) {
    double[] p = softmax(x);
    double mean = 0;
    for (int i = 0; i < p.length; i++) {
      mean += p[i] * v[i];
    }
    double[] product = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      product[i] = p[i] * (v[i] - mean);
    }
    return product;
  }

  @Test
  void valueGradientAndHessianOfOneNumber() {
    Tensors x = Tensors.of(X);
    Tensors v = Tensors.of(V);
    double[] p = softmax(X);

    WithPullback<Tensors, Tensors> reverse = LOG_SUM_EXP.vjp(x);
    assertEquals(X[0] - Math.log(p[0]), reverse.value().toArray()[0], 1e-15);
    assertArrayEquals(p, reverse.pull(ONE).toArray(), 1e-15);
    assertArrayEquals(
        Tensors.of(p).times(-2).toArray(), reverse.pull(ONE.times(-2)).toArray(), 1e-15);

    WithTangent<Tensors> forward = LOG_SUM_EXP.jvp(x, v);
    assertEquals(Tensors.of(p).dot(v), forward.tangent().toArray()[0], 1e-15);

    WithDualPullback<Tensors, Tensors> dual = LOG_SUM_EXP.vjpAlong(x, v);
    assertEquals(Tensors.of(p).dot(v), dual.value().tangent().toArray()[0], 1e-15);
    WithTangent<Tensors> pulled = dual.pull(new WithTangent<>(ONE.times(3), ONE.times(0.5)));
    assertArrayEquals(Tensors.of(p).times(3).toArray(), pulled.value().toArray(), 1e-15);
    assertArrayEquals(
        Tensors.of(hessianTimes(X, V)).times(3).plus(0.5, Tensors.of(p)).toArray(),
        pulled.tangent().toArray(),
        1e-15);
  }

  @Test
  void severalOutputsOfSeveralInputs() {
    Tensors at = Tensors.of(1.5, -0.5).and(Tensors.of(2.0, 3.0));
    Tensors tangent = Tensors.of(0.1, 0.2).and(Tensors.of(0.3, -0.4));
    Tensors cotangent = Tensors.of(1, 2).and(Tensors.of(3, 4)).and(Tensors.of(5, 6));

    WithPullback<Tensors, Tensors> reverse = SEVERAL.vjp(at);
    assertArrayEquals(
        new double[] {3, -1.5, Math.sin(1.5), Math.sin(-0.5), 7, 8},
        reverse.value().toArray(),
        1e-15);
    // x: c1 y + c2 cos x; y: c1 x
    double[] pulled = {1 * 2.0 + 3 * Math.cos(1.5), 2 * 3.0 + 4 * Math.cos(-0.5), 1.5, -1};
    assertArrayEquals(pulled, reverse.pull(cotangent).toArray(), 1e-14);

    WithTangent<Tensors> forward = SEVERAL.jvp(at, tangent);
    double[] pushed = {
      0.1 * 2 + 1.5 * 0.3, 0.2 * 3 + 0.5 * 0.4, 0.1 * Math.cos(1.5), 0.2 * Math.cos(-0.5), 0, 0
    };
    assertArrayEquals(pushed, forward.tangent().toArray(), 1e-15);
    assertEquals(cotangent.dot(forward.tangent()), tangent.dot(reverse.pull(cotangent)), 1e-14);

    // along the tangent: d(c1 y) = dc1 y + c1 dy; d(c2 cos x) = dc2 cos x - c2 sin x dx; d(c1 x)
    Tensors turn = cotangent.times(-0.5);
    WithTangent<Tensors> dual =
        SEVERAL.vjpAlong(at, tangent).pull(new WithTangent<>(cotangent, turn));
    assertArrayEquals(pulled, dual.value().toArray(), 1e-14);
    double[] derivative = {
      -0.5 * 2 + 1 * 0.3 - 1.5 * Math.cos(1.5) - 3 * Math.sin(1.5) * 0.1,
      -1 * 3 + 2 * -0.4 - 2 * Math.cos(-0.5) - 4 * Math.sin(-0.5) * 0.2,
      -0.5 * 1.5 + 1 * 0.1,
      -1 * -0.5 + 2 * 0.2
    };
    assertArrayEquals(derivative, dual.tangent().toArray(), 1e-14);
  }

  @Test
  void thirdDerivativeFromTheSecondByNesting() {
    // The gradient of v . H v in x, of sum x^4: v^2 12 x^2 has the derivative 24 x v^2.
    DjlFunction curvature =
        DjlFunction.of(
            in -> {
              NDArray v = in.get(1);
              NDList product =
                  TensorDerivatives.hessianVector(
                      x -> new NDList(x.head().pow(4).sum()), new NDList(in.get(0)), new NDList(v));
              return new NDList(product.head().mul(v).sum());
            });
    Tensors at = Tensors.of(X).and(Tensors.of(V));
    Tensors gradient = curvature.vjp(at).pull(ONE);
    for (int i = 0; i < X.length; i++) {
      assertEquals(24 * X[i] * V[i] * V[i], gradient.values(0)[i], 1e-13);
      assertEquals(24 * X[i] * X[i] * V[i], gradient.values(1)[i], 1e-13);
    }
  }

  /**
   * The graph of x * (-0.5) needs -0.5 again in the backward pass. DJL drops the memory of that
   * number after the operation; it must not be lost to a garbage collection in between.
   */
  @Test
  void numbersSurviveGarbageCollection() {
    DjlFunction function =
        DjlFunction.of(
            x -> {
              NDArray half = x.head().mul(-0.5);
              NDList inner = // a second level makes its own numbers, needed after it has ended
                  TensorDerivatives.gradient(y -> new NDList(y.head().mul(0.25).square().sum()), x);
              collectGarbageAndReuseMemory();
              return new NDList(half.add(inner.head()).sum());
            });
    for (int k = 0; k < 5; k++) {
      // -0.5 + d/dx (2 * 0.25^2 x)
      assertArrayEquals(
          new double[] {-0.375, -0.375, -0.375}, function.vjp(Tensors.of(X)).pull(ONE).toArray());
    }
  }

  private static void collectGarbageAndReuseMemory() {
    try {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < 1000; i++) {
      ByteBuffer.allocateDirect(8).putDouble(0, 1e300);
    }
  }

  @Test
  void composesWithOtherMapsToSecondOrder() {
    // Scalar s to (s, s^2), into ln sum exp, back to a scalar.
    TwiceDifferentiable<Tensors, Tensors> both =
        DjlFunction.of(
            s -> {
              NDArray x = s.head();
              return new NDList(x.concat(x.square()));
            });
    TwiceDifferentiable<Tensors, Tensors> inMap = both.then(LOG_SUM_EXP);
    double s = 0.4;
    double p = softmax(s, s * s)[1];
    double first = (1 - p) + p * 2 * s;
    double second = 2 * p + p * (1 - p) * Math.pow(2 * s - 1, 2);
    WithTangent<Tensors> pulled =
        inMap.vjpAlong(Tensors.of(s), Tensors.of(1)).pull(WithTangent.constant(ONE));
    assertEquals(first, pulled.value().toArray()[0], 1e-15);
    assertEquals(second, pulled.tangent().toArray()[0], 1e-14);

    DjlFunction fused = ((DjlFunction) both).then(LOG_SUM_EXP);
    TwiceDifferentiable<Scalar, Scalar> typed = fused.between(new Scalar(0), new Scalar(0));
    Scalar gradient = typed.vjp(new Scalar(s)).pull(new Scalar(1));
    assertEquals(first, gradient.value(), 1e-15);
    assertEquals(
        second,
        typed
            .vjpAlong(new Scalar(s), new Scalar(1))
            .pull(WithTangent.constant(new Scalar(1)))
            .tangent()
            .value(),
        1e-14);
  }

  @Test
  void singlePrecisionOnAnExplicitDevice() {
    DjlFunction single = LOG_SUM_EXP.withType(DataType.FLOAT32).on(Device.cpu());
    double[] gradient = single.vjp(Tensors.of(X)).pull(ONE).toArray();
    assertArrayEquals(softmax(X), gradient, 1e-6);
    assertEquals((float) gradient[0], gradient[0]);
  }

  @Test
  void arraysThatStayOnTheDevice() {
    try (NDManager manager = Backend.newManager()) {
      NDArray x = manager.create(X);
      x.setRequiresGradient(true); // as a parameter of a network has; no graph must come of it
      int before = manager.getManagedArrays().size();
      try (ArraysWithDerivative reverse =
              LOG_SUM_EXP.vjp(new NDList(x), new NDList(manager.create(1.0)));
          ArraysWithDerivative forward =
              LOG_SUM_EXP.jvp(new NDList(x), new NDList(manager.create(V)))) {
        assertArrayEquals(softmax(X), reverse.derivative().head().toDoubleArray(), 1e-15);
        assertEquals(
            Tensors.of(softmax(X)).dot(Tensors.of(V)),
            forward.derivative().head().getDouble(),
            1e-15);
        assertEquals(reverse.values().head().getDouble(), forward.values().head().getDouble());
        for (NDList list :
            new NDList[] {
              reverse.values(), reverse.derivative(), forward.values(), forward.derivative()
            }) {
          assertEquals(false, PyTorch.requiresGradient(list.head()));
        }
      }
      assertEquals(before + 2, manager.getManagedArrays().size()); // the two created in the call
    }
  }

  @Test
  void functionsThatReturnTheirInputOrIgnoreIt() {
    DjlFunction same = DjlFunction.of(x -> x);
    assertArrayEquals(V, same.vjp(Tensors.of(X)).pull(Tensors.of(V)).toArray());
    assertArrayEquals(V, same.jvp(Tensors.of(X), Tensors.of(V)).tangent().toArray());
    DjlFunction twice = DjlFunction.of(x -> new NDList(x.head(), x.head()));
    assertArrayEquals(
        Tensors.of(V).times(2).toArray(),
        twice.vjp(Tensors.of(X)).pull(Tensors.of(V).and(Tensors.of(V))).toArray());
    DjlFunction constant =
        DjlFunction.of(x -> new NDList(x.head().getManager().ones(new Shape(1))));
    assertArrayEquals(new double[3], constant.vjp(Tensors.of(X)).pull(Tensors.of(1)).toArray());
    assertArrayEquals(
        new double[1], constant.jvp(Tensors.of(X), Tensors.of(V)).tangent().toArray());
  }

  @Test
  void saysWhatIsWrongWithArguments() {
    IllegalArgumentException shape =
        assertThrows(
            IllegalArgumentException.class,
            () -> SEVERAL.jvp(Tensors.of(X).and(Tensors.of(V)), Tensors.of(X).and(Tensors.of(1))));
    assertTrue(
        shape.getMessage().contains("tangents[1] must be (3) float64, got (1)"), shape::getMessage);
    IllegalArgumentException count =
        assertThrows(
            IllegalArgumentException.class,
            () -> SEVERAL.vjp(Tensors.of(X).and(Tensors.of(V))).pull(ONE));
    assertTrue(
        count.getMessage().contains("cotangents must hold 3 arrays, got 1"), count::getMessage);
    assertThrows(IllegalArgumentException.class, () -> Tensors.of(new Shape(2, 2), 1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> LOG_SUM_EXP.withType(DataType.INT32));
  }
}
