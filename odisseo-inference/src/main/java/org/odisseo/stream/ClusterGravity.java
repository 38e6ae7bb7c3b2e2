// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import org.odisseo.validation.Require;

/** How a model treats the gravity of the dissolving cluster itself. */
public sealed interface ClusterGravity {

  /**
   * Massless tracers in the host and in the field of a progenitor that moves on its own orbit and
   * stays the Plummer sphere it was. Costs O(N); its gradients are meaningful except for stars that
   * linger at the tidal edge, which are chaotic; the cluster neither relaxes nor loses mass.
   */
  static ClusterGravity collisionless() {
    return new Collisionless();
  }

  /**
   * All bodies attract each other. Costs O(N^2); the exact gradient grows with the chaos of the
   * cluster.
   *
   * @param softening Plummer's softening of each body [length], not negative
   */
  static ClusterGravity nBody(double softening) {
    return new NBody(softening, false);
  }

  /**
   * The same bodies and the same stream, but derivatives do not follow the positions in the mutual
   * forces. That gradient is cut, not exact.
   *
   * @param softening Plummer's softening of each body [length], not negative
   */
  static ClusterGravity nBodyWithCutGradient(double softening) {
    return new NBody(softening, true);
  }

  /** Tracers in the field of a moving Plummer sphere. */
  record Collisionless() implements ClusterGravity {}

  /**
   * Bodies that attract each other.
   *
   * @param softening of each body [length]
   * @param cutGradient whether derivatives leave out the positions in the mutual forces
   */
  record NBody(double softening, boolean cutGradient) implements ClusterGravity {
    /** Checks the softening. */
    public NBody {
      Require.nonNegative("softening", softening);
    }
  }
}
