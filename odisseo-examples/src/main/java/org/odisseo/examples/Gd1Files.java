// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamTable;

/** The tables that the GD-1 experiment leaves behind. */
final class Gd1Files {

  private Gd1Files() {}

  /** The stars of a stream, one row each. */
  static void stars(Path file, StreamTable stars) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "phi1_deg,phi2_deg,distance_kpc,pm_phi1_cosphi2_mas_yr,pm_phi2_mas_yr,radial_velocity_km_s");
    for (int i = 0; i < stars.count(); i++) {
      StreamCoordinates s = stars.get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%.6f,%.6f,%.6f,%.6f,%.6f,%.6f",
              s.phi1(),
              s.phi2(),
              s.distance(),
              s.pmPhi1CosPhi2(),
              s.pmPhi2(),
              s.radialVelocity()));
    }
    Files.write(file, lines);
  }

  /** The results, as one object; numbers that are not finite, which JSON lacks, are null. */
  static void summary(Path file, Map<String, Object> values) throws IOException {
    String json =
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .registerTypeAdapter(
                Double.class,
                (JsonSerializer<Double>)
                    (value, type, context) ->
                        Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE)
            .create()
            .toJson(values);
    Files.writeString(file, json + "\n");
  }

  /** The gradient as name to mode to value. */
  static Map<String, Object> gradient(List<Gd1Gradient.Entry> entries) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (Gd1Gradient.Entry entry : entries) {
      Map<String, Double> modes = new LinkedHashMap<>();
      modes.put("reverse", entry.reverse());
      modes.put("forward", entry.forward());
      modes.put("difference", entry.difference());
      byName.put(entry.name(), modes);
    }
    return byName;
  }
}
