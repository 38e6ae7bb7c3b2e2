// SPDX-License-Identifier: Apache-2.0
/** Bodies and points of phase space. */
@NullMarked
package org.odisseo.particles;

import org.jspecify.annotations.NullMarked;
