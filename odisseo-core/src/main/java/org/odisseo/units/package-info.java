// SPDX-License-Identifier: Apache-2.0
/** Units of length, mass and time, and the constants of nature in them. */
@NullMarked
package org.odisseo.units;

import org.jspecify.annotations.NullMarked;
