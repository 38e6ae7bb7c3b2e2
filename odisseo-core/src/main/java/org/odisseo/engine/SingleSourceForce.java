// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attraction of all bodies by the first one, as of tracers by a progenitor. With d from a body
 * to the source, S the larger squared softening of the two and w = 1/sqrt(d^2 + S),
 *
 * <pre>
 *   a  = G m w^3 d
 *   a' = G m w^3 d' - 3 G m w^5 (d . d' + S'/2) d + G m' w^3 d
 * </pre>
 *
 * <p>Every loop runs over bodies and is small enough for HotSpot to make vector instructions of it;
 * the source is shielded from itself by an infinite S.
 */
final class SingleSourceForce implements MutualForce {

  private final double constant;
  private final double mass;
  private final boolean followsPositions;
  private final int count;
  private final double[] softening;
  private final double[] squared;

  /** The share of the source, and of each body itself, in the derivative of S: 0, 1/2 or 1. */
  private final double[] sourceShare;

  private final double[] ownShare;

  /** For each direction the tangent of the source's mass, and half that of S for each body. */
  private final double[] massTangents;

  private final double[][] halfTangents;

  /** Rows of what the loops leave to each other: d, G w^3, -3 G m w^5, and a factor of d. */
  private final double[] dx;

  private final double[] dy;
  private final double[] dz;
  private final double[] cubed;
  private final double[] fifth;
  private final double[] along;
  private final SourceTangent.Rows rows;
  private final SourceTangent tangent = SourceTangent.fastest();
  private final double[] product;
  private final double[][] scratch;
  private final double[] masses;
  private final double[] softenings;

  SingleSourceForce(ForceModel model, List<ForceCotangent> tangents) {
    constant = model.gravitationalConstant();
    mass = model.masses()[0];
    followsPositions = model.attractionFollowsPositions();
    count = model.bodies();
    softening = model.softenings();
    squared = new double[count];
    sourceShare = new double[count];
    ownShare = new double[count];
    double source = softening[0] * softening[0];
    for (int i = 0; i < count; i++) {
      double own = softening[i] * softening[i];
      squared[i] = i == 0 ? Double.POSITIVE_INFINITY : Math.max(own, source);
      ownShare[i] = own > source ? 1 : own == source ? 0.5 : 0;
      sourceShare[i] = 1 - ownShare[i];
    }
    massTangents = tangents.stream().mapToDouble(tangent -> tangent.masses()[0]).toArray();
    halfTangents = tangents.stream().map(this::halfTangent).toArray(double[][]::new);
    dx = new double[count];
    dy = new double[count];
    dz = new double[count];
    cubed = new double[count];
    fifth = new double[count];
    along = new double[count];
    product = new double[count];
    rows = new SourceTangent.Rows(new double[][] {dx, dy, dz}, cubed, fifth, product);
    scratch = new double[3][count];
    masses = new double[count];
    softenings = new double[count];
  }

  private double[] halfTangent(ForceCotangent tangent) {
    double[] half = new double[count];
    double source = softening[0] * tangent.softenings()[0];
    for (int i = 0; i < count; i++) {
      half[i] = sourceShare[i] * source + ownShare[i] * softening[i] * tangent.softenings()[i];
    }
    return half;
  }

  @Override
  public void acceleration(double[][] x, double[][] a) {
    attract(x[0], x[1], x[2], a[0], a[1], a[2]);
  }

  private void attract(double[] x, double[] y, double[] z, double[] ax, double[] ay, double[] az) {
    double x0 = x[0];
    double y0 = y[0];
    double z0 = z[0];
    double strength = constant * mass;
    double[] s = squared;
    for (int i = 0; i < count; i++) {
      double ex = x0 - x[i];
      double ey = y0 - y[i];
      double ez = z0 - z[i];
      double d2 = ex * ex + ey * ey + ez * ez + s[i];
      double f = strength / (d2 * Math.sqrt(d2));
      ax[i] = f * ex;
      ay[i] = f * ey;
      az[i] = f * ez;
    }
  }

