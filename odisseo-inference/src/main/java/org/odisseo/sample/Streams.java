// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on nothing but where they are used. Every transition of every chain
 * has a generator of its own, so that the numbers do not depend on threads, and a run can go on
 * from any transition without the state of a generator.
 */
final class Streams {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Streams() {}

  /** The generator of a place, such as a chain and a transition. */
  static SplittableRandom of(long seed, long... place) {
    return new SplittableRandom(seed(seed, place));
  }

  /** A seed that belongs to a place. */
  static long seed(long seed, long... place) {
    long hash = mix(seed + GOLDEN);
    for (long number : place) {
      hash = mix(hash ^ mix(number + GOLDEN));
    }
    return hash;
  }

  /** Stafford's 13th variant of MurmurHash3's finalizer. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
