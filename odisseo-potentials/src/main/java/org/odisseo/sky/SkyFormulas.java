// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import static org.odisseo.expr.Functions.atan2;
import static org.odisseo.expr.Functions.cos;
import static org.odisseo.expr.Functions.norm;
import static org.odisseo.expr.Functions.select;
import static org.odisseo.expr.Functions.sin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.PointwiseMap;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.expr.Comparison;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.units.UnitSystem;

/**
 * The three maps between frames, as expressions.
 *
 * <p>A point on the sphere is (longitude, latitude, distance, proper motion along longitude with
 * cos(latitude), proper motion along latitude, radial velocity) in deg, kpc, mas/yr and km/s. With
 * the unit vectors r, e_lon, e_lat at the point its Cartesian position is d r and its velocity v_r
 * r + k d (mu_lon e_lon + mu_lat e_lat), where k = 4.74047 km/s per kpc mas/yr.
 */
final class SkyFormulas {

  /** Right ascension runs from 0 to 360 deg. */
  static final double SKY_LONGITUDE_START = 0;

  /** The longitude along a stream runs from -180 to 180 deg. */
  static final double STREAM_LONGITUDE_START = -180;

  /** km/s for a proper motion of 1 mas/yr at 1 kpc. */
  private static final Variable PROPER_MOTION_SPEED = Expr.variable("properMotionSpeed");

  /** The smallest longitude [deg]. */
  private static final Variable LONGITUDE_START = Expr.variable("longitudeStart");

  private static final double DEGREE = Math.PI / 180;

  private static final List<Variable> GALACTOCENTRIC = variables("x", "y", "z", "vx", "vy", "vz");
  private static final List<Variable> SPHERE =
      variables("lon", "lat", "distance", "pmLonCosLat", "pmLat", "radialVelocity");
  private static final List<Variable> MATRIX =
      variables("m.xx", "m.xy", "m.xz", "m.yx", "m.yy", "m.yz", "m.zx", "m.zy", "m.zz");
  private static final List<Variable> SUN =
      variables("sun.x", "sun.y", "sun.z", "sun.vx", "sun.vy", "sun.vz");

  /** kpc and km/s in the units of the Galactocentric coordinates. */
  private static final List<Variable> UNITS = variables("unit.length", "unit.velocity");

  private static final ExpressionMap GALACTOCENTRIC_TO_SPHERE =
      named(SPHERE, galactocentricToSphere());

  private static final ExpressionMap SPHERE_TO_GALACTOCENTRIC =
      named(GALACTOCENTRIC, sphereToGalactocentric());

  private static final ExpressionMap SPHERE_TO_SPHERE = named(SPHERE, sphereToSphere());

  private SkyFormulas() {}

  /**
   * Galactocentric coordinates to a sphere, to whose axes the rotation leads from Galactic ones.
   */
  static <A extends VectorValue<A>, B extends VectorValue<B>> TwiceDifferentiable<A, B> toSphere(
      Layout<A> from, Layout<B> to, ParameterSet shared) {
    return map(GALACTOCENTRIC_TO_SPHERE, GALACTOCENTRIC, from, to, shared);
  }

  /**
   * Coordinates on a sphere, from whose axes the rotation leads to Galactic ones, to
   * Galactocentric.
   */
  static <A extends VectorValue<A>, B extends VectorValue<B>>
      TwiceDifferentiable<A, B> toGalactocentric(
          Layout<A> from, Layout<B> to, ParameterSet shared) {
    return map(SPHERE_TO_GALACTOCENTRIC, SPHERE, from, to, shared);
  }

  /** Coordinates on a sphere to another, to whose axes the rotation leads. */
  static <A extends VectorValue<A>, B extends VectorValue<B>>
      TwiceDifferentiable<A, B> betweenSpheres(Layout<A> from, Layout<B> to, ParameterSet shared) {
    return map(SPHERE_TO_SPHERE, SPHERE, from, to, shared);
  }

  private static <A extends VectorValue<A>, B extends VectorValue<B>> TwiceDifferentiable<A, B> map(
      ExpressionMap formulas,
      List<Variable> coordinates,
      Layout<A> from,
      Layout<B> to,
      ParameterSet shared) {
    // Only what occurs may be fixed: maps to longitudes need the range of longitudes, others do
    // not.
    List<String> used = shared.names().stream().filter(formulas.inputs()::contains).toList();
    ExpressionMap fixed = formulas.fixing(shared.select(used));
    return from.toColumns(names(coordinates))
        .then(fixed.pointwise(names(coordinates).toArray(String[]::new)).with(ParameterSet.of()))
        .then(to.fromColumns(formulas.outputs()));
  }

