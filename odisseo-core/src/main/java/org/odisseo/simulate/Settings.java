// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.Optional;
import org.odisseo.engine.Engine;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.StepSize;
import org.odisseo.units.UnitSystem;

/** Everything about a simulation that is not differentiated. */
record Settings(
    ExternalField field,
    UnitSystem units,
    SelfGravity selfGravity,
    Integrator integrator,
    StepSize stepSize,
    SaveAt saveAt,
    double startTime,
    Engine engine,
    long memoryLimit,
    int gradientHorizon,
    Optional<ProgressListener> progress,
    Optional<CancellationToken> cancellation) {

  /** A copy to be changed. */
  Draft edit() {
    return new Draft(this);
  }

  /** Settings that are being changed. */
  static final class Draft {
    ExternalField field;
    UnitSystem units;
    SelfGravity selfGravity;
    Integrator integrator;
    StepSize stepSize;
    SaveAt saveAt;
    double startTime;
    Engine engine;
    long memoryLimit;
    int gradientHorizon;
    Optional<ProgressListener> progress;
    Optional<CancellationToken> cancellation;

    private Draft(Settings settings) {
      field = settings.field;
      units = settings.units;
      selfGravity = settings.selfGravity;
      integrator = settings.integrator;
      stepSize = settings.stepSize;
      saveAt = settings.saveAt;
      startTime = settings.startTime;
      engine = settings.engine;
      memoryLimit = settings.memoryLimit;
      gradientHorizon = settings.gradientHorizon;
      progress = settings.progress;
      cancellation = settings.cancellation;
    }

    Settings done() {
      return new Settings(
          field,
          units,
          selfGravity,
          integrator,
          stepSize,
          saveAt,
          startTime,
          engine,
          memoryLimit,
          gradientHorizon,
          progress,
          cancellation);
    }
  }
}
