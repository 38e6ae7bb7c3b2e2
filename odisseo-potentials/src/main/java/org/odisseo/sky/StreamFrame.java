// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.Arrays;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.validation.Require;

/**
 * A frame of the sky in which a stellar stream lies along the equator: a rotation of the ICRS, phi1
 * the longitude and phi2 the latitude.
 *
 * <pre>{@code
 * StreamFrame gd1 = StreamFrame.gd1();
 * StreamCoordinates star = gd1.fromSky(SkyCoordinates.of(161.06, 45.59, 7.5, -7.7, -12, -73.6));
 * StreamFrame mine = StreamFrame.ofPole(34.5987, 29.7331, 200, 0);   // any great circle
 * }</pre>
 */
public final class StreamFrame {

  /** How far the entries of a published matrix may be from those of a rotation. */
  private static final double ROUNDING = 1e-6;

  /** Origin and pole must be farther apart than this [rad]. */
  private static final double LEAST_ANGLE = 1e-8;

  private static final StreamFrame GD1 =
      ofMatrix(
          "GD-1",
          new double[][] {
            {-0.4776303088, -0.1738432154, 0.8611897727},
            {0.510844589, -0.8524449229, 0.111245042},
            {0.7147776536, 0.4930681392, 0.4959603976}
          });

  private static final StreamFrame PAL5 =
      ofMatrix(
          "Pal 5",
          Rotation.ofRows(
                  new double[][] {
                    {9.99938314e-01, 1.57847502e-03, -1.09943927e-02},
                    {-1.57837962e-03, 9.99998754e-01, 1.73543959e-05},
                    {1.09944064e-02, 0.00000000e+00, 9.99939560e-01}
                  })
              .after(
                  Rotation.ofRows(
                      new double[][] {
                        {-0.65019243, -0.75969758, -0.01045969},
                        {-0.62969142, 0.54652698, -0.55208422},
                        {0.42513354, -0.3523746, -0.83372274}
                      }))
              .toRows());

  private final String name;
  private final Rotation fromIcrs;

  private StreamFrame(String name, Rotation fromIcrs) {
    this.name = name;
    this.fromIcrs = fromIcrs;
  }

  /**
   * The frame of the GD-1 stream of Koposov, Rix and Hogg (2010, ApJ 712, 260, appendix).
   *
   * <p>The ten digits of the published matrix make a rotation but for 6e-11; the nearest rotation
   * is taken, which moves no point by more than 4e-9 deg.
   */
  public static StreamFrame gd1() {
    return GD1;
  }

  /**
   * The frame of the Palomar 5 stream of Price-Whelan et al. (2019, AJ 158, 223), named
   * Pal5PriceWhelan18 in gala: the cluster is at phi1 = 0, phi2 = 0, and phi1 grows along the
   * trailing tail.
   *
   * <p>The frame is published as a product of two matrices of eight digits; making it a rotation
   * moves no point by more than 1e-6 deg.
   */
  public static StreamFrame pal5() {
    return PAL5;
  }

  /**
   * The frame of a great circle.
   *
   * @param poleRa right ascension of the pole phi2 = 90 deg [deg]
   * @param poleDec declination of the pole [deg]
   * @param originRa right ascension of a point at phi1 = 0 [deg]
   * @param originDec declination of that point [deg]; if it is not on the great circle, the
   *     meridian through it is phi1 = 0
   * @throws IllegalArgumentException if that point is the pole or its antipode
   */
  public static StreamFrame ofPole(
      double poleRa, double poleDec, double originRa, double originDec) {
    double[] pole = direction("poleRa", poleRa, "poleDec", poleDec);
    double[] origin = direction("originRa", originRa, "originDec", originDec);
    if (!(Vectors.length(Vectors.cross(pole, origin)) > LEAST_ANGLE)) {
      throw new IllegalArgumentException(
          "the origin must be neither the pole nor its antipode, got originRa = "
              + originRa
              + ", originDec = "
              + originDec);
    }
    return new StreamFrame("great circle", Rotation.ofPoleAndOrigin(pole, origin));
  }