  /** Galactocentric coordinates and a Sun to a sphere, differentiable with respect to both. */
  static <A extends VectorValue<A>, B extends VectorValue<B>>
      TwiceDifferentiable<Pair<A, Sun>, B> fromAnySunToSphere(
          Layout<A> from, Layout<B> to, ParameterSet shared) {
    PointwiseMap map =
        GALACTOCENTRIC_TO_SPHERE
            .fixing(shared)
            .pointwise(names(GALACTOCENTRIC).toArray(String[]::new));
    TwiceDifferentiable<A, Columns> toColumns = from.toColumns(names(GALACTOCENTRIC));
    TwiceDifferentiable<Pair<A, Sun>, Pair<Columns, ParameterSet>> inputs =
        Maps.linear(
            pair ->
                Pair.of(
                    toColumns.apply(pair.first()),
                    ParameterSet.of(names(SUN), pair.second().toArray())),
            pair ->
                Pair.of(
                    from.join().apply(Layout.arrays(pair.first())),
                    new Sun(0, 0, 0, 0, 0, 0).withArray(pair.second().toArray())));
    return inputs.then(map).then(to.fromColumns(GALACTOCENTRIC_TO_SPHERE.outputs()));
  }

  /** The shared values of a map to a sphere or from one. */
  static ParameterSet rotation(Rotation rotation, double longitudeStart) {
    UnitSystem units = UnitSystem.GALACTIC;
    double speed =
        units.velocityToKilometersPerSecond(units.angularVelocityFromMilliarcsecondsPerYear(1));
    return ParameterSet.of(names(MATRIX), rotation.entries())
        .and(PROPER_MOTION_SPEED.name(), speed)
        .and(LONGITUDE_START.name(), longitudeStart);
  }

  /** The shared values that say in which units Galactocentric coordinates are. */
  static ParameterSet units(UnitFactors factors) {
    return ParameterSet.of(names(UNITS), factors.length(), factors.velocity());
  }

  /** The shared values that say where the Sun is and how it moves. */
  static ParameterSet sun(Sun sun) {
    return ParameterSet.of(names(SUN), sun.toArray());
  }

