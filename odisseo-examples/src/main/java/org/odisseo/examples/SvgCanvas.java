// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A canvas of vectors: an SVG 1.1 document, whose text stays text. */
final class SvgCanvas implements Canvas {

  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;
  private int clips;

  SvgCanvas(double width, double height) {
    this.width = width;
    this.height = height;
    fill(new Rectangle2D.Double(0, 0, width, height), Color.WHITE);
  }

  @Override
  public void fill(Shape shape, Color color) {
    body.append("<path d=\"").append(path(shape)).append("\" fill-rule=\"evenodd\"");
    paint("fill", color);
    body.append("/>\n");
  }

  @Override
  public void stroke(Shape shape, Color color, double lineWidth, double... dash) {
    body.append("<path d=\"").append(path(shape)).append("\" fill=\"none\"");
    paint("stroke", color);
    attribute("stroke-width", number(lineWidth));
    attribute("stroke-linejoin", "round");
    if (dash.length > 0) {
      StringBuilder lengths = new StringBuilder();
      for (double length : dash) {
        lengths.append(lengths.length() == 0 ? "" : ",").append(number(length));
      }
      attribute("stroke-dasharray", lengths.toString());
    }
    body.append("/>\n");
  }

  @Override
  public void text(
      String text, double x, double y, double size, Anchor anchor, double degrees, Color color) {
    body.append("<text");
    attribute(
        "transform",
        "translate(" + number(x) + "," + number(y) + ") rotate(" + number(-degrees) + ")");
    attribute("font-size", number(size));
    attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
    paint("fill", color);
    body.append('>');
    double shift = 0;
    for (RichText.Part part : RichText.of(text).parts()) {
      body.append("<tspan");
      attribute("dy", number((shift - part.shift()) * size));
      attribute("font-size", number(size * part.scale()));
      body.append('>').append(escaped(part.text())).append("</tspan>");
      shift = part.shift();
    }
    body.append("</text>\n");
  }

  @Override
  public void clipped(Rectangle2D box, Runnable drawing) {
    String id = "clip" + clips++;
    body.append("<clipPath id=\"").append(id).append("\"><path d=\"").append(path(box));
    body.append("\"/></clipPath>\n<g clip-path=\"url(#").append(id).append(")\">\n");
    drawing.run();
    body.append("</g>\n");
  }

  void save(Path file) throws IOException {
    String size = number(width) + "\" height=\"" + number(height);
    Files.writeString(
        file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" xml:space=\"preserve\""
            + " width=\""
            + size
            + "\" viewBox=\"0 0 "
            + number(width)
            + " "
            + number(height)
            + "\" font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\">\n"
            + body
            + "</svg>\n");
  }

  private void attribute(String name, String value) {
    body.append(' ').append(name).append("=\"").append(value).append('"');
  }

  private void paint(String name, Color color) {
    attribute(name, String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xffffff));
    if (color.getAlpha() < 255) {
      attribute(name + "-opacity", number(color.getAlpha() / 255.0));
    }
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] c = new double[6];
    PathIterator segments = shape.getPathIterator(null);
    while (!segments.isDone()) {
      int type = segments.currentSegment(c);
      int numbers =
          type == PathIterator.SEG_CUBICTO
              ? 6
              : type == PathIterator.SEG_QUADTO ? 4 : type == PathIterator.SEG_CLOSE ? 0 : 2;
      path.append("MLQCZ".charAt(type));
      for (int i = 0; i < numbers; i++) {
        path.append(i == 0 ? "" : " ").append(number(c[i]));
      }
      segments.next();
    }
    return path.toString();
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
