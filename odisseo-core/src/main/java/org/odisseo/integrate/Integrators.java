// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * The integrators that come with the library. Each is a table of coefficients; see the package
 * description for how to choose.
 */
public final class Integrators {

  private static final double CUBE_ROOT_2 = Math.cbrt(2);

  private static final Integrator SYMPLECTIC_EULER =
      Integrator.of(
          SplittingScheme.of("semi-implicit Euler", 1, new double[] {1}, new double[] {1}));

  private static final Integrator LEAPFROG =
      Integrator.of(SplittingScheme.ofLeapfrogs("leapfrog", 2, 1));

  private static final Integrator YOSHIDA_4 =
      Integrator.of(
          SplittingScheme.ofLeapfrogs(
              "Yoshida 4",
              4,
              1 / (2 - CUBE_ROOT_2),
              -CUBE_ROOT_2 / (2 - CUBE_ROOT_2),
              1 / (2 - CUBE_ROOT_2)));

  private static final Integrator YOSHIDA_6 =
      Integrator.of(
          SplittingScheme.ofLeapfrogs(
              "Yoshida 6",
              6,
              0.78451361047755726382,
              0.23557321335935813368,
              -1.17767998417887100695,
              1.31518632068391121889,
              -1.17767998417887100695,
              0.23557321335935813368,
              0.78451361047755726382));

  private static final Integrator RUNGE_KUTTA_4 =
      Integrator.of(
          ButcherTableau.of(
              "RK4",
              4,
              new double[][] {{}, {1.0 / 2}, {0, 1.0 / 2}, {0, 0, 1}},
              new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}));

  private static final Integrator DORMAND_PRINCE_5 =
      Integrator.of(
          ButcherTableau.of(
                  "Dopri5",
                  5,
                  new double[][] {
                    {},
                    {1.0 / 5},
                    {3.0 / 40, 9.0 / 40},
                    {44.0 / 45, -56.0 / 15, 32.0 / 9},
                    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
                    {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
                  },
                  new double[] {
                    35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0
                  })
              .withErrorEstimate(
                  4,
                  new double[] {
                    71.0 / 57600,
                    0,
                    -71.0 / 16695,
                    71.0 / 1920,
                    -17253.0 / 339200,
                    22.0 / 525,
                    -1.0 / 40
                  }));

  private static final Integrator TSITOURAS_5 =
      Integrator.of(
          ButcherTableau.of(
                  "Tsit5",
                  5,
                  new double[][] {
                    {},
                    {0.161},
                    {-0.008480655492356989, 0.335480655492357},
                    {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
                    {
                      5.325864828439257,
                      -11.748883564062828,
                      7.4955393428898365,
                      -0.09249506636175525
                    },
                    {
                      5.86145544294642,
                      -12.92096931784711,
                      8.159367898576159,
                      -0.071584973281401,
                      -0.028269050394068383
                    },
                    {
                      0.09646076681806523,
                      0.01,
                      0.4798896504144996,
                      1.379008574103742,
                      -3.290069515436081,
                      2.324710524099774
                    }
                  },
                  new double[] {
                    0.09646076681806523,
                    0.01,
                    0.4798896504144996,
                    1.379008574103742,
                    -3.290069515436081,
                    2.324710524099774,
                    0
                  })
              .withErrorEstimate(
                  4,
                  new double[] {
                    -0.00178001105222577714,
                    -0.0008164344596567469,
                    0.007880878010261995,
                    -0.1447110071732629,
                    0.5823571654525552,
                    -0.45808210592918697,
                    1.0 / 66
                  }));

  private static final Integrator DORMAND_PRINCE_853 = Integrator.of(DormandPrince853.tableau());

  private static final Integrator LEAPFROG_MIDPOINT =
      Integrator.of("leapfrog-midpoint", 2, TwoStepMethods.leapfrogMidpoint());

  private static final Integrator REVERSIBLE_HEUN =
      Integrator.of("reversible Heun", 2, TwoStepMethods.reversibleHeun());

  private Integrators() {}

  /** Semi-implicit (symplectic) Euler: a kick, then a drift with the new velocity. Order 1. */
  public static Integrator semiImplicitEuler() {
    return SYMPLECTIC_EULER;
  }

  /**
   * Leapfrog, kick-drift-kick: symplectic, reversible, of order 2, with one force evaluation per
   * step.
   */
  public static Integrator leapfrog() {
    return LEAPFROG;
  }

  /**
   * Yoshida's symplectic method of order 4: three leapfrogs.
   *
   * @source Yoshida 1990, doi:10.1016/0375-9601(90)90092-3
   */
  public static Integrator yoshida4() {
    return YOSHIDA_4;
  }

  /**
   * Yoshida's symplectic method of order 6, solution A: seven leapfrogs.
   *
   * @source Yoshida 1990, doi:10.1016/0375-9601(90)90092-3, table 1
   */
  public static Integrator yoshida6() {
    return YOSHIDA_6;
  }

  /** The classical Runge-Kutta method of order 4. */
  public static Integrator rk4() {
    return RUNGE_KUTTA_4;
  }

  /**
   * Dormand and Prince's method of order 5 with an error estimate of order 4.
   *
   * @source Dormand and Prince 1980, doi:10.1016/0771-050X(80)90013-3
   */
  public static Integrator dopri5() {
    return DORMAND_PRINCE_5;
  }

  /**
   * Tsitouras' method of order 5 with an error estimate of order 4.
   *
   * @source Tsitouras 2011, doi:10.1016/j.camwa.2011.06.002
   */
  public static Integrator tsit5() {
    return TSITOURAS_5;
  }

  /**
   * The method of order 8 of Dormand and Prince with error estimates of orders 5 and 3 combined:
   * the choice for single orbits of high accuracy.
   *
   * @source Hairer, Norsett and Wanner 1993, Solving Ordinary Differential Equations I, II.10
   */
  public static Integrator dopri853() {
    return DORMAND_PRINCE_853;
  }

  /** The midpoint rule over two steps, also called leapfrog in the theory of equations. Order 2. */
  public static Integrator leapfrogMidpoint() {
    return LEAPFROG_MIDPOINT;
  }

  /**
   * The reversible Heun method, of order 2 with one force evaluation per step.
   *
   * @source Kidger et al. 2021, arXiv:2105.13493
   */
  public static Integrator reversibleHeun() {
    return REVERSIBLE_HEUN;
  }
}
