// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.integrate.HostState;
import org.odisseo.integrate.Steps;
import org.odisseo.particles.Particles;

/** Adds up the gradients of the blocks of a run, in order. */
final class GradientAssembly {

  private final RunPlan plan;
  private final Steps steps;

  GradientAssembly(RunPlan plan, Steps steps) {
    this.plan = plan;
    this.steps = steps;
  }

  /** One gradient for each part of the cotangents. */
  List<SimulationInput> gradient(
      List<ReverseRun.BlockGradient> blocks, List<Trajectory> cotangents) {
    List<SimulationInput> gradients = new ArrayList<>();
    for (int part = 0; part < cotangents.size(); part++) {
      gradients.add(gradient(blocks, cotangents.get(part), part));
    }
    return gradients;
  }

  private SimulationInput gradient(
      List<ReverseRun.BlockGradient> blocks, Trajectory cotangent, int part) {
    int n = plan.bodies();
    double[][] columns = new double[8][n];
    double[] parameters = new double[plan.input().field().size()];
    double endTime = timesPart(cotangent);
    for (int k = 0; k < blocks.size(); k++) {
      Block block = plan.blocks().get(k);
      ForceCotangent forces = blocks.get(k).forces().get(part);
      HostState state = blocks.get(k).pulled().state().get(part);
      block.add(forces.masses(), columns[0]);
      block.add(forces.softenings(), columns[1]);
      for (int c = 0; c < 3; c++) {
        block.add(state.position()[c], columns[2 + c]);
        block.add(state.velocity()[c], columns[5 + c]);
      }
      for (int p = 0; p < parameters.length; p++) {
        parameters[p] += forces.parameters()[p];
      }
      endTime += blocks.get(k).pulled().endTime()[part];
    }
    addTo(columns[0], cotangent.masses());
    addTo(columns[1], cotangent.softenings());
    Particles particles =
        Particles.displacement(
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            columns[5],
            columns[6],
            columns[7]);
    return new SimulationInput(particles, plan.input().field().withArray(parameters), endTime);
  }

  private static void addTo(double[] sum, double[] summand) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += summand[i];
    }
  }

  /** What the cotangents of the times of saved states give to the end time. */
  private double timesPart(Trajectory cotangent) {
    double[] rates = Assembly.saveRates(steps, cotangent.count());
    double sum = 0;
    for (int s = 0; s < rates.length; s++) {
      sum += rates[s] * cotangent.time(s);
    }
    return sum;
  }
}