  /**
   * The frame of the great circle through two points; phi1 grows from the first to the second by
   * the shorter way and is zero halfway between.
   *
   * @throws IllegalArgumentException if the points coincide or are antipodes
   */
  public static StreamFrame through(double ra1, double dec1, double ra2, double dec2) {
    double[] first = direction("ra1", ra1, "dec1", dec1);
    double[] second = direction("ra2", ra2, "dec2", dec2);
    double[] pole = Vectors.cross(first, second);
    if (!(Vectors.length(pole) > LEAST_ANGLE)) {
      throw new IllegalArgumentException(
          "the points must neither coincide nor be antipodes, got ra2 = "
              + ra2
              + ", dec2 = "
              + dec2);
    }
    double[] middle = {first[0] + second[0], first[1] + second[1], first[2] + second[2]};
    return new StreamFrame("great circle", Rotation.ofPoleAndOrigin(pole, middle));
  }

  /**
   * A frame from a published matrix, which takes unit vectors of the ICRS to those of the stream.
   * The nearest rotation is taken, so that distances stay what they are and the way back is exact.
   *
   * @throws IllegalArgumentException if the matrix is not 3 by 3 or not a rotation to six digits
   */
  public static StreamFrame ofMatrix(String name, double[][] fromIcrs) {
    Require.length("fromIcrs", fromIcrs.length, 3, "rows");
    for (int i = 0; i < 3; i++) {
      Require.length("fromIcrs[" + i + "]", fromIcrs[i], 3, "columns");
      Require.allFinite("fromIcrs[" + i + "]", fromIcrs[i]);
    }
    double deviation = Rotation.ofRows(fromIcrs).deviation();
    if (!(deviation < ROUNDING)) {
      throw new IllegalArgumentException(
          "fromIcrs must be a rotation to within "
              + ROUNDING
              + ", got "
              + Arrays.deepToString(fromIcrs)
              + ", which is off by "
              + deviation);
    }
    return new StreamFrame(name, Rotation.ofPoleAndOrigin(fromIcrs[2], fromIcrs[0]));
  }

  /**
   * The frame of Galactic longitude (phi1, from -180 to 180 deg) and latitude (phi2) for an
   * orientation of the Galaxy.
   */
  public static StreamFrame galactic(GalacticOrientation orientation) {
    return new StreamFrame("Galactic", orientation.fromIcrs());
  }

  /** The name of the stream, for titles and messages. */
  public String name() {
    return name;
  }

  /** The rotation from ICRS axes to those of the stream, as rows of a matrix; a new array. */
  public double[][] matrix() {
    return fromIcrs.toRows();
  }

  /** A point of the sky in the frame of the stream. */
  public StreamCoordinates fromSky(SkyCoordinates sky) {
    return skyToStream().apply(sky);
  }

  /** A point in the frame of the stream on the sky. */
  public SkyCoordinates toSky(StreamCoordinates stream) {
    return streamToSky().apply(stream);
  }

  /** The map of {@link #fromSky}, differentiable. */
  public TwiceDifferentiable<SkyCoordinates, StreamCoordinates> skyToStream() {
    return SkyFormulas.betweenSpheres(
        Layout.SKY,
        Layout.STREAM,
        SkyFormulas.rotation(fromIcrs, SkyFormulas.STREAM_LONGITUDE_START));
  }

  /** The map of {@link #toSky}, differentiable. */
  public TwiceDifferentiable<StreamCoordinates, SkyCoordinates> streamToSky() {
    return SkyFormulas.betweenSpheres(
        Layout.STREAM,
        Layout.SKY,
        SkyFormulas.rotation(fromIcrs.inverse(), SkyFormulas.SKY_LONGITUDE_START));
  }

  Rotation fromIcrs() {
    return fromIcrs;
  }

  private static double[] direction(String raName, double ra, String decName, double dec) {
    double lon = Math.toRadians(Require.finite(raName, ra));
    double lat = Math.toRadians(Latitude.require(decName, dec));
    return new double[] {
      Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)
    };
  }

  @Override
  public String toString() {
    return "StreamFrame[" + name + "]";
  }
}
