// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.validation.Require;

/**
 * A list of tensors as a plain Java value: numbers in host memory and their shapes. Nothing has to
 * be closed. One call takes it to the device of a DJL manager, one call brings it back.
 *
 * <p>The numbers are held as doubles whatever the type of the tensors they came from.
 */
public final class Tensors implements VectorValue<Tensors> {

  private final List<Shape> shapes;
  private final double[] values; // all tensors one after the other, each in row-major order

  private Tensors(List<Shape> shapes, double[] values) {
    this.shapes = shapes;
    this.values = values;
  }

  /** One tensor with one axis. */
  public static Tensors of(double... values) {
    return of(new Shape(values.length), values);
  }

  /**
   * One tensor.
   *
   * @param shape its shape
   * @param values its elements in row-major order
   * @throws IllegalArgumentException if the number of elements is not that of the shape
   */
  public static Tensors of(Shape shape, double... values) {
    Require.length("values", values.length, Math.toIntExact(shape.size()), "shape " + shape);
    return new Tensors(List.of(shape), values.clone());
  }

  /** The numbers of any vector value as one tensor with one axis. */
  public static Tensors of(VectorValue<?> value) {
    double[] values = value.toArray();
    return new Tensors(List.of(new Shape(values.length)), values);
  }

  /** A copy of arrays of any type and device. */
  public static Tensors copyOf(NDList arrays) {
    List<Shape> shapes = new ArrayList<>();
    List<double[]> parts = new ArrayList<>();
    for (NDArray array : arrays) {
      shapes.add(array.getShape());
      parts.add(DeviceArrays.read(array));
    }
    return new Tensors(List.copyOf(shapes), concatenate(parts));
  }

  /** These tensors followed by others. */
  public Tensors and(Tensors others) {
    List<Shape> all = new ArrayList<>(shapes);
    all.addAll(others.shapes);
    return new Tensors(List.copyOf(all), concatenate(List.of(values, others.values)));
  }

  /** The tensors with the numbers from {@code from} to {@code to}, the latter not included. */
  public Tensors range(int from, int to) {
    return new Tensors(
        shapes.subList(from, to), Arrays.copyOfRange(values, start(from), start(to)));
  }

  /** The number of tensors. */
  public int count() {
    return shapes.size();
  }

  /** The shape of a tensor. */
  public Shape shape(int tensor) {
    return shapes.get(Require.index("tensor", tensor, shapes.size()));
  }

  /** The elements of a tensor in row-major order, in a new array. */
  public double[] values(int tensor) {
    int start = start(Require.index("tensor", tensor, shapes.size()));
    return Arrays.copyOfRange(values, start, start + Math.toIntExact(shapes.get(tensor).size()));
  }

  /**
   * These tensors as arrays of DJL.
   *
   * @param manager owns the arrays, and says on which device they are
   * @param type the type of their elements; numbers are rounded to it
   */
  public NDList toArrays(NDManager manager, DataType type) {
    NDList arrays = new NDList(shapes.size());
    for (int i = 0; i < shapes.size(); i++) {
      NDArray array = manager.create(values(i), shapes.get(i));
      if (type == DataType.FLOAT64) {
        arrays.add(array);
      } else {
        arrays.add(array.toType(type, false));
        array.close();
      }
    }
    return arrays;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public Tensors withArray(double[] values) {
    return new Tensors(
        shapes, Require.length("values", values, this.values.length, "the shapes").clone());
  }

  /** Labels like {@code 0[5]}: the tensor, and the element in row-major order. */
  @Override
  public List<String> labels() {
    List<String> labels = new ArrayList<>(values.length);
    for (int t = 0; t < shapes.size(); t++) {
      for (long i = 0; i < shapes.get(t).size(); i++) {
        labels.add(t + "[" + i + "]");
      }
    }
    return labels;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensors that
        && shapes.equals(that.shapes)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shapes.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    String numbers =
        values.length <= 16 ? Arrays.toString(values) : "[" + values.length + " numbers]";
    return "Tensors" + shapes + " " + numbers;
  }

  private int start(int tensor) {
    long start = 0;
    for (int i = 0; i < tensor; i++) {
      start += shapes.get(i).size();
    }
    return (int) start;
  }

  private static double[] concatenate(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int start = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, start, part.length);
      start += part.length;
    }
    return all;
  }
}
