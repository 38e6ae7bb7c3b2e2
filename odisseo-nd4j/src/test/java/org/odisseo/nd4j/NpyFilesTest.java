// SPDX-License-Identifier: Apache-2.0

package org.odisseo.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NpyFilesTest {

  @TempDir Path folder;

  @Test
  void writesAndReads() {
    INDArray array = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 1 / 3.0}});
    Path file = folder.resolve("a.npy");
    NpyFiles.write(array, file);
    INDArray again = NpyFiles.read(file);
    assertEquals(DataType.DOUBLE, again.dataType());
    assertEquals(array, again);
    NpyFiles.write(array.transpose(), file); // over the first, and not contiguous
    assertEquals(array.transpose(), NpyFiles.read(file));
  }

  /** The format as its specification has it: magic, version, length, a Python literal, data. */
  @Test
  void writesTheFormatOfNumPy() throws IOException {
    Path file = folder.resolve("a.npy");
    NpyFiles.write(Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}}), file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[6];
    bytes.get(magic);
    assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'}, magic);
    assertEquals(1, bytes.get());
    assertEquals(0, bytes.get());
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    String text = new String(header, StandardCharsets.US_ASCII).replace(" ", "");
    assertTrue(text.contains("'descr':'<f8'"), text);
    assertTrue(text.contains("'fortran_order':False"), text);
    assertTrue(text.contains("'shape':(2,3)"), text);
    for (int i = 1; i <= 6; i++) {
      assertEquals(i, bytes.getDouble());
    }
  }

  /** What numpy.save writes for numpy.array([[1, 2, 3], [4, 5, 6]], dtype='f4', order='F'). */
  @Test
  void readsColumnMajorFloats() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }";
    INDArray array = NpyFiles.read(numPyFile(header, 1, 4, 2, 5, 3, 6));
    assertEquals(DataType.FLOAT, array.dataType());
    assertEquals(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}), array);
  }

  private Path numPyFile(String header, float... numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(128 + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) 118);
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < 127) {
      bytes.put((byte) ' ');
    }
    bytes.put((byte) '\n');
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return Files.write(folder.resolve("numpy.npy"), bytes.array());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThrows(UncheckedIOException.class, () -> NpyFiles.read(folder.resolve("none.npy")));
    Path text = Files.writeString(folder.resolve("text.npy"), "not an array");
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> NpyFiles.read(text));
    assertTrue(wrong.getMessage().contains("text.npy"), wrong::getMessage);
    Path big = numPyFile("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", 1);
    assertThrows(IllegalArgumentException.class, () -> NpyFiles.read(big));
    assertThrows(
        UncheckedIOException.class,
        () -> NpyFiles.write(Nd4j.createFromArray(1.0), folder.resolve("no/such/folder.npy")));
  }
}
