// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.testkit.DifferentiableContract;

class KnownValueTest extends DifferentiableContract<ParameterSet, ParameterSet> {

  private static final ExpressionMap MAP = ExpressionMap.parse("u = x*exp(y)", "v = sin(x - y)");
  private static final ParameterSet AT = ParameterSet.of("x", 0.7, "y", -0.4);
  private static final ParameterSet VALUE = MAP.apply(AT);

  @Override
  protected Differentiable<ParameterSet, ParameterSet> map() {
    return new KnownValue<>(MAP, AT, VALUE);
  }

  @Override
  protected List<ParameterSet> points() {
    return List.of(AT, ParameterSet.of("x", 2, "y", 0.3));
  }

  @Test
  void theValueIsNotComputedAgain() {
    assertSame(VALUE, map().apply(AT));
  }
}
