// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Gd1FilesTest {

  /** JSON has no numbers that are not finite. */
  @Test
  void sigmasThatAreInfiniteAreNull(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("summary.json");
    Gd1Files.summary(
        file,
        Map.of(
            "sigmas", Map.of("b", Double.POSITIVE_INFINITY, "a", 0.5),
            "spread", Double.NaN,
            "interval", List.of(1.0, Double.NEGATIVE_INFINITY)));
    String text = Files.readString(file);
    assertTrue(!text.contains("Infinity") && !text.contains("NaN"), text);
    JsonObject read = JsonParser.parseString(text).getAsJsonObject();
    assertTrue(read.getAsJsonObject("sigmas").get("b").isJsonNull());
    assertEquals(0.5, read.getAsJsonObject("sigmas").get("a").getAsDouble());
    assertTrue(read.get("spread").isJsonNull());
    assertTrue(read.getAsJsonArray("interval").get(1).isJsonNull());
  }
}
