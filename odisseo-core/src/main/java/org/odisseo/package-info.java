// SPDX-License-Identifier: Apache-2.0

/** Odisseo: galactic dynamics in which every number is differentiable. */
@NullMarked
package org.odisseo;

import org.jspecify.annotations.NullMarked;
