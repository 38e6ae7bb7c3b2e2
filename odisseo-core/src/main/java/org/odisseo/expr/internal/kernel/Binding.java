// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/** A program with its shared inputs given. */
public final class Binding {
  private final Program program;
  private final Compiled.Environment environment;

  Binding(Program program, Compiled.Environment environment) {
    this.program = program;
    this.environment = environment;
  }

  /** Computes out[k][i] from in[j][i] for i from {@code from} inclusive to {@code to} exclusive. */
  public void run(double[][] in, double[][] out, int from, int to) {
    program.bulk().run(in, out, environment, from, to);
  }

  /** Computes out[k] from in[j]. */
  public void run(double[] in, double[] out) {
    program.point().run(in, out, environment);
  }
}
