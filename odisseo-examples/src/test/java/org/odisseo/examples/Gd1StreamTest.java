// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class Gd1StreamTest {

  @Test
  void aShortRunLeavesPicturesTablesAndGradientsThatAgree(@TempDir Path directory)
      throws IOException {
    int status =
        new CommandLine(new Gd1Stream())
            .execute(
                "--particles=200", "--duration=0.8", "--output=" + directory.resolve("deep/er"));
    assertEquals(0, status);
    Path output = directory.resolve("deep/er");
    assertTrue(ImageIO.read(output.resolve("gd1-sky.png").toFile()).getWidth() > 1000);
    assertTrue(ImageIO.read(output.resolve("gd1-snapshots.png").toFile()).getWidth() > 1000);
    assertEquals(201, Files.readAllLines(output.resolve("stream-nbody.csv")).size());
    assertEquals(201, Files.readAllLines(output.resolve("stream-collisionless.csv")).size());
    JsonObject summary =
        JsonParser.parseString(Files.readString(output.resolve("summary.json"))).getAsJsonObject();
    assertTrue(summary.get("chi2").getAsDouble() > 0);
    assertTrue(Math.abs(summary.get("energyDrift").getAsDouble()) < 1e-3);
    assertTrue(summary.get("boundFraction").getAsDouble() > 0.5);
    assertTrue(summary.get("seconds").getAsDouble() > 0);
    JsonObject gradient = summary.getAsJsonObject("gradient");
    for (String name : new String[] {"t_end", "M_progenitor", "M_halo", "M_disk"}) {
      JsonObject modes = gradient.getAsJsonObject(name);
      double reverse = modes.get("reverse").getAsDouble();
      assertEquals(1, modes.get("forward").getAsDouble() / reverse, 1e-6, name);
      assertEquals(1, modes.get("difference").getAsDouble() / reverse, 1e-3, name);
    }
  }

  @Test
  void badOptionsAreRejectedWithTheirNames(@TempDir Path directory) {
    String[] bad = {
      "--particles=0",
      "--particles=-3",
      "--step=-1",
      "--duration=NaN",
      "--duration=2000",
      "--softening=-2"
    };
    for (String option : bad) {
      StringWriter errors = new StringWriter();
      int status =
          new CommandLine(new Gd1Stream())
              .setErr(new PrintWriter(errors, true))
              .execute(option, "--output=" + directory);
      assertEquals(CommandLine.ExitCode.USAGE, status);
      String name = option.substring(2, option.indexOf('='));
      assertTrue(errors.toString().startsWith("--" + name + " must be "), errors.toString());
    }
  }
}