  /** Sets the accelerations, and prepares what their derivatives are made of. */
  void linearize(double[][] x, double[][] a) {
    subtract(x[0], dx);
    subtract(x[1], dy);
    subtract(x[2], dz);
    double factor = -3 * mass;
    for (int i = 0; i < count; i++) {
      double d2 = dx[i] * dx[i] + dy[i] * dy[i] + dz[i] * dz[i] + squared[i];
      double w2 = 1 / d2;
      double u = constant * w2 * Math.sqrt(w2);
      cubed[i] = u;
      fifth[i] = factor * u * w2;
    }
    scale(dx, a[0]);
    scale(dy, a[1]);
    scale(dz, a[2]);
  }

  private void subtract(double[] x, double[] d) {
    double source = x[0];
    for (int i = 0; i < count; i++) {
      d[i] = source - x[i];
    }
  }

  private void scale(double[] d, double[] a) {
    double m = mass;
    double[] u = cubed;
    for (int i = 0; i < count; i++) {
      a[i] = m * u[i] * d[i];
    }
  }

  @Override
  public void tangents(double[][] x, double[][] positions, double[][] a, double[][] da) {
    JvmVectors.clear(da);
    addTangents(x, positions, a, da);
  }

  @Override
  public void addTangents(double[][] x, double[][] positions, double[][] a, double[][] da) {
    linearize(x, a);
    for (int k = 0; k < massTangents.length; k++) {
      addTangent(k, positions, da);
    }
  }

  /**
   * Adds the tangents along one direction at the positions last given to {@link #linearize}.
   *
   * @param positions tangents of the positions, in each row the numbers of all bodies for the first
   *     direction, then for the next
   * @param da likewise
   */
  void addTangent(int k, double[][] positions, double[][] da) {
    int first = k * count;
    if (followsPositions) {
      tangent.add(rows, massTangents[k], halfTangents[k], mass, positions, da, first);
    } else {
      tangent.addAtRest(rows, massTangents[k], halfTangents[k], da, first);
    }
  }

  /** What {@link #addTangent} does along one direction; nothing if the bodies do not move. */
  TangentPass.@Nullable Source pass(int k) {
    return followsPositions
        ? new TangentPass.Source(rows, massTangents[k], halfTangents[k], mass)
        : null;
  }

  @Override
  public void adjoint(double[][] x, double[][] aBar, double[][] xBar, double[][] a) {
    linearize(x, a);
    double[] p = aBar[0];
    double[] q = aBar[1];
    double[] r = aBar[2];
    for (int i = 0; i < count; i++) {
      double dot = p[i] * dx[i] + q[i] * dy[i] + r[i] * dz[i];
      product[i] = cubed[i] * dot;
      along[i] = fifth[i] * dot;
    }
    masses[0] += JvmVectors.sum(product);
    if (followsPositions) {
      pull(p, dx, xBar[0]);
      pull(q, dy, xBar[1]);
      pull(r, dz, xBar[2]);
    } else {
      JvmVectors.clear(xBar);
    }
    for (int i = 0; i < count; i++) {
      product[i] = sourceShare[i] * along[i];
      softenings[i] += ownShare[i] * softening[i] * along[i];
    }
    softenings[0] += softening[0] * JvmVectors.sum(product);
  }

  /** The cotangent of one coordinate; what a body gets the source gets with the other sign. */
  private void pull(double[] cotangent, double[] d, double[] xBar) {
    double[] u = cubed;
    double[] s = along;
    double m = mass;
    for (int i = 0; i < count; i++) {
      xBar[i] = -(m * u[i] * cotangent[i] + s[i] * d[i]);
    }
    xBar[0] = 0;
    xBar[0] = -JvmVectors.sum(xBar);
  }

  @Override
  public double adjoint(double[][] x, double[][] aBar, double[][] xBar) {
    double before = masses[0];
    masses[0] = 0;
    adjoint(x, aBar, xBar, scratch);
    double gradient = masses[0];
    masses[0] = before + gradient;
    return mass * gradient;
  }

  @Override
  public double[] masses() {
    return masses;
  }

  @Override
  public double[] softenings() {
    return softenings;
  }

  @Override
  public void clear() {
    Arrays.fill(masses, 0);
    Arrays.fill(softenings, 0);
  }
}
