// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.SweepObserver;

/** Keeps the saved states of one block and passes its progress on. */
final class BlockRecording implements SweepObserver {

  private final int block;
  private final RunMonitor monitor;
  private final List<Double> times = new ArrayList<>();
  private final List<double[]> states = new ArrayList<>();
  private final List<List<double[]>> stateTangents = new ArrayList<>();

  BlockRecording(int block, RunMonitor monitor) {
    this.block = block;
    this.monitor = monitor;
  }

  @Override
  public void save(int number, double time, HostState state, List<HostState> tangents) {
    times.add(time);
    states.add(flat(state));
    stateTangents.add(tangents.stream().map(BlockRecording::flat).toList());
  }

  private static double[] flat(HostState state) {
    int n = state.position()[0].length;
    double[] all = new double[6 * n];
    for (int row = 0; row < 3; row++) {
      System.arraycopy(state.position()[row], 0, all, row * n, n);
      System.arraycopy(state.velocity()[row], 0, all, (3 + row) * n, n);
    }
    return all;
  }

  @Override
  public boolean proceed(double fraction) {
    return monitor.proceed(block, fraction);
  }

  /** Forgets all but the first few states. */
  void keep(int count) {
    times.subList(count, times.size()).clear();
    states.subList(count, states.size()).clear();
    stateTangents.subList(count, stateTangents.size()).clear();
  }

  int saves() {
    return times.size();
  }

  double time(int number) {
    return times.get(number);
  }

  double[] state(int number) {
    return states.get(number);
  }

  double[] tangent(int number, int direction) {
    return stateTangents.get(number).get(direction);
  }
}
