// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import ai.djl.Device;
import java.util.List;

/**
 * Makes engines for devices, found by {@link java.util.ServiceLoader}: so that this package, which
 * every simulation needs, does not depend on the one with tensors in it.
 */
public interface EngineProvider {

  /**
   * The engine on one or several devices.
   *
   * @param devices at least one, of one kind
   */
  Engine on(List<Device> devices);
}
