// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SubtreeTest {

  /** A stretch of points on a line with unit masses and the given momenta. */
  private static Subtree stretch(double... momenta) {
    Subtree whole = single(momenta[0], 0);
    for (int i = 1; i < momenta.length; i++) {
      whole.append(single(momenta[i], 0));
    }
    return whole;
  }

  private static Subtree single(double momentum, double logWeight) {
    PhasePointState point = new PhasePointState(1);
    point.position[0] = 10 * momentum;
    point.momentum[0] = momentum;
    point.velocity[0] = momentum;
    Subtree single = new Subtree(1);
    single.setSingle(point, logWeight);
    return single;
  }

  @Test
  void straightStretchesGoOn() {
    assertTrue(stretch(1, 0.9).append(stretch(0.8, 0.6)));
  }

  @Test
  void turnsAreSeen() {
    assertFalse(stretch(1, 0.5).append(stretch(-0.1, -0.5)));
    assertFalse(stretch(0.2, -0.5).append(stretch(-1, -1)));
  }

  /**
   * The ends of the whole look along the sum of all momenta, 0.7, and the ends of the second part
   * with its neighbor along 2.7; only the ends of the first part with its neighbor, along -1.3, see
   * the turn.
   */
  @Test
  void turnBeforeTheSeamIsSeen() {
    assertFalse(stretch(1, -3, 0.5).append(stretch(0.2, 2)));
  }

  /** The mirror image. */
  @Test
  void turnBehindTheSeamIsSeen() {
    assertFalse(stretch(2, 0.2).append(stretch(0.5, -3, 1)));
  }

  @Test
  void turnsDoNotDependOnTheDirection() {
    Subtree first = stretch(0.8, 0.2);
    first.reverse();
    // Read backward the momenta are 0.2, 0.8, then 0.9.
    assertTrue(first.append(stretch(0.9)));
    Subtree second = stretch(0.8, -0.1);
    second.reverse();
    assertFalse(second.append(stretch(0.9)));
  }

  @Test
  void weightsAddAndProposalsMove() {
    Subtree into = single(1, Math.log(3));
    into.addWeight(single(2, Math.log(5)), false);
    assertEquals(Math.log(8), into.logWeight(), 1e-15);
    PhasePointState point = new PhasePointState(1);
    into.moveToProposal(point);
    assertEquals(10, point.position[0]);
    into.addWeight(single(2, Math.log(0.5)), true);
    assertEquals(Math.log(8.5), into.logWeight(), 1e-15);
    into.moveToProposal(point);
    assertEquals(20, point.position[0]);
    assertEquals(2, into.energy());
  }
}
