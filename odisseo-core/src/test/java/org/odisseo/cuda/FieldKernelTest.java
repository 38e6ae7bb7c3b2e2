// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void slotsOfFewAreThoseOfTheText() throws ReflectiveOperationException {
    String text = CudaKernels.text("few.cu");
    Matcher alias = Pattern.compile("(\\w+) = (\\w+),? ?(//.*)?\\n").matcher(text);
    alias.region(text.indexOf("enum {"), text.indexOf("};"));
    int found = 0;
    while (alias.find()) {
      int expected = value(FieldKernel.class.getDeclaredField(alias.group(2)));
      assertEquals(expected, value(FieldKernel.Few.class.getDeclaredField(alias.group(1))));
      found++;
    }
    assertEquals(4, found);
    assertTrue(text.contains("#define TEAM " + FieldKernel.Few.TEAM + "\n"));
    Matcher teams = Pattern.compile("#define TEAMS (\\d+)").matcher(text);
    assertTrue(teams.find());
    assertEquals(Launcher.THREADS, FieldKernel.Few.TEAM * Integer.parseInt(teams.group(1)));
  }
}
