// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.ParameterSet;

/** The components of a record as named parameters; how to read them is found once per class. */
final class RecordParameters {

  private static final ClassValue<RecordParameters> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected RecordParameters computeValue(Class<?> type) {
          return new RecordParameters(type);
        }
      };

  private final List<String> names = new ArrayList<>();
  private final List<MethodHandle> accessors = new ArrayList<>();

  private RecordParameters(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(
          type.getName() + " is not a record: it must define parameters() itself");
    }
    for (RecordComponent component : components) {
      if (component.getType() != double.class) {
        throw new IllegalStateException(
            "the component "
                + component.getName()
                + " of "
                + type.getName()
                + " must be a double, or the record must define parameters() itself");
      }
      names.add(component.getName());
      accessors.add(accessor(type, component));
    }
  }

  static ParameterSet of(Potential record) {
    RecordParameters shape = OF_CLASS.get(record.getClass());
    return ParameterSet.of(shape.names, shape.values(record));
  }

  private static MethodHandle accessor(Class<?> type, RecordComponent component) {
    try {
      // A record of a user's may be nested in a class that is not public.
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup().unreflect(component.getAccessor());
    } catch (IllegalAccessException | RuntimeException e) {
      throw new IllegalStateException(
          "cannot read " + component.getName() + " of " + type.getName() + "; open its package", e);
    }
  }

  private double[] values(Object record) {
    double[] values = new double[accessors.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = (double) accessors.get(i).invoke(record);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read the components of " + record.getClass(), e);
    }
    return values;
  }
}