  private static List<Expr> galactocentricToSphere() {
    List<Expr> position = new ArrayList<>();
    List<Expr> velocity = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      position.add(GALACTOCENTRIC.get(i).times(UNITS.get(0)).minus(SUN.get(i)));
      velocity.add(GALACTOCENTRIC.get(3 + i).times(UNITS.get(1)).minus(SUN.get(3 + i)));
    }
    List<List<Expr>> tilt = transposed(tilt());
    return toSphere(
        rotated(matrix(), rotated(tilt, position)), rotated(matrix(), rotated(tilt, velocity)));
  }

  private static List<Expr> sphereToGalactocentric() {
    List<Expr> point = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      List<Expr> turned = rotated(tilt(), rotated(matrix(), fromSphere().get(k)));
      for (int i = 0; i < 3; i++) {
        point.add(turned.get(i).plus(SUN.get(3 * k + i)).over(UNITS.get(k)));
      }
    }
    return point;
  }

  private static List<Expr> sphereToSphere() {
    return toSphere(rotated(matrix(), fromSphere().get(0)), rotated(matrix(), fromSphere().get(1)));
  }

  /** Position and velocity on the sphere from those in Cartesian axes with the observer at rest. */
  private static List<Expr> toSphere(List<Expr> position, List<Expr> velocity) {
    Expr x = position.get(0);
    Expr y = position.get(1);
    Expr z = position.get(2);
    Expr distance = norm(x, y, z);
    Expr lon = atan2(y, x);
    Expr lat = atan2(z, norm(x, y));
    // Trigonometric functions of the angles, not ratios of lengths: at a pole they are those of
    // longitude 0, where a ratio would be 0/0.
    List<List<Expr>> basis = basis(lon, lat);
    Expr speedToMotion = PROPER_MOTION_SPEED.times(distance).reciprocal();
    return List.of(
        select(
            Comparison.LT,
            lon.over(DEGREE),
            LONGITUDE_START,
            lon.over(DEGREE).plus(360),
            lon.over(DEGREE)),
        lat.over(DEGREE),
        distance,
        dot(basis.get(1), velocity).times(speedToMotion),
        dot(basis.get(2), velocity).times(speedToMotion),
        dot(basis.get(0), velocity));
  }

  /** Position and velocity in the Cartesian axes of the sphere. */
  private static List<List<Expr>> fromSphere() {
    Expr distance = SPHERE.get(2);
    Expr motionToSpeed = PROPER_MOTION_SPEED.times(distance);
    List<List<Expr>> basis = basis(SPHERE.get(0).times(DEGREE), SPHERE.get(1).times(DEGREE));
    List<Expr> position = new ArrayList<>();
    List<Expr> velocity = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      position.add(basis.get(0).get(i).times(distance));
      velocity.add(
          basis
              .get(0)
              .get(i)
              .times(SPHERE.get(5))
              .plus(basis.get(1).get(i).times(SPHERE.get(3)).times(motionToSpeed))
              .plus(basis.get(2).get(i).times(SPHERE.get(4)).times(motionToSpeed)));
    }
    return List.of(position, velocity);
  }

  /** The unit vectors outwards, along longitude and along latitude. */
  private static List<List<Expr>> basis(Expr lon, Expr lat) {
    Expr cosLon = cos(lon);
    Expr sinLon = sin(lon);
    Expr cosLat = cos(lat);
    Expr sinLat = sin(lat);
    return List.of(
        List.of(cosLat.times(cosLon), cosLat.times(sinLon), sinLat),
        List.of(sinLon.negate(), cosLon, Expr.constant(0)),
        List.of(sinLat.times(cosLon).negate(), sinLat.times(sinLon).negate(), cosLat));
  }

  /**
   * The rotation from Galactic axes at the Sun to Galactocentric axes: the x axis of the former
   * leads from the Sun to the origin. For a Sun at negative x in the plane y = 0 this is a tilt
   * about y by the angle whose sine is z over the distance, as in astropy; a Sun elsewhere turns it
   * about z.
   */
  private static List<List<Expr>> tilt() {
    Expr x = SUN.get(0);
    Expr y = SUN.get(1);
    Expr z = SUN.get(2);
    Expr inPlane = norm(x, y);
    Expr distance = norm(x, y, z);
    Expr cosTilt = inPlane.over(distance);
    Expr sinTilt = z.over(distance);
    Expr cosTurn = x.over(inPlane).negate();
    Expr sinTurn = y.over(inPlane).negate();
    return List.of(
        List.of(cosTilt.times(cosTurn), sinTurn.negate(), sinTilt.times(cosTurn)),
        List.of(cosTilt.times(sinTurn), cosTurn, sinTilt.times(sinTurn)),
        List.of(sinTilt.negate(), Expr.constant(0), cosTilt));
  }

  private static List<List<Expr>> matrix() {
    List<Expr> entries = List.copyOf(MATRIX);
    return List.of(entries.subList(0, 3), entries.subList(3, 6), entries.subList(6, 9));
  }

  private static List<List<Expr>> transposed(List<List<Expr>> matrix) {
    List<List<Expr>> columns = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      List<Expr> column = new ArrayList<>();
      for (List<Expr> row : matrix) {
        column.add(row.get(j));
      }
      columns.add(column);
    }
    return columns;
  }

  private static List<Expr> rotated(List<List<Expr>> matrix, List<Expr> vector) {
    return matrix.stream().map(row -> dot(row, vector)).toList();
  }

  private static Expr dot(List<Expr> a, List<Expr> b) {
    Expr sum = Expr.constant(0);
    for (int i = 0; i < 3; i++) {
      sum = sum.plus(a.get(i).times(b.get(i)));
    }
    return sum;
  }

  private static List<Variable> variables(String... names) {
    return List.of(names).stream().map(Expr::variable).toList();
  }

  private static List<String> names(List<Variable> variables) {
    return variables.stream().map(Variable::name).toList();
  }

  private static ExpressionMap named(List<Variable> names, List<Expr> expressions) {
    Map<String, Expr> outputs = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      outputs.put(names.get(i).name(), expressions.get(i));
    }
    return ExpressionMap.of(outputs);
  }
}
