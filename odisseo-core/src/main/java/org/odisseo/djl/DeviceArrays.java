// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays of one type on one device, from and to numbers of the host. All that a run copies from its
 * device to the host goes through here.
 *
 * @param manager owns the arrays
 * @param type the type of their elements
 * @param copied told of each copy to the host
 */
record DeviceArrays(NDManager manager, DataType type, Runnable copied) {

  /** An array with memory of its own: DJL would let it live in the buffer it is made from. */
  NDArray of(double[] values, Shape shape) {
    try (NDArray host = manager.create(values, shape)) {
      return type == DataType.FLOAT64 ? host.duplicate() : host.toType(type, true);
    }
  }

  NDArray of(double... values) {
    return of(values, new Shape(values.length));
  }

  NDArray zeros(long... shape) {
    return manager.zeros(new Shape(shape), type);
  }

  /** Zeros in float64, to add sums up in. */
  NDArray sums(long... shape) {
    return manager.zeros(new Shape(shape), DataType.FLOAT64);
  }

  /** Copies an array to the host. */
  double[] toHost(NDArray array) {
    copied.run();
    return read(array);
  }

  /** Copies an answer to the host. */
  boolean isTrue(NDArray answer) {
    copied.run();
    return answer.getBoolean();
  }

  /** The numbers of an array. */
  static double[] read(NDArray array) {
    if (array.getDataType() == DataType.FLOAT64) {
      return array.toDoubleArray();
    }
    try (NDArray converted = array.toType(DataType.FLOAT64, true)) {
      return converted.toDoubleArray();
    }
  }
}
