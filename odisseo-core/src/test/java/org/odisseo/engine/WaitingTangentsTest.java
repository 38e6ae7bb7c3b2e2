// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.concurrent.Workers;
import org.odisseo.field.ExternalField;

/** Whether results are asked for at once or at the end makes no difference. */
class WaitingTangentsTest {

  private static final int DIRECTIONS = 4;
  private static final int X = 0;
  private static final int V = 1;
  private static final int A = 2;
  private static final int DX = 3;
  private static final int DV = 4;
  private static final int DA = 5;
  private static final int DB = 6;

  @Test
  void inAField() {
    for (int bodies : new int[] {2, 9, 40, 300}) {
      check(SessionBench.HALO, bodies, 0, false);
      check(SessionBench.BAR, bodies, 0, false);
    }
  }

  @Test
  void inAFieldWithABodyThatAttractsTheOthers() {
    for (int bodies : new int[] {2, 9, 129}) {
      check(SessionBench.HALO, bodies, 1, true);
      check(SessionBench.HALO, bodies, 1, false);
      check(SessionBench.BAR, bodies, 1, true);
    }
  }

  private static void check(ExternalField field, int bodies, int sources, boolean follows) {
    ForceModel model = SessionBench.model(field, bodies, sources, follows);
    List<double[][]> atOnce = new Script(model, true).run();
    List<double[][]> atTheEnd = new Script(model, false).run();
    for (int k = 0; k < atOnce.size(); k++) {
      for (int row = 0; row < 3; row++) {
        assertArrayEquals(atOnce.get(k)[row], atTheEnd.get(k)[row], "vector " + k);
      }
    }
  }

  /** Directions along one parameter, along two, along mass and softening, and along none. */
  private static List<ForceCotangent> directions(ForceModel model) {
    List<ForceCotangent> directions = new ArrayList<>();
    for (int k = 0; k < DIRECTIONS; k++) {
      directions.add(ForceCotangent.zero(model));
    }
    directions.get(0).parameters()[0] = 1;
    directions.get(1).parameters()[0] = 0.3;
    directions.get(1).parameters()[2] = -0.7;
    directions.get(2).masses()[0] = 0.9;
    directions.get(2).softenings()[0] = 0.2;
    return directions;
  }

  private static final class Script {
    private final ForceModel model;
    private final boolean readsAlways;
    private final JvmSession session;
    private final double[][][] vectors = new double[7][][];
    private double time = 0.4;

    Script(ForceModel model, boolean readsAlways) {
      this.model = model;
      this.readsAlways = readsAlways;
      this.session = new JvmSession(Workers.serial(), model, directions(model));
      System.arraycopy(session.vectors(3), 0, vectors, 0, 3);
      System.arraycopy(session.tangentVectors(4), 0, vectors, DX, 4);
      SplittableRandom random = new SplittableRandom(11);
      session.write(rows(random), vectors[X]);
      session.write(rows(random), vectors[V]);
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        session.writeTangent(rows(random), vectors[DX], direction);
        session.writeTangent(rows(random), vectors[DV], direction);
      }
    }

    private double[][] rows(SplittableRandom random) {
      double[][] rows = new double[3][];
      for (int row = 0; row < 3; row++) {
        rows[row] = random.doubles(model.bodies(), -1, 1).toArray();
      }
      return rows;
    }

    List<double[][]> run() {
      force(DA);
      kick(0.1, DA);
      kick(0.1, DA);
      drift(0.2);
      force(DA);
      kick(0.1, DA);
      kick(0.15, DA);
      drift(0.3);
      force(DA);
      kick(0.1, DA);
      session.addToTangent(vectors[DV], 1, 0.5, vectors[A]);
      look();
      kick(0.1, DA);
      drift(0.2);
      force(DA);
      kick(0.2, DA);
      kick(0.2, DA);
      drift(0.2);
      force(DB);
      combine(DX, new int[] {DX, DA, DB}, 0.9, 0.02, -0.01);
      force(DA);
      for (int k = 0; k < 40; k++) {
        combine(DV, new int[] {DV, DA}, 1, 0.01);
      }
      combine(DB, new int[] {});
      combine(DB, new int[] {DX}, 2);
      return read();
    }

    private void force(int target) {
      time += 0.1;
      double[] dt = {0.2, 0, -0.1, 0};
      session.tangents(time, dt, vectors[X], vectors[DX], vectors[A], vectors[target]);
      look();
    }

    private void kick(double h, int tangent) {
      combine(DV, new int[] {DV, tangent}, 1, h);
      combine(V, new int[] {V, A}, 1, h);
    }

    private void drift(double h) {
      combine(DX, new int[] {DX, DV}, 1, h);
      combine(X, new int[] {X, V}, 1, h);
    }

    private void combine(int target, int[] operands, double... coefficients) {
      session.combine(vectors, target, operands, coefficients);
      look();
    }

    private void look() {
      if (readsAlways) {
        read();
      }
    }

    private List<double[][]> read() {
      List<double[][]> all = new ArrayList<>();
      for (int k : new int[] {DX, DV, DA, DB}) {
        for (int direction = 0; direction < DIRECTIONS; direction++) {
          double[][] tangent = new double[3][model.bodies()];
          session.readTangent(vectors[k], direction, tangent);
          all.add(tangent);
        }
      }
      return all;
    }
  }
}
