// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.particles.Particles;

/**
 * Picks one state of a trajectory; linear.
 *
 * @param state its number, or {@link #LAST}
 */
record StateOfTrajectory(int state) implements TwiceDifferentiable<Trajectory, Particles> {

  static final int LAST = -1;

  /** The end of a run that did not come to it is nothing to go on with. */
  @Override
  public Particles apply(Trajectory at) {
    return picked(state == LAST ? at.orThrow() : at);
  }

  private Particles picked(Trajectory trajectory) {
    return trajectory.particles(number(trajectory));
  }

  private int number(Trajectory trajectory) {
    return state == LAST ? trajectory.count() - 1 : state;
  }

  @Override
  public WithPullback<Trajectory, Particles> vjp(Trajectory at) {
    return new WithPullback<>(apply(at), cotangent -> at.withOnly(number(at), cotangent));
  }

  @Override
  public WithTangent<Particles> jvp(Trajectory at, Trajectory tangent) {
    return new WithTangent<>(apply(at), picked(tangent));
  }

  @Override
  public WithDualPullback<Trajectory, Particles> vjpAlong(Trajectory at, Trajectory direction) {
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent ->
            new WithTangent<>(
                at.withOnly(number(at), cotangent.value()),
                at.withOnly(number(at), cotangent.tangent())));
  }
}
