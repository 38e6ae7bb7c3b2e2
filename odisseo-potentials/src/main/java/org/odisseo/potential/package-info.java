// SPDX-License-Identifier: Apache-2.0

/** Gravitational potentials, each written as one formula. */
@NullMarked
package org.odisseo.potential;

import org.jspecify.annotations.NullMarked;
