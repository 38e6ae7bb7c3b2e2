// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * The first few of some steps, the state after the last of which is saved.
 *
 * @param all all steps
 * @param count how many are left
 * @param saves the number of states that are saved
 * @param savesLast whether the last state is saved only because it is the last
 */
record FirstSteps(Steps all, int count, int saves, boolean savesLast) implements Steps {

  static FirstSteps of(Steps all, int count) {
    int last = count - 1;
    while (last >= 0 && all.savedAfter(last) < 0) {
      last--;
    }
    int saved = last >= 0 ? all.savedAfter(last) + 1 : (all.savesStart() ? 1 : 0);
    boolean savesLast = count > 0 ? last < count - 1 : !all.savesStart();
    return new FirstSteps(all, count, saved + (savesLast ? 1 : 0), savesLast);
  }

  @Override
  public boolean savesStart() {
    return all.savesStart() || (count == 0 && savesLast);
  }

  @Override
  public void at(int step, Clock clock) {
    all.at(step, clock);
  }

  @Override
  public int savedAfter(int step) {
    return savesLast && step == count - 1 ? saves - 1 : all.savedAfter(step);
  }

  @Override
  public double timeAfter(int step) {
    return all.timeAfter(step);
  }

  @Override
  public double rateAfter(int step) {
    return all.rateAfter(step);
  }
}
