// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.odisseo.engine.ProgramText;

/**
 * Turns the text of TorchScript methods into the archive that libtorch loads.
 *
 * <p>Such an archive is a zip file that holds the source of a class and a pickle of one instance of
 * it. Our modules have no weights, so the pickle is a constant, no Python is needed to make one,
 * and what is kept in the repository is the source alone.
 */
final class TorchScript {

  /** Protocol 2 pickle of {@code __torch__.Program()} with an empty state. */
  private static final byte[] INSTANCE =
      "\u0080\u0002c__torch__\nProgram\n)\u0081}b.".getBytes(StandardCharsets.ISO_8859_1);

  /** Protocol 2 pickle of the empty tuple of constants. */
  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  /**
   * Oldest archive format that has all the operators used here; any libtorch since 1.5 reads it.
   */
  private static final String FORMAT = "3\n";

  private TorchScript() {}

  /** The text of a source file beside this class. */
  static String source(String name) {
    return ProgramText.beside(TorchScript.class, name);
  }

  /**
   * Assembles the archive of a module without parameters.
   *
   * @param methods source of the {@code forward} method and its helpers, unindented, in the dialect
   *     of TorchScript archives (explicit types, {@code annotate} for empty lists)
   * @return the bytes of the archive; the same text gives the same bytes
   */
  static byte[] archive(String methods) {
    String code =
        """
        class Program(Module):
          __parameters__ = []
          __buffers__ = []
        """
            + methods.indent(2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "program/data.pkl", INSTANCE);
      store(zip, "program/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      store(zip, "program/constants.pkl", NO_CONSTANTS);
      store(zip, "program/version", FORMAT.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to write
    }
    return bytes.toByteArray();
  }

  /**
   * Adds an uncompressed entry: libtorch's reader wants sizes in the local header, which rules out
   * streamed entries.
   */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
