// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldKernelTest {

  /** The list of names in the text of the kernels, in the order of the slots. */
  private static List<String> namesInTheText() {
    String text = CudaKernels.text("field.cu").replaceAll("//[^\n]*", "");
    int start = text.indexOf("enum {") + "enum {".length();
    return Arrays.stream(text.substring(start, text.indexOf('}', start)).split(","))
        .map(String::strip)
        .toList();
  }

  private static int value(Field constant) {
    try {
      return constant.getInt(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void slotsAreThoseOfTheText() {
    List<Field> constants =
        Arrays.stream(FieldKernel.class.getDeclaredFields())
            .filter(field -> field.getType() == int.class)
            .sorted(Comparator.comparing(FieldKernelTest::value))
            .toList();
    List<String> names = new ArrayList<>();
    for (Field constant : constants) {
      assertEquals(names.size(), value(constant), constant.getName());
      names.add(constant.getName());
    }
    assertEquals(namesInTheText(), names);
  }
}
