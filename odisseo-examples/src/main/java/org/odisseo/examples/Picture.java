// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A picture that can be written in several formats.
 *
 * @param width in points
 * @param height in points
 * @param painter draws it
 */
record Picture(double width, double height, Consumer<Canvas> painter) {

  /** Writes the picture as PNG or SVG, by the name's ending; directories are made. */
  void save(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".png") && !name.endsWith(".svg")) {
      throw new IllegalArgumentException("file must end in .png or .svg, got " + file);
    }
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (name.endsWith(".png")) {
        BitmapCanvas canvas = new BitmapCanvas(width, height);
        painter.accept(canvas);
        canvas.save(file);
      } else {
        SvgCanvas canvas = new SvgCanvas(width, height);
        painter.accept(canvas);
        canvas.save(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
