// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Kernel;
import org.odisseo.expr.Variable;

/** Compiled expressions to be evaluated at many points that share some of the variables. */
final class Program {

  private final int outputCount;
  private final @Nullable Kernel kernel;

  /**
   * The shared values of the latest evaluation with the kernel bound to them; most callers come
   * back with the same ones. Whichever thread writes it last, it is true.
   */
  private volatile @Nullable Binding latest;

  Program(List<Expr> outputs, List<Variable> perPoint, List<Variable> shared) {
    this.outputCount = outputs.size();
    this.kernel = outputs.isEmpty() ? null : Kernel.compile(outputs, perPoint, shared);
  }

  /** The outputs, one array each, at {@code count} points whose inputs are one array each. */
  double[][] evaluate(double[][] in, int count, double[] shared) {
    double[][] out = new double[outputCount][count];
    if (kernel != null) {
      bind(kernel, shared).evaluate(in, out, 0, count);
    }
    return out;
  }

  /** The outputs at one point. */
  double[] evaluate(double[] in, double[] shared) {
    double[] out = new double[outputCount];
    if (kernel != null) {
      bind(kernel, shared).evaluate(in, out);
    }
    return out;
  }

  private record Binding(double[] shared, Kernel.Bound bound) {}

  private Kernel.Bound bind(Kernel compiled, double[] shared) {
    Binding known = latest;
    if (known == null || !Arrays.equals(known.shared, shared)) {
      known = new Binding(shared.clone(), compiled.bind(shared));
      latest = known;
    }
    return known.bound;
  }
}
