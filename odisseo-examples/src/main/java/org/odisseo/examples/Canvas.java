// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/** What pictures are drawn on: pixels or vectors. Lengths are points, y points down. */
interface Canvas {

  /** Which point of a text is put at its place. */
  enum Anchor {
    /** The left end. */
    START,
    /** The middle. */
    MIDDLE,
    /** The right end. */
    END
  }

  /** Fills a shape, with holes where it overlaps itself. */
  void fill(Shape shape, Color color);

  /**
   * Draws an outline or a line.
   *
   * @param dash lengths of strokes and gaps; none for a solid line
   */
  void stroke(Shape shape, Color color, double width, double... dash);

  /**
   * Writes text on the base line at a place; see {@link RichText} for subscripts.
   *
   * @param size of the font
   * @param degrees to turn it counterclockwise
   */
  void text(
      String text, double x, double y, double size, Anchor anchor, double degrees, Color color);

  /** Draws something of which only what is in a box appears. */
  void clipped(Rectangle2D box, Runnable drawing);
}
