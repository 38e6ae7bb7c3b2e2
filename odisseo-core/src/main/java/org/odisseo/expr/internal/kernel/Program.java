// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odisseo.expr.internal.kernel.Division.TableUse;
import org.odisseo.expr.internal.special.FastFunction;

/** A compiled program: what is done once per binding, and what is done for every point. */
public final class Program {
  private static final FastFunction[] NO_FUNCTIONS = {};

  private final Division division;
  private final MethodHandles.Lookup lookup;
  private final List<@Nullable FastFunction> fixedFunctions = new ArrayList<>();
  private final Compiled hoister;
  private final List<Compiled> tabulators = new ArrayList<>();
  private final Once bulk;
  private final Once point;

  private Program(Division division, Limits limits, MethodHandles.Lookup lookup) {
    this.division = division;
    this.lookup = lookup;
    Plan plan = Plan.of(division.main(), limits);
    this.bulk = new Once(plan.forRanges(limits), Layout.BULK);
    this.point = new Once(plan, Layout.POINT);
    this.hoister = Compiled.of(Plan.of(division.hoist(), limits), Layout.POINT, lookup);
    for (Division.LoopTable table : division.loopTables()) {
      tabulators.add(Compiled.of(Plan.of(table.unit(), limits), Layout.BULK, lookup));
    }
    for (TableUse use : division.tableUses()) {
      fixedFunctions.add(use.parameter() < 0 ? use.spec().table(use.constant()) : null);
    }
  }

  /**
   * Compiles outputs.
   *
   * @param graph the graph of the outputs
   * @param outputs what is to be computed
   * @param limits how large methods may be
   * @param lookup a class that may call all functions of the graph; the code is loaded into its
   *     package
   */
  public static Program of(
      Graph graph, List<Node> outputs, Limits limits, MethodHandles.Lookup lookup) {
    return new Program(Division.of(Expansion.of(graph, outputs)), limits, lookup);
  }

  /** Computes all that depends on the shared inputs alone. */
  public Binding bind(double[] shared) {
    double[] hoisted = new double[division.hoist().outputs().size()];
    hoister.run(
        shared,
        hoisted,
        new Compiled.Environment(new double[0], division.hoistArrays(), NO_FUNCTIONS));
    double[][] arrays = division.arrays();
    for (int t = 0; t < tabulators.size(); t++) {
      Division.LoopTable table = division.loopTables().get(t);
      double[][] out = new double[table.targets().length][table.loop().order()];
      double[][] in = {table.loop().nodes(), table.loop().weights()};
      tabulators
          .get(t)
          .run(
              in,
              out,
              new Compiled.Environment(hoisted, table.arrays(), NO_FUNCTIONS),
              0,
              table.loop().order());
      for (int k = 0; k < out.length; k++) {
        arrays[table.targets()[k]] = out[k];
      }
    }
    FastFunction[] functions = new FastFunction[fixedFunctions.size()];
    for (int k = 0; k < functions.length; k++) {
      TableUse use = division.tableUses().get(k);
      FastFunction fixed = fixedFunctions.get(k);
      functions[k] = fixed != null ? fixed : use.spec().table(hoisted[use.parameter()]);
    }
    return new Binding(this, new Compiled.Environment(hoisted, arrays, functions));
  }

  Compiled bulk() {
    return bulk.get();
  }

  Compiled point() {
    return point.get();
  }

  /** Number of methods that the program for a range of points was cut into. */
  public int stages() {
    return bulk.plan.stages.size();
  }

  /** Code that is made when it is first needed. */
  private final class Once {
    private final Plan plan;
    private final Layout layout;
    private volatile @Nullable Compiled compiled;

    private Once(Plan plan, Layout layout) {
      this.plan = plan;
      this.layout = layout;
    }

    private Compiled get() {
      Compiled known = compiled;
      return known == null ? make() : known;
    }

    private synchronized Compiled make() {
      Compiled known = compiled;
      if (known == null) {
        known = Compiled.of(plan, layout, lookup);
        compiled = known;
      }
      return known;
    }
  }
}
