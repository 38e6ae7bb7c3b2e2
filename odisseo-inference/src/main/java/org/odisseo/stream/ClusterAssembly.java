// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SelfGravity;

/**
 * Makes the bodies of a run from a progenitor, the single body that stands for its center, and a
 * cluster drawn around the origin. The making is linear, and its transpose is here too.
 */
interface ClusterAssembly {

  /** What the bodies are made of; as a cotangent, what each part receives. */
  record Parts(PlummerSphere progenitor, Particles center, Particles cluster) {}

  /** The bodies of a run. */
  Particles assemble(Parts parts);

  /** The transpose of {@link #assemble}. */
  Parts transpose(Particles cotangent);

  /** What is to be added to the bodies: constants that derivatives do not see. */
  Particles offset(int cluster);

  /** Which bodies attract which. */
  SelfGravity selfGravity();

  /** The index of the first body that is a star of the stream. */
  int firstStar();

  /** The assembly that belongs to a treatment of the cluster's gravity. */
  static ClusterAssembly of(ClusterGravity gravity) {
    return gravity instanceof ClusterGravity.NBody nBody
        ? new Bodies(nBody.softening(), nBody.cutGradient())
        : new Tracers();
  }

  /** The progenitor as one body softened by its scale radius, then massless tracers. */
  record Tracers() implements ClusterAssembly {
    @Override
    public Particles assemble(Parts parts) {
      Particles c = parts.center();
      double[] mass = {parts.progenitor().mass()};
      double[] radius = {parts.progenitor().scaleRadius()};
      Particles progenitor =
          Particles.displacement(mass, radius, c.x(), c.y(), c.z(), c.vx(), c.vy(), c.vz());
      return progenitor.concat(massless(parts.cluster().shifted(c.phasePoint(0))));
    }

    @Override
    public Parts transpose(Particles cotangent) {
      Particles tracers = massless(cotangent.range(1, cotangent.count()));
      return new Parts(
          new PlummerSphere(cotangent.mass(0), cotangent.softening(0)),
          massless(cotangent.range(0, 1)).plus(sum(tracers)),
          tracers);
    }

    @Override
    public Particles offset(int cluster) {
      return Particles.zero(cluster + 1);
    }

    @Override
    public SelfGravity selfGravity() {
      return SelfGravity.testParticles(1);
    }

    @Override
    public int firstStar() {
      return 1;
    }
  }

  /** The bodies of the cluster, with their masses and a common softening. */
  record Bodies(double softening, boolean cutGradient) implements ClusterAssembly {
    @Override
    public Particles assemble(Parts parts) {
      return parts.cluster().shifted(parts.center().phasePoint(0));
    }

    @Override
    public Parts transpose(Particles cotangent) {
      return new Parts(new PlummerSphere(0, 0), sum(cotangent), cotangent);
    }

    @Override
    public Particles offset(int cluster) {
      return Particles.zero(cluster).withSoftening(softening);
    }

    @Override
    public SelfGravity selfGravity() {
      SelfGravity direct = SelfGravity.direct();
      return cutGradient ? direct.stopGradient() : direct;
    }

    @Override
    public int firstStar() {
      return 0;
    }
  }

  /** The same positions and velocities without masses and softenings. */
  private static Particles massless(Particles p) {
    double[] none = new double[p.count()];
    return Particles.displacement(none, none, p.x(), p.y(), p.z(), p.vx(), p.vy(), p.vz());
  }

  /** One body with the sums of all positions and velocities, without mass. */
  private static Particles sum(Particles p) {
    double[] none = {0};
    return Particles.displacement(
        none, none, sum(p.x()), sum(p.y()), sum(p.z()), sum(p.vx()), sum(p.vy()), sum(p.vz()));
  }

  private static double[] sum(double[] values) {
    return new double[] {Arrays.stream(values).sum()};
  }
}
