// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A canvas of pixels. */
final class BitmapCanvas implements Canvas {

  /** Pixels per point: sharp in print at half the width of a page. */
  private static final double SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  BitmapCanvas(double width, double height) {
    image =
        new BufferedImage(
            (int) Math.ceil(width * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.scale(SCALE, SCALE);
    fill(new Rectangle2D.Double(0, 0, width + 1, height + 1), Color.WHITE);
  }

  @Override
  public void fill(Shape shape, Color color) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    path.append(shape, false);
    graphics.setColor(color);
    graphics.fill(path);
  }

  @Override
  public void stroke(Shape shape, Color color, double width, double... dash) {
    float[] lengths = new float[dash.length];
    for (int i = 0; i < dash.length; i++) {
      lengths[i] = (float) dash[i];
    }
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke(
            (float) width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            dash.length == 0 ? null : lengths,
            0));
    graphics.draw(shape);
  }

  @Override
  public void text(
      String text, double x, double y, double size, Anchor anchor, double degrees, Color color) {
    RichText rich = RichText.of(text);
    double width = 0;
    for (RichText.Part part : rich.parts()) {
      width += width(part, size);
    }
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.toRadians(degrees));
    graphics.setColor(color);
    double at = anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? -width / 2 : -width;
    for (RichText.Part part : rich.parts()) {
      graphics.setFont(font(part, size));
      graphics.drawString(part.text(), (float) at, (float) (-part.shift() * size));
      at += width(part, size);
    }
    graphics.setTransform(before);
  }

  private static Font font(RichText.Part part, double size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) (size * part.scale()));
  }

  private double width(RichText.Part part, double size) {
    return font(part, size)
        .getStringBounds(part.text(), graphics.getFontRenderContext())
        .getWidth();
  }

  @Override
  public void clipped(Rectangle2D box, Runnable drawing) {
    Shape before = graphics.getClip();
    graphics.clip(box);
    drawing.run();
    graphics.setClip(before);
  }

  void save(Path file) throws IOException {
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
