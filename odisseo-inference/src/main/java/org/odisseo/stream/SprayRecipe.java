// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.random.RandomGenerator;
import org.odisseo.validation.Require;

/**
 * Where and how fast stars leave a progenitor, relative to it.
 *
 * <p>The axes are those of the progenitor at that time: away from the center of the host, along its
 * motion perpendicular to that, and along its angular momentum. Lengths are in tidal radii
 *
 * <p>\[ r_t = \left( \frac{G m}{\Omega^2 - \partial^2\Phi/\partial r^2} \right)^{1/3}, \qquad
 * \Omega = |x \times v|/r^2 . \]
 *
 * <p>Stars of the trailing tail leave outwards, those of the leading tail inwards.
 */
public sealed interface SprayRecipe {

  /**
   * The draw of Fardal, Huang and Weinberg (2015, MNRAS 452, 301), with their largest scatter of
   * k_vt, 0.4; in the paper it is smaller on very eccentric orbits.
   */
  static SprayRecipe fardal2015() {
    return new Fardal(2, 0.4, 0.5, 0.3, 0.4, 0.5, false);
  }

  /**
   * The draw that gala, galax and Agama's example make under the name of Fardal: scatters of 0.5,
   * and the motion along the orbit multiplied by k_r.
   */
  static SprayRecipe fardalAsInGala() {
    return new Fardal(2, 0.5, 0.5, 0.3, 0.5, 0.5, true);
  }

  /**
   * The draw of Chen, Valluri, Gnedin and Ash (2025, ApJS 276, 32; first arXiv:2408.01496 of 2024),
   * made to match clusters of bodies that attract each other; they follow stars in the field of the
   * progenitor.
   */
  static SprayRecipe chen2024() {
    return new Chen();
  }

  /**
   * Draws a star.
   *
   * @param random source of the noise
   * @param leading whether it belongs to the leading tail
   * @return outwards, along the motion and along the angular momentum: the offsets in position
   *     [tidal radii] and then in velocity, in units of {@link #isInOrbitalSpeeds}
   */
  double[] draw(RandomGenerator random, boolean leading);

  /**
   * The unit of velocities: the orbital \( \Omega r_t \) if true, the progenitor's own \( \sqrt{G
   * m/r_t} \) if false.
   */
  boolean isInOrbitalSpeeds();

  /**
   * Gaussian offsets of Fardal et al.: \( \pm k_r \) outwards and \( \pm k_z \) along the angular
   * momentum, at \( \pm k_{vt} \) along the motion and \( \pm k_{vz} \) along the angular momentum.
   *
   * @param radius mean of k_r
   * @param radiusScatter standard deviation of k_r
   * @param heightScatter standard deviation of k_z
   * @param speed mean of k_vt
   * @param speedScatter standard deviation of k_vt
   * @param verticalSpeedScatter standard deviation of k_vz
   * @param speedGrowsWithRadius whether the motion along the orbit is k_r k_vt in place of k_vt
   */
  record Fardal(
      double radius,
      double radiusScatter,
      double heightScatter,
      double speed,
      double speedScatter,
      double verticalSpeedScatter,
      boolean speedGrowsWithRadius)
      implements SprayRecipe {

    /** Checks the numbers. */
    public Fardal {
      Require.finite("radius", radius);
      Require.nonNegative("radiusScatter", radiusScatter);
      Require.nonNegative("heightScatter", heightScatter);
      Require.finite("speed", speed);
      Require.nonNegative("speedScatter", speedScatter);
      Require.nonNegative("verticalSpeedScatter", verticalSpeedScatter);
    }

    @Override
    public double[] draw(RandomGenerator random, boolean leading) {
      double sign = leading ? -1 : 1;
      double kr = radius + radiusScatter * random.nextGaussian();
      double kz = heightScatter * random.nextGaussian();
      double kvt = speed + speedScatter * random.nextGaussian();
      double kvz = verticalSpeedScatter * random.nextGaussian();
      double along = speedGrowsWithRadius ? kr * kvt : kvt;
      return new double[] {sign * kr, 0, sign * kz, 0, sign * along, sign * kvz};
    }

    @Override
    public boolean isInOrbitalSpeeds() {
      return true;
    }
  }

  /**
   * Chen et al.: a distance of D tidal radii in the direction (phi, theta), and the escape speed \(
   * \sqrt{2 G m/(D r_t)} \) in the direction (alpha, beta), angles of longitude from outwards and
   * latitude from the orbital plane; a leading star is turned by 180 deg of longitude. D = 1.6 +-
   * 0.35, phi = -30 +- 23 deg, theta = 0 +- 12 deg, alpha = 20 +- 20 deg, beta = 0 +- 22 deg, with
   * the covariance -4.9 deg of D and alpha, which is a correlation of -0.7. The speed has no
   * scatter. Draws of D below zero, one in 400 000, are drawn again.
   */
  record Chen() implements SprayRecipe {
    private static final double CORRELATION = -0.7;

    @Override
    public double[] draw(RandomGenerator random, boolean leading) {
      double noise;
      double distance;
      do {
        noise = random.nextGaussian();
        distance = 1.6 + 0.35 * noise;
      } while (!(distance > 0));
      double turn = leading ? Math.PI : 0;
      double phi = Math.toRadians(-30 + 23 * random.nextGaussian()) + turn;
      double theta = Math.toRadians(12 * random.nextGaussian());
      double rest = Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
      double alpha = Math.toRadians(20 + 20 * (CORRELATION * noise + rest)) + turn;
      double beta = Math.toRadians(22 * random.nextGaussian());
      double speed = Math.sqrt(2 / distance);
      return new double[] {
        distance * Math.cos(theta) * Math.cos(phi),
        distance * Math.cos(theta) * Math.sin(phi),
        distance * Math.sin(theta),
        speed * Math.cos(beta) * Math.cos(alpha),
        speed * Math.cos(beta) * Math.sin(alpha),
        speed * Math.sin(beta)
      };
    }

    @Override
    public boolean isInOrbitalSpeeds() {
      return false;
    }
  }
}
