// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/** The order of numbers by size. */
final class Order {

  private Order() {}

  /** The indices of numbers from the least to the largest; equal ones keep their order. */
  static int[] of(double[] keys) {
    int n = keys.length;
    int[] from = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    int[] to = new int[n];
    for (int width = 1; width < n; width *= 2) {
      for (int start = 0; start < n; start += 2 * width) {
        int middle = Math.min(start + width, n);
        merge(keys, from, to, start, middle, Math.min(middle + width, n));
      }
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  private static void merge(double[] keys, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right >= end || (left < middle && keys[from[left]] <= keys[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
