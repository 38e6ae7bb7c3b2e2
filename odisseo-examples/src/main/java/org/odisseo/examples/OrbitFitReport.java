// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.sample.Diagnostics;
import org.odisseo.simulate.Member;
import org.odisseo.uncertainty.Direction;
import org.odisseo.uncertainty.FisherInformation;

/** What a fit of an orbit and the draws around it say, as a table, as files and as pictures. */
final class OrbitFitReport {

  private OrbitFitReport() {}

  /** The table for the console. */
  static <A extends VectorValue<A>> String table(
      OrbitFit<A> fit, OrbitPosterior<A> posterior, boolean isTruthKnown) {
    StringBuilder text = new StringBuilder(starts(fit));
    ParameterSet reference = fit.problem().values(fit.problem().free().start());
    text.append(
        line(
            "%n%-15s %11s %11s   %13s %13s %9s   %9s %-25s %8s %9s%n",
            "",
            isTruthKnown ? "truth" : "reference",
            "best",
            "Fisher",
            "Gauss-N.",
            "+ prior",
            "NUTS",
            "  68.3 % of the draws",
            "> 2 sig.",
            "skewness"));
    for (GaussianCheck c : GaussianCheck.of(fit, posterior)) {
      text.append(
          line(
              "%-15s %11.5g %11.5g   %13s %13s %9.3g   %9.3g [%11.5g, %11.5g] %6.1f %% %9.2f%n",
              c.number().name(),
              reference.value(c.number().name()),
              c.best(),
              sigma(c.exact()),
              sigma(c.gaussNewton()),
              c.gaussian(),
              c.deviation(),
              c.interval().low(),
              c.interval().high(),
              100 * c.outside(),
              c.skewness()));
    }
    text.append(
        line(
            "  sigmas of positive numbers are those of their logs; a Gaussian leaves 4.6 %% beyond 2"
                + " sigma%n"));
    FisherInformation exact = fit.exact();
    text.append(line("directions of the Fisher matrix%n"));
    exact.directions().forEach(d -> text.append(line("  %s%n", d.text())));
    Diagnostics diagnostics = posterior.diagnostics();
    text.append(
        line(
            "NUTS: %.1f s, R-hat up to %.3f, at least %.0f effective draws, %d divergences%n",
            posterior.seconds(),
            diagnostics.largestRHat(),
            diagnostics.smallestSize(),
            diagnostics.divergences()));
    diagnostics.problems().forEach(problem -> text.append(line("  %s%n", problem)));
    return text.toString();
  }

  /** A direction without curvature makes sigmas infinite. */
  private static String sigma(double value) {
    return Double.isFinite(value) ? line("%.3g", value) : "unconstrained";
  }

  /** What became of the starts, and the least chi^2. */
  static <A extends VectorValue<A>> String starts(OrbitFit<A> fit) {
    List<String> unknown = fit.unconstrained();
    return line(
            "chi^2 %.2f for %d residuals and %d parameters (%.2f at the reference)%n",
            fit.chiSquared(),
            fit.count(),
            fit.problem().numbers().size(),
            fit.problem().chiSquared(fit.problem().reference()))
        + line(
            "%d starts in %.1f s: %d converged, %d failed, %d at the same minimum%n",
            fit.attempts().starts(),
            fit.seconds(),
            fit.converged(),
            fit.attempts().failures().size(),
            fit.same())
        + (unknown.isEmpty()
            ? ""
            : line("known from the prior alone: %s%n", String.join(", ", unknown)));
  }

  /** The same for a program to read. */
  static <A extends VectorValue<A>> Map<String, Object> summary(
      OrbitFit<A> fit, OrbitPosterior<A> posterior) {
    Map<String, Object> summary = summary(fit);
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (GaussianCheck c : GaussianCheck.of(fit, posterior)) {
      Map<String, Object> number = new LinkedHashMap<>();
      number.put("best", c.best());
      number.put("unit", c.number().unit());
      number.put("sigmasAreOfLog", c.number().isPositive());
      number.put("sigmaFisher", c.exact());
      number.put("sigmaGaussNewton", c.gaussNewton());
      number.put("sigmaWithPrior", c.gaussian());
      number.put("sigmaNuts", c.deviation());
      number.put("interval68", List.of(c.interval().low(), c.interval().high()));
      number.put("beyondTwoSigma", c.outside());
      number.put("skewness", c.skewness());
      numbers.put(c.number().name(), number);
    }
    summary.put("parameters", numbers);
    summary.put(
        "fisherDirections", fit.exact().directions().stream().map(Direction::text).toList());
    Diagnostics diagnostics = posterior.diagnostics();
    summary.put("rHat", diagnostics.largestRHat());
    summary.put("effectiveDraws", diagnostics.smallestSize());
    summary.put("divergences", diagnostics.divergences());
    summary.put("gradients", diagnostics.leapfrogSteps());
    summary.put("problems", diagnostics.problems());
    summary.put("secondsOfDraws", posterior.seconds());
    return summary;
  }

  /** What became of the starts, for a program to read. */
  static <A extends VectorValue<A>> Map<String, Object> summary(OrbitFit<A> fit) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("chi2", fit.chiSquared());
    summary.put("chi2AtReference", fit.problem().chiSquared(fit.problem().reference()));
    summary.put("residuals", fit.count());
    summary.put("best", byName(fit.values()));
    summary.put("knownFromThePriorAlone", fit.unconstrained());
    summary.put("starts", fit.attempts().starts());
    summary.put("converged", fit.converged());
    summary.put("failed", fit.attempts().failures().size());
    summary.put("sameMinimum", fit.same());
    summary.put("secondsOfStarts", fit.seconds());
    return summary;
  }

  /** Numbers by name. */
  static Map<String, Double> byName(ParameterSet values) {
    Map<String, Double> map = new LinkedHashMap<>();
    values.names().forEach(name -> map.put(name, values.value(name)));
    return map;
  }

  /** Every start: where it began, where it ended, and how. */
  static <A extends VectorValue<A>> void writeStarts(Path file, OrbitFit<A> fit)
      throws IOException {
    List<String> names = fit.problem().names();
    List<String> lines = new ArrayList<>();
    lines.add(
        "start,"
            + String.join(",", names.stream().map(name -> "start_" + name).toList())
            + ","
            + String.join(",", names)
            + ",chi2,status,evaluations");
    for (Member<ParameterSet, LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>>>
        member : fit.attempts().members()) {
      StringBuilder text = new StringBuilder().append(member.index());
      append(text, fit.problem().values(member.input()));
      if (member.result().isPresent()) {
        LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>> result =
            member.result().get();
        append(text, fit.problem().values(result.point()));
        text.append(',').append(result.chiSquared()).append(',').append(result.status());
        text.append(',').append(result.evaluations());
      } else {
        text.append(",".repeat(names.size())).append(",NaN,FAILED,");
      }
      lines.add(text.toString());
    }
    Files.write(file, lines);
  }

  private static void append(StringBuilder text, ParameterSet values) {
    for (double value : values.toArray()) {
      text.append(String.format(Locale.ROOT, ",%.8g", value));
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
