// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The file in which a run is kept. Big-endian, as {@link DataOutputStream} writes:
 *
 * <ol>
 *   <li>the text {@code odisseo samples 1} (UTF),
 *   <li>the number of settings (int), and each as a name and a value (UTF),
 *   <li>the number of arrays (int), and each as a length (int) and numbers (double),
 *   <li>the CRC-32 of all that (long).
 * </ol>
 *
 * <p>It is written beside its place and then moved there in one go, so that a process which dies
 * while writing leaves the previous one.
 */
final class CheckpointFile {

  private static final String MAGIC = "odisseo samples 1";

  private final Path path;
  private final Map<String, String> settings;

  /** A file of a run of the given settings. */
  CheckpointFile(Path path, Map<String, String> settings) {
    this.path = path;
    this.settings = settings;
  }

  boolean exists() {
    return Files.exists(path);
  }

  void write(List<double[]> arrays) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(MAGIC);
      out.writeInt(settings.size());
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        out.writeUTF(setting.getKey());
        out.writeUTF(setting.getValue());
      }
      out.writeInt(arrays.size());
      for (double[] array : arrays) {
        out.writeInt(array.length);
        for (double number : array) {
          out.writeDouble(number);
        }
      }
      out.writeLong(sum(bytes.toByteArray(), bytes.size()));
      Path whole = path.toAbsolutePath();
      Path beside = whole.resolveSibling(whole.getFileName() + ".new");
      Files.write(beside, bytes.toByteArray());
      Files.move(
          beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + path, e);
    }
  }

  /**
   * The arrays.
   *
   * @throws IllegalArgumentException if the file is damaged or belongs to another run
   */
  List<double[]> read() {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoint " + path, e);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (!in.readUTF().equals(MAGIC)) {
        throw refused("is not a checkpoint of this version");
      }
      requireWhole(bytes);
      Map<String, String> found = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        found.put(in.readUTF(), in.readUTF());
      }
      requireSame(found);
      List<double[]> arrays = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        double[] array = new double[in.readInt()];
        for (int i = 0; i < array.length; i++) {
          array[i] = in.readDouble();
        }
        arrays.add(array);
      }
      return arrays;
    } catch (IOException e) {
      throw refused("is not a checkpoint, or is cut off");
    }
  }

  private void requireWhole(byte[] bytes) throws IOException {
    int length = bytes.length - Long.BYTES;
    try (DataInputStream end =
        new DataInputStream(new ByteArrayInputStream(bytes, length, Long.BYTES))) {
      if (end.readLong() != sum(bytes, length)) {
        throw refused("is damaged or cut off");
      }
    }
  }

  private void requireSame(Map<String, String> found) {
    settings.forEach(
        (name, value) -> {
          String there = found.getOrDefault(name, "missing");
          if (!there.equals(value)) {
            throw refused(
                "belongs to another run: "
                    + name
                    + " is "
                    + there
                    + " there and "
                    + value
                    + " here");
          }
        });
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "the checkpoint " + path + " " + why + "; move it away or take another file");
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }
}
