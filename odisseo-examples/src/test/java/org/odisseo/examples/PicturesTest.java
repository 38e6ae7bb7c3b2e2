// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odisseo.uncertainty.ConfidenceEllipse;
import org.w3c.dom.Document;

class PicturesTest {

  private static final String MASS = "M_{NFW} [M_☉]";
  private static final String[] NAMES = {MASS, "r_s [kpc]", "M_{disk} [M_☉]", "t_{end} [Gyr]"};
  private static final double[] TRUTH = {4.4e11, 16, 6.8e10, 3.0};

  /** Banana-shaped draws with sizes from 1e11 to 1. */
  static double[][] draws(long seed, int n, double width) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] draws = new double[4][n];
    for (int i = 0; i < n; i++) {
      double u = random.nextGaussian() * width;
      double v = random.nextGaussian() * width;
      double w = random.nextGaussian() * width;
      draws[0][i] = 4.4e11 * Math.exp(0.2 * u);
      draws[1][i] = 16 * Math.exp(0.25 * u + 0.06 * v);
      draws[2][i] = 6.8e10 * (1 - 0.15 * u + 0.1 * w);
      draws[3][i] = 3 + 0.3 * v + 0.1 * u * u;
    }
    return draws;
  }

  private static double[][] covariance() {
    double[] s = {0.2 * 4.4e11, 4, 0.18 * 6.8e10, 0.3};
    double[][] r = {{1, 0.95, -0.8, 0}, {0.95, 1, -0.77, 0.2}, {-0.8, -0.77, 1, 0}, {0, 0.2, 0, 1}};
    double[][] c = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        c[i][j] = r[i][j] * s[i] * s[j];
      }
    }
    return c;
  }

  static CornerPlot corner() {
    return CornerPlot.of(NAMES)
        .withSamples("Hamiltonian Monte Carlo", draws(1, 400, 1))
        .withSamples("bootstrap", draws(2, 200, 1.2))
        .withGaussian("Fisher", TRUTH, covariance())
        .withTruth(TRUTH);
  }

  static EllipsePlot ellipses() {
    double[][] draws = draws(3, 1500, 1);
    ConfidenceEllipse ellipse = new ConfidenceEllipse("M", "r", 4.4e11, 16, 0.88e11, 4, 0.95);
    return EllipsePlot.of(MASS, "r_s [kpc]")
        .withSamples("bootstrap", draws[0], draws[1])
        .withCurves(
            "Fisher, 1, 2, 3 sigma",
            ellipse.contour(1, 200),
            ellipse.contour(2, 200),
            ellipse.contour(3, 200))
        .withPoint("truth", 4.4e11, 16)
        .withPoint("best fit", 4.8e11, 17.5);
  }

  private static double[][] chain(long seed, double start) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] chain = new double[3][600];
    double u = start;
    for (int i = 0; i < 600; i++) {
      u = 0.95 * u + 0.3 * random.nextGaussian();
      chain[0][i] = 4.4e11 * Math.exp(0.2 * u);
      chain[1][i] = 16 + u + 0.3 * random.nextGaussian();
      chain[2][i] = -0.001 * u;
    }
    return chain;
  }

  static TracePlot trace() {
    return TracePlot.of(MASS, "r_s [kpc]", "v_x [kpc/Myr]")
        .withChain("chain 1", chain(1, 0))
        .withChain("chain 2", chain(2, 8))
        .withChain("chain 3", chain(3, -5))
        .withTruth(4.4e11, 16, 0);
  }

  static TrackOverlay track() {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = new double[30];
    double[][] y = new double[3][30];
    double[][] errors = new double[3][30];
    double[] fine = new double[200];
    double[][] line = new double[3][200];
    double[] scale = {1, 8, 250};
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 30; i++) {
        x[i] = -80 + 3 * i;
        errors[k][i] = 0.08 * scale[k];
        y[k][i] = scale[k] * (Math.cos(x[i] / 30 + k) + 0.08 * random.nextGaussian());
      }
      for (int i = 0; i < 200; i++) {
        fine[i] = -85 + 0.5 * i;
        line[k][i] = scale[k] * Math.cos(fine[i] / 30 + k);
      }
    }
    y[1][7] = Double.NaN;
    double[] starX = new double[500];
    double[][] stars = new double[3][500];
    for (int i = 0; i < 500; i++) {
      starX[i] = -85 + 100 * random.nextDouble();
      for (int k = 0; k < 3; k++) {
        stars[k][i] = scale[k] * (Math.cos(starX[i] / 30 + k) + 0.15 * random.nextGaussian());
      }
    }
    double[][] second = new double[3][];
    for (int k = 0; k < 3; k++) {
      second[k] = line[k].clone();
      for (int i = 0; i < 200; i++) {
        second[k][i] += 0.1 * scale[k] * fine[i] / 60;
      }
    }
    return TrackOverlay.of("φ_1 [deg]", "φ_2 [deg]", "distance [kpc]", "v_r [km s^{−1}]")
        .withData("observed", x, y, errors)
        .withTrack("best fit", fine, line)
        .withTrack("initial guess", fine, second)
        .withStars("model stars", starX, stars);
  }

  private static void check(Path png, Path svg, int panels) throws Exception {
    BufferedImage image = ImageIO.read(png.toFile());
    assertTrue(image.getWidth() > 500 && image.getHeight() > 400, png.toString());
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertTrue(document.getElementsByTagName("clipPath").getLength() >= panels);
    assertTrue(document.getElementsByTagName("text").getLength() > 4 * panels / 3);
    assertTrue(Files.readString(svg).indexOf("NaN") < 0);
  }

  @Test
  void everyPictureIsWrittenInBothFormats(@TempDir Path directory) throws Exception {
    Path out = directory.resolve("new/folder");
    corner().save(out.resolve("corner.png")).save(out.resolve("corner.svg"));
    check(out.resolve("corner.png"), out.resolve("corner.svg"), 10);
    ellipses().save(out.resolve("ellipse.png")).save(out.resolve("ellipse.svg"));
    check(out.resolve("ellipse.png"), out.resolve("ellipse.svg"), 1);
    trace().save(out.resolve("trace.png")).save(out.resolve("trace.svg"));
    check(out.resolve("trace.png"), out.resolve("trace.svg"), 3);
    track().save(out.resolve("track.png")).save(out.resolve("track.svg"));
    check(out.resolve("track.png"), out.resolve("track.svg"), 3);
  }

  @Test
  void fewerParametersAndNoSamplesWillDo(@TempDir Path directory) throws Exception {
    Path one = directory.resolve("one.svg");
    CornerPlot.of("x").withSamples("draws", new double[][] {draws(1, 300, 1)[3]}).save(one);
    assertTrue(Files.readString(one).contains(">draws<"));
    CornerPlot two =
        CornerPlot.of("x", "y")
            .withGaussian("a & b", new double[] {1, 1e-7}, new double[][] {{1, 0}, {0, 1e-18}});
    String text = Files.readString(saved(two, directory.resolve("two.SVG")));
    assertTrue(text.contains("a &amp; b"));
    assertEquals(text, Files.readString(saved(two, directory.resolve("again.svg"))));
  }

  private static Path saved(CornerPlot plot, Path file) {
    plot.save(file);
    return file;
  }

  @Test
  void badInputIsNamed(@TempDir Path directory) {
    double[][] draws = draws(1, 20, 1);
    assertMessage("the number of names must be >= 1, got 0", () -> CornerPlot.of());
    assertThrows(IllegalArgumentException.class, () -> CornerPlot.of("x", "x"));
    CornerPlot corner = CornerPlot.of("x", "y");
    assertMessage(
        "draws of HMC must have length 2 (one row for each parameter), got 4",
        () -> corner.withSamples("HMC", draws));
    assertMessage(
        "the number of draws of HMC must be >= 10, got 1",
        () -> corner.withSamples("HMC", new double[2][1]));
    draws[1][3] = Double.NaN;
    assertMessage(
        "draws of HMC for r_s [kpc] must be finite, got NaN at index 3",
        () -> CornerPlot.of(NAMES).withSamples("HMC", draws));
    assertMessage(
        "correlation must be > -1 and < 1, got 1.0",
        () -> corner.withGaussian("Fisher", new double[] {1, 1}, new double[][] {{1, 1}, {1, 1}}));
    assertMessage(
        "values must have length 2 (one for each parameter), got 1", () -> corner.withTruth(1));
    assertThrows(IllegalStateException.class, () -> corner.save(directory.resolve("empty.png")));
    assertMessage(
        "file must end in .png or .svg, got corner.pdf",
        () -> corner().save(Path.of("corner.pdf")));
    EllipsePlot ellipse = EllipsePlot.of("x", "y");
    assertMessage(
        "y of a must have length 2 (one for each x), got 1",
        () -> ellipse.withSamples("a", new double[2], new double[1]));
    assertMessage(
        "a curve of a must have length 2 (x and y), got 1",
        () -> ellipse.withCurves("a", new double[1][5]));
    assertMessage(
        "x of a must be finite, got Infinity",
        () -> ellipse.withPoint("a", Double.POSITIVE_INFINITY, 0));
    assertThrows(IllegalStateException.class, () -> ellipse.save(directory.resolve("empty.png")));
    double[][] lost = {{Double.NaN, Double.NaN}};
    assertMessage(
        "draws of a for x must have a finite number, got none",
        () -> TracePlot.of("x").withChain("a", lost));
    assertThrows(
        IllegalStateException.class, () -> TracePlot.of("x").save(directory.resolve("empty.png")));
    TrackOverlay overlay = TrackOverlay.of("x", "y");
    assertMessage(
        "errors of a must be >= 0, got -1.0",
        () -> overlay.withData("a", new double[1], new double[1][1], new double[][] {{-1}}));
    assertMessage(
        "y of a for y must have length 3 (one for each x), got 2",
        () -> overlay.withTrack("a", new double[3], new double[1][2]));
    IllegalStateException nothing =
        assertThrows(
            IllegalStateException.class,
            () -> overlay.withTrack("a", new double[2], lost).save(directory.resolve("empty.png")));
    assertEquals("a track overlay needs a finite number for y, got none", nothing.getMessage());
  }
}
