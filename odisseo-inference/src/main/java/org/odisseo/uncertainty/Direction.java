// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.odisseo.autodiff.ParameterSet;

/**
 * One of the orthogonal combinations of parameters into which a Fisher matrix falls apart.
 *
 * @param eigenvalue the curvature along the direction, \( 1/\sigma^2 \) where it is constrained
 * @param sigma the standard deviation of the combination; infinite if it is degenerate
 * @param components the unit vector, by parameter name, each parameter counted in its unit
 * @param units in what each parameter is counted
 * @param isDegenerate whether the data say nothing about this combination: its eigenvalue is not
 *     positive, or lost in the rounding of the larger ones
 */
public record Direction(
    double eigenvalue,
    double sigma,
    ParameterSet components,
    ParameterSet units,
    boolean isDegenerate) {

  /** Components below this do not appear in the text: a quarter of a percent of the variance. */
  private static final double SHOWN = 0.05;

  /**
   * The combination on one line, its largest component first, without those below 0.05: {@code 0.71
   * ln M_NFW - 0.70 ln r_s: sigma 0.43}. A parameter whose unit is not one is divided by it.
   */
  public String text() {
    return combination() + (isDegenerate ? ": unconstrained" : ": sigma " + number(sigma));
  }

  /** The combination alone, as in {@code 0.71 ln M_NFW - 0.70 ln r_s}. */
  String combination() {
    List<Integer> order =
        new ArrayList<>(
            IntStream.range(0, components.size())
                .filter(i -> Math.abs(components.value(i)) >= SHOWN)
                .boxed()
                .toList());
    // Equal ones, but for rounding, stay in the order of the parameters.
    order.sort(Comparator.comparingDouble(i -> -Math.rint(1e6 * Math.abs(components.value(i)))));
    StringBuilder text = new StringBuilder();
    for (int i : order) {
      double c = components.value(i);
      String sign = text.length() == 0 ? (c < 0 ? "-" : "") : (c < 0 ? " - " : " + ");
      text.append(sign).append(String.format(Locale.ROOT, "%.2f ", Math.abs(c)));
      text.append(components.names().get(i));
      if (units.value(i) != 1) {
        text.append('/').append(number(units.value(i)));
      }
    }
    return text.toString();
  }

  /** The text. */
  @Override
  public String toString() {
    return text();
  }

  /** Two or three significant digits, powers of ten as in 1.6e-5. */
  static String number(double value) {
    boolean plain = value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);
    if (plain || !Double.isFinite(value)) {
      String text = String.format(Locale.ROOT, "%.3g", value);
      return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
    String[] parts = String.format(Locale.ROOT, "%.1e", value).split("e", 2);
    return parts[0].replace(".0", "") + "e" + Integer.parseInt(parts[1]);
  }
}
