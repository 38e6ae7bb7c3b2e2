// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.odisseo.expr.Functions.cbrt;
import static org.odisseo.expr.Functions.norm;
import static org.odisseo.expr.Functions.sqrt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.PointwiseMap;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.field.ExternalField;

/** The release of a star as expressions of the progenitor, its mass and the host. */
final class SprayFormulas {

  /** Begins unlike the parameters of composite hosts, so that it is not one of them. */
  static final String MASS = "_release.mass";

  /** The column of tidal radii that comes with released stars. */
  static final String TIDAL_RADIUS = "tidalRadius";

  /** The columns of released stars: phase space first. */
  static final List<String> STARS = List.of("x", "y", "z", "vx", "vy", "vz", TIDAL_RADIUS);

  /** The columns of the progenitor; a host may have parameters named vx. */
  static final List<String> PROGENITOR =
      List.of("x", "y", "z", "_release.vx", "_release.vy", "_release.vz");

  /** The columns of a draw among the inputs, in the order of {@link SprayRecipe#draw}. */
  static final List<String> OFFSETS =
      List.of(
          "_release.outwards",
          "_release.along",
          "_release.up",
          "_release.speedOutwards",
          "_release.speedAlong",
          "_release.speedUp");

  /** The columns of {@link #frame}. */
  static final List<String> FRAME =
      List.of(
          "x",
          "y",
          "z",
          "vx",
          "vy",
          "vz",
          "out.x",
          "out.y",
          "out.z",
          "along.x",
          "along.y",
          "along.z",
          "up.x",
          "up.y",
          "up.z",
          TIDAL_RADIUS,
          "speed");

  private SprayFormulas() {}

  /**
   * The progenitor, its axes, its tidal radius and the unit of velocities, from the columns of the
   * progenitor, the parameters of the field and {@link #MASS}.
   */
  static PointwiseMap frame(
      ExternalField field, double gravitationalConstant, boolean inOrbitalSpeeds) {
    List<Variable> position = ExternalField.POSITION;
    List<Expr> velocity = variables(PROGENITOR.subList(3, 6));
    Expr r = norm(position.get(0), position.get(1), position.get(2));
    List<Expr> spin = cross(position, velocity);
    Expr spinLength = norm(spin.get(0), spin.get(1), spin.get(2));
    List<Expr> out = position.stream().map(x -> x.over(r)).toList();
    List<Expr> up = spin.stream().map(l -> l.over(spinLength)).toList();

    Expr omega = spinLength.over(r.square());
    Expr bind = ExternalField.GRAVITATIONAL_CONSTANT.times(Expr.variable(MASS));
    Expr tidalRadius =
        cbrt(bind.over(omega.square().minus(radialSecondDerivative(field.potential(), out))));
    Expr speed = inOrbitalSpeeds ? omega.times(tidalRadius) : sqrt(bind.over(tidalRadius));

    List<Expr> all = new ArrayList<>(position);
    all.addAll(velocity);
    all.addAll(out);
    all.addAll(cross(up, out));
    all.addAll(up);
    all.add(tidalRadius);
    all.add(speed);
    return named(FRAME, all)
        .fixing(ParameterSet.of(ExternalField.GRAVITATIONAL_CONSTANT.name(), gravitationalConstant))
        .pointwise(PROGENITOR.toArray(String[]::new));
  }

  /** Released stars and tidal radii from frames and draws; no parameters. */
  static PointwiseMap release() {
    List<Expr> frame = variables(FRAME);
    List<Expr> draw = variables(OFFSETS);
    List<List<Expr>> axes =
        List.of(frame.subList(6, 9), frame.subList(9, 12), frame.subList(12, 15));
    Expr tidalRadius = frame.get(15);
    Expr speed = frame.get(16);
    List<Expr> all = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      Expr offset = combination(draw.subList(0, 3), axes, c);
      all.add(frame.get(c).plus(offset.times(tidalRadius)));
    }
    for (int c = 0; c < 3; c++) {
      Expr offset = combination(draw.subList(3, 6), axes, c);
      all.add(frame.get(3 + c).plus(offset.times(speed)));
    }
    all.add(tidalRadius);
    return named(STARS, all)
        .pointwise(Stream.concat(FRAME.stream(), OFFSETS.stream()).toArray(String[]::new));
  }

  private static ExpressionMap named(List<String> names, List<Expr> expressions) {
    Map<String, Expr> outputs = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      outputs.put(names.get(i), expressions.get(i));
    }
    return ExpressionMap.of(outputs);
  }

  private static Expr radialSecondDerivative(Expr potential, List<Expr> out) {
    Expr sum = Expr.constant(0);
    for (int i = 0; i < 3; i++) {
      Expr slope = potential.derivative(ExternalField.POSITION.get(i));
      for (int j = 0; j < 3; j++) {
        Expr second = slope.derivative(ExternalField.POSITION.get(j));
        sum = sum.plus(second.times(out.get(i)).times(out.get(j)));
      }
    }
    return sum;
  }

  /** One Cartesian component of a vector given by its components along axes. */
  private static Expr combination(List<Expr> components, List<List<Expr>> axes, int c) {
    Expr sum = Expr.constant(0);
    for (int a = 0; a < 3; a++) {
      sum = sum.plus(components.get(a).times(axes.get(a).get(c)));
    }
    return sum;
  }

  private static List<Expr> cross(List<? extends Expr> a, List<? extends Expr> b) {
    List<Expr> product = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      int i = (c + 1) % 3;
      int j = (c + 2) % 3;
      product.add(a.get(i).times(b.get(j)).minus(a.get(j).times(b.get(i))));
    }
    return product;
  }

  private static List<Expr> variables(List<String> names) {
    return names.stream().<Expr>map(Expr::variable).toList();
  }
}
