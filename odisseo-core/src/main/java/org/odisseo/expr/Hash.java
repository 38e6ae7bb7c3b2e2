// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * A 64-bit structural hash in the making: wide enough to order and to tell apart all expressions
 * met in practice.
 */
record Hash(long value) {

  static Hash start(int kind) {
    return new Hash(mix(kind));
  }

  Hash add(long item) {
    return new Hash(mix(value * 0x9E3779B97F4A7C15L + item));
  }

  Hash add(double item) {
    return add(Double.doubleToLongBits(item));
  }

  /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z0) {
    long z = z0 + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
