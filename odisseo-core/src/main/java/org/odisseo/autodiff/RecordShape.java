// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.odisseo.validation.Require;

/** How the numbers of a record lie in a flat array; found once per class by reflection. */
final class RecordShape {

  private static final Set<Class<?>> REFUSED = Set.of(float.class, Float.class, Double.class);

  /** Computed once per class and dropped with it: a cache that cannot be observed. */
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private enum Kind {
    NUMBER,
    ARRAY,
    VALUE,
    CONSTANT
  }

  private final Class<?> type;
  private final String[] names;
  private final Kind[] kinds;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  static RecordShape of(VectorRecord<?> value) {
    return SHAPES.get(value.getClass());
  }

  private RecordShape(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(
          "a VectorRecord must be a record, got " + type.getName() + "; implement VectorValue");
    }
    RecordComponent[] components = type.getRecordComponents();
    this.type = type;
    this.names = new String[components.length];
    this.kinds = new Kind[components.length];
    this.accessors = new Method[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      names[i] = components[i].getName();
      types[i] = components[i].getType();
      kinds[i] = kind(types[i], names[i]);
      accessors[i] = open(components[i].getAccessor());
    }
    try {
      this.constructor = open(type.getDeclaredConstructor(types));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record always has its canonical constructor", e);
    }
  }

  private Kind kind(Class<?> component, String name) {
    if (component == double.class) {
      return Kind.NUMBER;
    }
    if (component == double[].class) {
      return Kind.ARRAY;
    }
    if (VectorValue.class.isAssignableFrom(component)) {
      return Kind.VALUE;
    }
    if (REFUSED.contains(component)) {
      throw new IllegalArgumentException(
          "component " + name + " of " + type.getName() + " must be a double, got " + component);
    }
    return Kind.CONSTANT;
  }

  private <M extends AccessibleObject> M open(M member) {
    // A public record in an exported package needs no opening; a failure shows at the first use.
    member.trySetAccessible();
    return member;
  }

  int size(Object record) {
    int size = 0;
    for (int i = 0; i < kinds.length; i++) {
      size += size(i, kinds[i] == Kind.NUMBER ? "" : component(record, i));
    }
    return size;
  }

  double[] toArray(Object record) {
    double[] values = new double[size(record)];
    int offset = 0;
    for (int i = 0; i < kinds.length; i++) {
      Object component = component(record, i);
      double[] part =
          switch (kinds[i]) {
            case NUMBER -> new double[] {(double) component};
            case ARRAY -> (double[]) component;
            case VALUE -> ((VectorValue<?>) component).toArray();
            case CONSTANT -> new double[0];
          };
      System.arraycopy(part, 0, values, offset, part.length);
      offset += part.length;
    }
    return values;
  }

  Object withArray(Object record, double[] values) {
    Require.length("values", values.length, size(record), "the numbers of " + name());
    Object[] arguments = new Object[kinds.length];
    int offset = 0;
    for (int i = 0; i < kinds.length; i++) {
      Object component = component(record, i);
      double[] part = Arrays.copyOfRange(values, offset, offset + size(i, component));
      offset += part.length;
      arguments[i] =
          switch (kinds[i]) {
            case NUMBER -> part[0];
            case ARRAY -> part;
            case VALUE -> ((VectorValue<?>) component).withArray(part);
            case CONSTANT -> component;
          };
    }
    return create(arguments);
  }

  List<String> labels(Object record) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      Object component = component(record, i);
      switch (kinds[i]) {
        case NUMBER -> labels.add(names[i]);
        case ARRAY -> {
          for (int k = 0; k < ((double[]) component).length; k++) {
            labels.add(names[i] + "[" + k + "]");
          }
        }
        case VALUE -> {
          for (String label : ((VectorValue<?>) component).labels()) {
            labels.add(names[i] + "." + label);
          }
        }
        case CONSTANT -> {}
      }
    }
    return List.copyOf(labels);
  }

  double[] typicalMagnitudes(Object record) {
    double[] magnitudes = toArray(record);
    int offset = 0;
    for (int i = 0; i < kinds.length; i++) {
      Object component = component(record, i);
      int size = size(i, component);
      if (kinds[i] == Kind.VALUE) {
        double[] part = ((VectorValue<?>) component).typicalMagnitudes();
        System.arraycopy(part, 0, magnitudes, offset, size);
      } else {
        for (int k = offset; k < offset + size; k++) {
          magnitudes[k] = magnitudes[k] == 0 ? 1 : Math.abs(magnitudes[k]);
        }
      }
      offset += size;
    }
    return magnitudes;
  }

  private int size(int i, Object component) {
    return switch (kinds[i]) {
      case NUMBER -> 1;
      case ARRAY -> ((double[]) component).length;
      case VALUE -> ((VectorValue<?>) component).size();
      case CONSTANT -> 0;
    };
  }

  private Object component(Object record, int i) {
    try {
      return accessors[i].invoke(record);
    } catch (IllegalAccessException e) {
      throw inaccessible(e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "component " + names[i] + " of " + name() + " cannot be read", e.getCause());
    }
  }

  private Object create(Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InstantiationException | IllegalAccessException e) {
      throw inaccessible(e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          name()
              + " rejects the displacement "
              + Arrays.deepToString(arguments)
              + "; a VectorRecord must accept any numbers, check physical values in a factory",
          e.getCause());
    }
  }

  private IllegalArgumentException inaccessible(ReflectiveOperationException cause) {
    return new IllegalArgumentException(
        type.getName() + " must be visible to org.odisseo: make it public, or open its package",
        cause);
  }

  private String name() {
    return "record " + type.getSimpleName();
  }
}
