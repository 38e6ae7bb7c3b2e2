// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import org.odisseo.engine.Engine;
import org.odisseo.engine.EngineProvider;

/** Stands behind {@link Engine#djl}. */
public final class DjlEngineProvider implements EngineProvider {

  /** For the service loader. */
  public DjlEngineProvider() {}

  @Override
  public Engine on(Device device) {
    return DjlEngine.on(device);
  }
}
