// SPDX-License-Identifier: Apache-2.0

package org.odisseo.nd4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** NumPy's {@code .npy} files: what {@code numpy.save} writes and {@code numpy.load} reads. */
public final class NpyFiles {

  private static final int MOST_HEADER = 1 << 16;

  private NpyFiles() {}

  /**
   * Writes an array, over a file that is there.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(INDArray array, Path file) {
    try {
      Nd4j.writeAsNumpy(array.dup('c'), file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an array, of either order and of any little-endian number type.
   *
   * @throws IllegalArgumentException if the file is not an {@code .npy} file, or big-endian
   * @throws UncheckedIOException if the file cannot be read
   */
  public static INDArray read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String header = header(bytes, file);
      if (header.contains("'descr':'>")) {
        throw new IllegalArgumentException(file + " must be little-endian, got " + header);
      }
      INDArray array = Nd4j.createNpyFromByteArray(bytes);
      return header.contains("'fortran_order':True") ? columnsFirst(array) : array;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** ND4J takes the elements for row-major whatever the header says: the other way round then. */
  private static INDArray columnsFirst(INDArray array) {
    int rank = array.rank();
    long[] shape = new long[rank];
    int[] axes = new int[rank];
    for (int k = 0; k < rank; k++) {
      shape[k] = array.size(rank - 1 - k);
      axes[k] = rank - 1 - k;
    }
    return array.reshape('c', shape).permute(axes);
  }

  /** The header without blanks. ND4J's native reader would take any bytes for one. */
  private static String header(byte[] bytes, Path file) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, MOST_HEADER), StandardCharsets.ISO_8859_1);
    if (!start.startsWith("\u0093NUMPY") || start.indexOf('}') < 0) {
      throw new IllegalArgumentException(file + " must be an .npy file, got something else");
    }
    return start.substring(start.indexOf('{') + 1, start.indexOf('}')).replace(" ", "");
  }
}
