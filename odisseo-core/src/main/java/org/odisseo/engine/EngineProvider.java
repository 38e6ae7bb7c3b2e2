// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import ai.djl.Device;

/**
 * Makes engines for devices, found by {@link java.util.ServiceLoader}: so that this package, which
 * every simulation needs, does not depend on the one with tensors in it.
 */
public interface EngineProvider {

  /** The engine on a device. */
  Engine on(Device device);
}
