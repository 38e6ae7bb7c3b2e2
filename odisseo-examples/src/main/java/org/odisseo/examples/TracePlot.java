// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.validation.Require;

/**
 * The draws of several chains one after another, a panel for each parameter: whether chains have
 * come to the same place, and move about in it.
 *
 * <pre>{@code
 * TracePlot.of("M_{halo} [M_☉]", "r_s [kpc]")
 *     .withChain("chain 1", first)                     // one row for each parameter
 *     .withChain("chain 2", second)
 *     .save(Path.of("trace.png"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class TracePlot {

  private static final double WIDTH = 520;
  private static final double HEIGHT = 110;
  private static final double GAP = 9;

  private final List<String> names;
  private final List<Chain> chains;
  private final double[] truth;

  private record Chain(String name, double[][] draws) {}

  private TracePlot(List<String> names, List<Chain> chains, double[] truth) {
    this.names = names;
    this.chains = chains;
    this.truth = truth;
  }

  /** A plot of parameters, without chains yet; names as those of {@link CornerPlot#of}. */
  public static TracePlot of(String... names) {
    Require.atLeast("the number of names", names.length, 1);
    return new TracePlot(List.of(names), List.of(), new double[0]);
  }

  /**
   * With one more chain.
   *
   * @param draws one row for each parameter, all of one length of at least 2; a number that is not
   *     finite is a gap
   */
  public TracePlot withChain(String name, double[][] draws) {
    Require.length("draws of " + name, draws.length, names.size(), "one row for each parameter");
    Require.atLeast("the number of draws of " + name, draws[0].length, 2);
    double[][] copy = new double[draws.length][];
    for (int k = 0; k < draws.length; k++) {
      String row = "draws of " + name + " for " + names.get(k);
      copy[k] = Require.length(row, draws[k], draws[0].length, "as the first row").clone();
      if (Arrays.stream(copy[k]).noneMatch(Double::isFinite)) {
        throw new IllegalArgumentException(row + " must have a finite number, got none");
      }
    }
    List<Chain> more = new ArrayList<>(chains);
    more.add(new Chain(name, copy));
    return new TracePlot(names, List.copyOf(more), truth);
  }

  /** With lines at the true values, one for each parameter. */
  public TracePlot withTruth(double... values) {
    Require.length("values", values, names.size(), "one for each parameter");
    return new TracePlot(names, chains, Require.allFinite("values", values).clone());
  }

  /**
   * Writes the picture as PNG or SVG, by the name's ending; directories are made.
   *
   * @throws IllegalStateException if there is no chain yet
   */
  public TracePlot save(Path file) {
    if (chains.isEmpty()) {
      throw new IllegalStateException("a trace plot needs a chain, got none");
    }
    int longest = chains.stream().mapToInt(chain -> chain.draws()[0].length).max().orElseThrow();
    Axis x = new Axis("draw", 0, longest - 1.0, 8);
    List<Axis> axes = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      axes.add(axis(k));
    }
    Legend legend = new Legend();
    for (int c = 0; c < chains.size(); c++) {
      legend.line(chains.get(c).name(), Palette.color(c));
    }
    if (truth.length > 0) {
      legend.line("truth", Palette.INK, 4, 3);
    }
    new PanelStack(WIDTH, HEIGHT, GAP, 16).save(file, x, axes, legend, this::draw);
    return this;
  }

  private Axis axis(int k) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Chain chain : chains) {
      for (double draw : chain.draws()[k]) {
        low = Double.isFinite(draw) ? Math.min(low, draw) : low;
        high = Double.isFinite(draw) ? Math.max(high, draw) : high;
      }
    }
    if (truth.length > 0) {
      low = Math.min(low, truth[k]);
      high = Math.max(high, truth[k]);
    }
    return Axis.around(names.get(k), low, high, 0.06, 4);
  }

  private void draw(Panel panel, int k) {
    panel.grid();
    for (int c = 0; c < chains.size(); c++) {
      double[] draws = chains.get(c).draws()[k];
      double[] numbers = new double[draws.length];
      Arrays.setAll(numbers, i -> i);
      panel.line(numbers, draws, Palette.color(c, 200), 0.7);
    }
    if (truth.length > 0) {
      panel.mark(panel.horizontal(truth[k]), Palette.INK);
    }
  }
}
