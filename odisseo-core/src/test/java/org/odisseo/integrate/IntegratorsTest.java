// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.testkit.IntegratorContract;

/** Every integrator of the library against the contract. */
final class IntegratorsTest {

  /** An integrator and what is expected of it. */
  abstract static class Expected extends IntegratorContract {
    private final Integrator integrator;
    private final int order;
    private final double endTime;
    private final int steps;
    private final boolean reversible;

    Expected(Integrator integrator, int order, double endTime, int steps, boolean reversible) {
      this.integrator = integrator;
      this.order = order;
      this.endTime = endTime;
      this.steps = steps;
      this.reversible = reversible;
    }

    @Override
    protected Integrator integrator() {
      return integrator;
    }

    @Override
    protected int order() {
      return order;
    }

    @Override
    protected double endTime() {
      return endTime;
    }

    @Override
    protected int steps() {
      return steps;
    }

    @Override
    protected boolean isReversible() {
      return reversible;
    }
  }

  @Nested
  final class SemiImplicitEuler extends Expected {
    SemiImplicitEuler() {
      super(Integrators.semiImplicitEuler(), 1, 4, 500, false);
    }
  }

  @Nested
  final class Leapfrog extends Expected {
    Leapfrog() {
      super(Integrators.leapfrog(), 2, 4, 200, true);
    }
  }

  @Nested
  final class Yoshida4 extends Expected {
    Yoshida4() {
      super(Integrators.yoshida4(), 4, 4, 200, true);
    }
  }

  @Nested
  final class Yoshida6 extends Expected {
    Yoshida6() {
      super(Integrators.yoshida6(), 6, 4, 80, true);
    }
  }

  @Nested
  final class RungeKutta4 extends Expected {
    RungeKutta4() {
      super(Integrators.rk4(), 4, 4, 200, false);
    }
  }

  @Nested
  final class DormandPrince5 extends Expected {
    DormandPrince5() {
      super(Integrators.dopri5(), 5, 200, 10000, false);
    }
  }

  @Nested
  final class Tsitouras5 extends Expected {
    Tsitouras5() {
      super(Integrators.tsit5(), 5, 100, 3000, false);
    }
  }

  @Nested
  final class DormandPrince8 extends Expected {
    DormandPrince8() {
      super(Integrators.dopri853(), 8, 200, 1800, false);
    }
  }

  @Nested
  final class LeapfrogMidpoint extends Expected {
    LeapfrogMidpoint() {
      super(Integrators.leapfrogMidpoint(), 2, 4, 200, false);
    }
  }

  @Nested
  final class ReversibleHeun extends Expected {
    ReversibleHeun() {
      super(Integrators.reversibleHeun(), 2, 4, 200, false);
    }
  }

  /** Fails when an integrator is added without a test of its own here. */
  @Test
  void everyIntegratorIsTested() throws ReflectiveOperationException {
    Set<String> offered =
        Arrays.stream(Integrators.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == Integrator.class)
            .map(IntegratorsTest::nameOf)
            .collect(Collectors.toSet());
    Set<String> tested =
        Stream.of(
                new SemiImplicitEuler(),
                new Leapfrog(),
                new Yoshida4(),
                new Yoshida6(),
                new RungeKutta4(),
                new DormandPrince5(),
                new Tsitouras5(),
                new DormandPrince8(),
                new LeapfrogMidpoint(),
                new ReversibleHeun())
            .map(test -> test.integrator().name())
            .collect(Collectors.toSet());
    assertEquals(offered, tested);
    assertEquals(tested.size(), IntegratorsTest.class.getDeclaredClasses().length - 1);
  }

  private static String nameOf(Method method) {
    try {
      return ((Integrator) method.invoke(null)).name();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
