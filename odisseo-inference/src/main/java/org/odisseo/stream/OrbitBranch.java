// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import org.odisseo.stream.BranchPlace.Kind;

/** The monotonic branch of an orbit around today, and where on it stars are. */
final class OrbitBranch {

  private final OrbitNodes nodes;
  private final StreamAxes axes;
  private final HermitePiece[] pieces;

  /** Phi1 at the nodes [rad], continued from that of today; only those of the branch are set. */
  private final double[] angle;

  /** Whether phi1 rises with time, 1, or falls, -1; 0 if it turns just today. */
  private final double sense;

  private final int firstNode;
  private final int lastNode;
  private final BranchPlace past;
  private final BranchPlace future;

  OrbitBranch(OrbitNodes nodes, StreamAxes axes) {
    this.nodes = nodes;
    this.axes = axes;
    int count = nodes.times().length;
    pieces = new HermitePiece[Math.max(1, count - 1)];
    angle = new double[count];
    int today = nodes.today();
    angle[today] = axes.angle(nodes.state(today));
    sense = Math.signum(axes.turning(nodes.state(today)));
    firstNode = lastMonotonic(-1);
    lastNode = lastMonotonic(1);
    past = end(firstNode, -1);
    future = end(lastNode, 1);
  }

  /** The orbit in an interval. */
  HermitePiece piece(int interval) {
    if (pieces[interval] == null) {
      pieces[interval] = nodes.piece(interval);
    }
    return pieces[interval];
  }

  /**
   * Where the branch has a phi1, or its end on that side.
   *
   * @param phi1 [deg]
   * @param meridian its plane
   */
  BranchPlace find(double phi1, StreamAxes.Plane meridian) {
    double today = angle[nodes.today()];
    double offset = sense * Math.IEEEremainder(Math.toRadians(phi1) - today, 2 * Math.PI);
    int step = offset < 0 ? -1 : 1;
    int last = step < 0 ? firstNode : lastNode;
    int node = nodes.today();
    while (node != last) {
      node += step;
      if (step * sense * (angle[node] - today) >= step * offset) {
        return inside(meridian, nodes.times()[node - step], nodes.times()[node], node, step);
      }
    }
    BranchPlace end = step < 0 ? past : future;
    if (end.kind() == Kind.AT_TURNING_POINT
        && step * sense * (unwrapped(end, last) - today) > step * offset) {
      return inside(meridian, nodes.times()[last], end.time(), last + step, step);
    }
    return end;
  }

  /**
   * How the time of a place changes with a displacement of the orbit: where phi1 is held, by the
   * theorem of implicit functions, dt = -(dphi1)/(dphi1/dt).
   */
  double timeTangent(
      BranchPlace place, StreamAxes.Plane meridian, double[] state, double[] displacement) {
    return switch (place.kind()) {
      case AT_PHI1 -> -meridian.change(displacement, 0) / meridian.change(state, 3);
      case AT_TURNING_POINT -> -axes.turningChange(state, displacement) / axes.turningRate(state);
      case AT_TIME -> 0;
    };
  }

  /** A summary for users. */
  TrackBranch describe() {
    return new TrackBranch(
        past.time(),
        future.time(),
        Math.toDegrees(unwrapped(past, firstNode)),
        Math.toDegrees(unwrapped(future, lastNode)),
        reason(past),
        reason(future));
  }

  private TrackBranch.End reason(BranchPlace end) {
    if (end.kind() == Kind.AT_TURNING_POINT || sense == 0) {
      return TrackBranch.End.TURNING_POINT;
    }
    return nodes.complete() ? TrackBranch.End.END_OF_RUN : TrackBranch.End.FAILED_RUN;
  }

  /** Goes from today as long as phi1 keeps its sense at the nodes, and unwraps phi1 on the way. */
  private int lastMonotonic(int step) {
    int node = nodes.today();
    while (isNode(node + step) && sense * axes.turning(nodes.state(node + step)) > 0) {
      angle[node + step] = near(axes.angle(nodes.state(node + step)), angle[node]);
      node += step;
    }
    return node;
  }

  /** Where the branch ends beyond its last node. */
  private BranchPlace end(int node, int step) {
    double time = nodes.times()[node];
    if (sense == 0 || !isNode(node + step)) {
      // The end of the orbit is the end of the last interval, not the start of one more.
      return new BranchPlace(Math.min(node, pieces.length - 1), time, Kind.AT_TIME);
    }
    int interval = Math.min(node, node + step);
    double beyond = nodes.times()[node + step];
    double turn =
        BranchPlace.root(piece(interval), axes::turning, axes::turningRate, sense, time, beyond);
    return new BranchPlace(interval, turn, Kind.AT_TURNING_POINT);
  }

  /** The place of a meridian between two times, of which {@code to} is farther from today. */
  private BranchPlace inside(
      StreamAxes.Plane meridian, double from, double to, int outerNode, int step) {
    int interval = Math.min(outerNode, outerNode - step);
    double time =
        BranchPlace.root(
            piece(interval),
            meridian::at,
            state -> meridian.change(state, 3),
            -step * sense,
            from,
            to);
    return new BranchPlace(interval, time, Kind.AT_PHI1);
  }

  /** Phi1 of an end of the branch [rad], continued from the last node before it. */
  private double unwrapped(BranchPlace end, int node) {
    return end.kind() == Kind.AT_TURNING_POINT
        ? near(axes.angle(piece(end.interval()).at(end.time())), angle[node])
        : angle[node];
  }

  private boolean isNode(int node) {
    return node >= 0 && node < angle.length;
  }

  private static double near(double wrapped, double reference) {
    return reference + Math.IEEEremainder(wrapped - reference, 2 * Math.PI);
  }
}
