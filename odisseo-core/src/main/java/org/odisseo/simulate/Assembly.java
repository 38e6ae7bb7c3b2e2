// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.Steps;

/** Puts the blocks of a run together again. */
final class Assembly {

  private Assembly() {}

  /** The trajectory of all bodies. */
  static Trajectory trajectory(RunPlan plan, Outcome outcome, List<BlockRecording> recordings) {
    BlockRecording first = recordings.get(0);
    double[] times = new double[first.saves()];
    Arrays.setAll(times, first::time);
    return Trajectory.of(
        outcome,
        times,
        plan.columns()[0],
        plan.columns()[1],
        states(plan, recordings, BlockRecording::state));
  }

  /** The tangent of the trajectory along one direction. */
  static Trajectory tangent(
      RunPlan plan,
      Outcome outcome,
      Steps steps,
      List<BlockRecording> recordings,
      int direction,
      double[][] tangentColumns,
      double endTimeTangent) {
    double[] times = saveRates(steps, recordings.get(0).saves());
    for (int s = 0; s < times.length; s++) {
      times[s] *= endTimeTangent;
    }
    return Trajectory.of(
        outcome,
        times,
        tangentColumns[0],
        tangentColumns[1],
        states(plan, recordings, (recording, number) -> recording.tangent(number, direction)));
  }

  /** How the time of each saved state follows the end time. */
  static double[] saveRates(Steps steps, int saves) {
    double[] rates = new double[saves];
    for (int i = 0; i < steps.count(); i++) {
      int number = steps.savedAfter(i);
      if (number >= 0 && number < saves) {
        rates[number] = steps.rateAfter(i);
      }
    }
    return rates;
  }

  private static List<double[]> states(
      RunPlan plan,
      List<BlockRecording> recordings,
      BiFunction<BlockRecording, Integer, double[]> states) {
    int n = plan.bodies();
    List<double[]> all = new ArrayList<>();
    for (int s = 0; s < recordings.get(0).saves(); s++) {
      double[] state = new double[6 * n];
      for (int k = 0; k < recordings.size(); k++) {
        Block block = plan.blocks().get(k);
        double[] part = states.apply(recordings.get(k), s);
        for (int c = 0; c < 6; c++) {
          block.put(part, c * block.count(), state, c * n);
        }
      }
      all.add(state);
    }
    return all;
  }
}
