// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import picocli.CommandLine;

class Gd1RecoveryTest {

  @TempDir private Path directory;

  private static int run(Path output, String... more) {
    String[] arguments = {
      "--sets",
      "1",
      "--bodies",
      "200",
      "--streams",
      "20",
      "--evaluations",
      "1",
      "--grid",
      "2",
      "--grid-bodies",
      "20",
      "--output",
      output.toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return new CommandLine(new Gd1Recovery())
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all);
  }

  @Test
  void leavesEstimatesTablesAndPicturesAndGoesOnFromThem() throws IOException {
    assertEquals(0, run(directory));
    JsonObject summary =
        JsonParser.parseString(Files.readString(directory.resolve("summary.json")))
            .getAsJsonObject();
    JsonObject methods = summary.getAsJsonObject("methods");
    for (String method :
        List.of(Gd1Recovery.GRID, Gd1Recovery.DESCENT, Gd1Recovery.SPRAY, Gd1Recovery.OURS)) {
      JsonObject mass = methods.getAsJsonObject(method).getAsJsonObject("M_NFW");
      assertTrue(mass.get("rmse").getAsDouble() > 0, method);
    }
    assertEquals(16, methods.getAsJsonObject(Gd1Recovery.GRID).get("simulations").getAsDouble());
    assertTrue(Files.size(directory.resolve("corner.png")) > 1000);
    assertTrue(Files.readString(directory.resolve("corner.svg")).contains("published"));

    // What is in the file is not computed again.
    String estimates = Files.readString(directory.resolve("estimates.csv"));
    assertEquals(0, run(directory));
    assertEquals(estimates, Files.readString(directory.resolve("estimates.csv")));
    assertEquals(CommandLine.ExitCode.SOFTWARE, run(directory, "--seed", "2"));
  }

  @Test
  void badOptionsAreRefused() {
    assertEquals(CommandLine.ExitCode.USAGE, run(directory, "--sets", "0"));
    assertEquals(CommandLine.ExitCode.USAGE, run(directory, "--grid", "1"));
    assertEquals(CommandLine.ExitCode.USAGE, run(directory, "--bodies", "5"));
    assertEquals(CommandLine.ExitCode.USAGE, run(directory, "--streams", "19"));
  }

  @Test
  void aHalfWrittenLineIsForgotten() throws IOException {
    Path file = directory.resolve("estimates.csv");
    Estimate estimate = new Estimate("m", 3, RecoveryProblem.TRUE_VALUES, 7, 0.5);
    new EstimateFile(file, "s").add(estimate);
    Files.writeString(file, "m,4,17.5", StandardOpenOption.APPEND);
    assertEquals(List.of(estimate), new EstimateFile(file, "s").all());
    assertThrows(IllegalStateException.class, () -> new EstimateFile(file, "t"));
  }

  @Test
  void tableHoldsBiasSpreadAndError() {
    ParameterSet truth = RecoveryProblem.TRUE_VALUES;
    RecoveryTable table =
        new RecoveryTable(
            List.of(
                new Estimate("m", 0, truth.with("t_end", 3010), 10, 1),
                new Estimate("m", 1, truth.with("t_end", 3040), 20, 3)));
    RecoveryTable.Line line = table.lines().get(0);
    assertEquals(25, line.bias(), 1e-9);
    assertEquals(Math.sqrt(450), line.spread(), 1e-9);
    assertEquals(Math.sqrt(850), line.rmse(), 1e-9);
    assertEquals(15, line.simulations());
  }

  /** Of stars that are a node of the grid themselves, that node is the best. */
  @Test
  void gridFindsItself() {
    PublishedGrid grid = new PublishedGrid(2, 40, 9);
    grid.simulate(part -> {});
    PublishedGrid.Best other =
        grid.search(RecoveryProblem.observe(RecoveryProblem.TRUTH, 300, 1, 4));
    PublishedGrid.Best itself = grid.search(grid.stars(other.values()));
    assertEquals(other.values(), itself.values());
    assertEquals(0, itself.discrepancy(), 1e-12);
  }

  private static Differentiable<ParameterSet, Columns> residuals(ProfileFit fit) {
    return fit.residuals(fit.model(new ProfileFit.Resolution(6, 4)));
  }

  /** The derivatives of the residuals, through the whole chain of maps. */
  @Test
  void residualsAgreeWithDifferences() {
    Columns data = RecoveryProblem.observe(RecoveryProblem.TRUTH, 300, 1, 4);
    Differentiable<ParameterSet, Columns> residuals = residuals(ProfileFit.of(data, 1));
    ParameterSet at = RecoveryProblem.FREE.start();
    // Old stars go around by a radian of their epicycles where a coordinate moves by 3e-3, so that
    // the error of the five-point formula is about (h/3e-4)^4, and that of rounding 1e-12/h.
    double h = 3e-6;
    for (String name : at.names()) {
      ParameterSet direction = at.unit(name);
      Columns exact = residuals.jvp(at, direction).tangent();
      Columns near =
          residuals.apply(at.plus(h, direction)).minus(residuals.apply(at.plus(-h, direction)));
      Columns far =
          residuals
              .apply(at.plus(2 * h, direction))
              .minus(residuals.apply(at.plus(-2 * h, direction)));
      Columns difference = near.times(8).minus(far).times(1 / (12 * h));
      assertEquals(0, exact.minus(difference).norm() / exact.norm(), 1e-6, name);
    }
  }

  /** The observed stars against themselves, and the windows of their selection. */
  @Test
  void profileOfTheDataIsTheData() {
    Columns data = RecoveryProblem.observe(RecoveryProblem.TRUTH, 300, 1, 4);
    ProfileFit fit = ProfileFit.of(data, 1);
    assertEquals(0, fit.reducedChiSquared(fit.profile(data)), 1e-20);
    double[] windows = RecoveryProblem.windows(9);
    double progenitor = MockStream.place(RecoveryProblem.TRUTH).phi1();
    for (double center : windows) {
      assertTrue(center - 9 >= -120 && center + 9 <= 45);
      assertTrue(Math.abs(center - progenitor) >= 2 + 9 - 1e-12);
    }
  }
}
