// SPDX-License-Identifier: Apache-2.0

/** Integrators as tables of coefficients, and the sweeps that run them forward and backward. */
@NullMarked
package org.odisseo.integrate;

import org.jspecify.annotations.NullMarked;
