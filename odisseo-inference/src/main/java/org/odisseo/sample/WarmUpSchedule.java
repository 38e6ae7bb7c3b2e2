// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * When warm-up learns what, as in Stan: the step size always; the mass matrix in windows that
 * double in length (25, 50, 100, ... draws), after 75 draws to find the bulk of the target and
 * before 50 to settle the step size. Shorter warm-ups are divided in parts of 15, 75 and 10 per
 * cent; below 20 draws only the step size is learned. A window that would leave too little for the
 * next one takes the rest itself, here the first one too.
 *
 * @param length the number of draws
 * @param windows the windows in which draws are collected, each from its first draw to before the
 *     first of the next
 */
record WarmUpSchedule(int length, List<Window> windows) {

  private static final int INITIAL = 75;
  private static final int FIRST_WINDOW = 25;
  private static final int FINAL = 50;
  private static final int LEAST = 20;

  /**
   * A stretch of draws.
   *
   * @param from the first draw
   * @param to one more than the last
   */
  record Window(int from, int to) {}

  static WarmUpSchedule of(int length) {
    List<Window> windows = new ArrayList<>();
    if (length >= LEAST) {
      int from = INITIAL;
      int size = FIRST_WINDOW;
      int end = length - FINAL;
      if (INITIAL + FIRST_WINDOW + FINAL > length) {
        from = (int) (0.15 * length);
        end = length - (int) (0.1 * length);
        size = end - from;
      }
      while (from < end) {
        int to = from + size + 2 * size > end ? end : from + size;
        windows.add(new Window(from, to));
        from = to;
        size *= 2;
      }
    }
    return new WarmUpSchedule(length, List.copyOf(windows));
  }
}
