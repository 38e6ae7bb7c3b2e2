// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.LevenbergMarquardt;
import org.odisseo.stream.OrbitParameters;
import org.odisseo.uncertainty.FisherInformation;
import picocli.CommandLine;

class Gd1OrbitFitTest {

  private static final Columns PHI1 =
      Columns.of(
          List.of("phi1"),
          IntStream.range(0, 60)
              .mapToDouble(i -> -88 + 1.6 * i)
              .filter(phi1 -> Math.abs(phi1 + 26.9) > 2)
              .toArray());

  @Test
  void starsOnTheOrbitGiveBackTheHost() {
    OrbitFitProblem<OrbitParameters> problem = MockOrbitProblem.of(MockOrbitProblem.onOrbit(PHI1));
    FreeParameters<OrbitParameters> free = problem.free();
    ParameterSet start =
        free.coordinatesOfValues(ParameterSet.of(free.names(), 5e11, 14, 6e10, 3.3, 0.3));
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        LevenbergMarquardt.create()
            .withRefinement(20)
            .fit(free.restrict(problem.residuals()), start)
            .orThrow();
    // The steps of the track are good to some 3e-6 of an error of a star, so that chi^2 of about
    // 1000 residuals is of the order of 1e-8, and no parameter can be moved by more than its root.
    assertTrue(fit.chiSquared() < 1e-7, () -> "chi^2 " + fit.chiSquared());
    FisherInformation fisher =
        FisherInformation.ofResiduals(free.restrict(problem.residuals()), free.start());
    ParameterSet found = fit.point();
    // The disk is so much thinner than the stars are high that its thickness does not matter: b may
    // be anything below the truth.
    for (String name : found.names().subList(0, 4)) {
      assertEquals(
          0, found.value(name), Math.sqrt(1e-7) * fisher.marginalSigmas().value(name), name);
    }
  }

  @Test
  void withErrorsTheTruthIsAsFarAsTheErrorsSay() {
    for (long seed = 1; seed <= 3; seed++) {
      Columns stars =
          MockStream.scattered(MockOrbitProblem.onOrbit(PHI1), MockOrbitProblem.ERRORS, seed);
      OrbitFit<OrbitParameters> fit = OrbitFit.of(MockOrbitProblem.of(stars), 10, seed, part -> {});
      double truth = fit.problem().chiSquared(MockOrbitProblem.truth());
      // chi^2 with n = 228 degrees of freedom; five sigma of sqrt(2 n).
      int n = fit.count();
      assertEquals(n, truth, 5 * Math.sqrt(2.0 * n));
      // The difference has five degrees of freedom or, with the prior, fewer: beyond 25 once in
      // 7000. The prior is zero at the truth, so that the best with it is not above it.
      double difference = truth - fit.best().chiSquared();
      assertTrue(difference > 0 && difference < 25, "difference of chi^2 " + difference);
      assertTrue(fit.chiSquared() <= fit.best().chiSquared());
    }
  }

  @Test
  void theTrackIsFittedWithoutItsVelocitiesAndNotWithThem() {
    Columns points = TrackOrbitProblem.points();
    OrbitFit<OrbitThroughStar> without =
        OrbitFit.of(
            TrackOrbitProblem.of(TrackOrbitProblem.withoutVelocities(points)), 10, 1, part -> {});
    OrbitFit<OrbitThroughStar> with = OrbitFit.of(TrackOrbitProblem.of(points), 10, 1, part -> {});
    assertEquals(4 * points.count(), without.count());
    assertTrue(without.chiSquared() < 2 * without.count());
    assertTrue(with.chiSquared() > 3 * (with.count() - 7));
    assertEquals(List.of(), without.unconstrained());
  }

  @Test
  @Tag("slow")
  void aSmallRunLeavesPicturesTablesAndChains(@TempDir Path directory) throws IOException {
    Path output = directory.resolve("deep/er");
    int status =
        new CommandLine(new Gd1OrbitFit())
            .execute(
                "--starts=10",
                "--bodies=100",
                "--stars=30",
                "--draws=20",
                "--no-noise",
                "--output=" + output);
    assertEquals(0, status);
    JsonObject summary =
        JsonParser.parseString(Files.readString(output.resolve("summary.json"))).getAsJsonObject();
    for (String name : new String[] {"mock", "track", "track-with-velocities"}) {
      assertTrue(ImageIO.read(output.resolve(name + "-corner.png").toFile()).getWidth() > 500);
      assertTrue(ImageIO.read(output.resolve(name + "-trace.png").toFile()).getWidth() > 500);
      assertTrue(ImageIO.read(output.resolve(name + "-track.png").toFile()).getWidth() > 500);
      assertTrue(Files.size(output.resolve(name + "-corner.svg")) > 1000);
      assertEquals(4 * 20 + 1, Files.readAllLines(output.resolve(name + "-chains.csv")).size());
      assertEquals(10 + 1, Files.readAllLines(output.resolve(name + "-starts.csv")).size());
      JsonObject chains =
          JsonParser.parseString(Files.readString(output.resolve(name + "-chains.json")))
              .getAsJsonObject();
      assertEquals(4, chains.getAsJsonObject("posterior").getAsJsonArray("M_NFW").size());
      JsonObject fit = summary.getAsJsonObject(name);
      assertTrue(fit.get("chi2").getAsDouble() <= fit.get("chi2AtReference").getAsDouble());
      assertEquals(10, fit.get("starts").getAsInt());
      assertEquals(0, fit.get("failed").getAsInt());
    }
    // Without errors added the fit of the mock and that of the bias are the same.
    assertEquals(
        summary.getAsJsonObject("mock").get("chi2").getAsDouble(),
        summary.getAsJsonObject("bias").get("chi2").getAsDouble());
  }

  @Test
  void badOptionsAreRejectedWithTheirNames(@TempDir Path directory) {
    for (String bad : new String[] {"--starts=9", "--bodies=0", "--stars=3", "--draws=-1"}) {
      StringWriter errors = new StringWriter();
      int status =
          new CommandLine(new Gd1OrbitFit())
              .setErr(new PrintWriter(errors, true))
              .execute(bad, "--output=" + directory);
      assertNotEquals(0, status);
      assertTrue(errors.toString().contains(bad.substring(0, bad.indexOf('='))));
    }
  }
}
