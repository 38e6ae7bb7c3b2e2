// SPDX-License-Identifier: Apache-2.0

/** Simulations as differentiable maps from initial conditions to trajectories. */
@NullMarked
package org.odisseo.simulate;

import org.jspecify.annotations.NullMarked;
