// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.List;

/** Keeps every saved state. */
final class Recording implements SweepObserver {

  final List<Double> times = new ArrayList<>();
  final List<double[]> states = new ArrayList<>();
  final List<double[]> tangents = new ArrayList<>();

  @Override
  public void save(int number, double time, HostState state, List<HostState> along) {
    if (number != states.size()) {
      throw new AssertionError("state " + number + " saved as number " + states.size());
    }
    times.add(time);
    states.add(flat(state));
    along.forEach(tangent -> tangents.add(flat(tangent)));
  }

  @Override
  public boolean proceed(double fraction) {
    return true;
  }

  double[] last() {
    return states.get(states.size() - 1);
  }

  double[] lastTangent() {
    return tangents.get(tangents.size() - 1);
  }

  static double[] flat(HostState state) {
    int n = state.position()[0].length;
    double[] all = new double[6 * n];
    for (int row = 0; row < 3; row++) {
      System.arraycopy(state.position()[row], 0, all, row * n, n);
      System.arraycopy(state.velocity()[row], 0, all, (3 + row) * n, n);
    }
    return all;
  }

  static HostState state(double... numbers) {
    int n = numbers.length / 6;
    HostState state = HostState.zero(n);
    for (int row = 0; row < 3; row++) {
      System.arraycopy(numbers, row * n, state.position()[row], 0, n);
      System.arraycopy(numbers, (3 + row) * n, state.velocity()[row], 0, n);
    }
    return state;
  }
}
