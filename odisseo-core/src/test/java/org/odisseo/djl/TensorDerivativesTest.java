// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorDerivativesTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Backend.newManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** f(a, b) = sum a^3 b, with gradient (3 a^2 b, a^3). */
  private static NDList cubic(NDList x) {
    NDArray a = x.get(0);
    return new NDList(a.mul(a).mul(a).mul(x.get(1)).sum());
  }

  private NDList arrays(double[]... values) {
    NDList list = new NDList();
    for (double[] value : values) {
      list.add(manager.create(value));
    }
    return list;
  }

  @Test
  void gradientOfSeveralInputs() {
    NDList x = arrays(new double[] {1.5, -2}, new double[] {0.5, 3});
    NDList gradient = TensorDerivatives.gradient(TensorDerivativesTest::cubic, x);
    assertArrayEquals(
        new double[] {3 * 1.5 * 1.5 * 0.5, 3 * 4 * 3}, gradient.get(0).toDoubleArray(), 1e-14);
    assertArrayEquals(new double[] {1.5 * 1.5 * 1.5, -8}, gradient.get(1).toDoubleArray(), 1e-14);
  }

  @Test
  void fourthDerivativeByNesting() {
    // d^n/dx^n x^5: 5 x^4, 20 x^3, 60 x^2, 120 x
    UnaryOperator<NDList> f = x -> new NDList(x.get(0).pow(5));
    NDList x = arrays(new double[] {1.3, -0.7});
    double[] factor = {5, 20, 60, 120};
    for (int order = 1; order <= 4; order++) {
      UnaryOperator<NDList> inner = f;
      f = y -> TensorDerivatives.gradient(inner, y);
      double[] expected = new double[2];
      for (int i = 0; i < 2; i++) {
        expected[i] = factor[order - 1] * Math.pow(new double[] {1.3, -0.7}[i], 5 - order);
      }
      assertArrayEquals(expected, f.apply(x).get(0).toDoubleArray(), 1e-12);
    }
  }

  @Test
  void temporariesAreClosed() {
    NDList x = arrays(new double[] {1.5, -2}, new double[] {0.5, 3});
    int before = manager.getManagedArrays().size();
    NDList g = TensorDerivatives.hessianVector(TensorDerivativesTest::cubic, x, x);
    assertEquals(before + 2, manager.getManagedArrays().size());
    g.close();
  }
}
