// SPDX-License-Identifier: Apache-2.0

/** Arrays to and from ND4J. */
@NullMarked
package org.odisseo.nd4j;

import org.jspecify.annotations.NullMarked;
