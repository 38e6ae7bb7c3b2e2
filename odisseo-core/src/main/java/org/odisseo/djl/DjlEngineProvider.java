// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import java.util.List;
import org.odisseo.engine.Engine;
import org.odisseo.engine.EngineProvider;

/** Stands behind {@link Engine#djl}. */
public final class DjlEngineProvider implements EngineProvider {

  /** For the service loader. */
  public DjlEngineProvider() {}

  @Override
  public Engine on(List<Device> devices) {
    return DjlEngine.on(devices);
  }
}
