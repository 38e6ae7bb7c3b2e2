// SPDX-License-Identifier: Apache-2.0

/** Examples: each main class is a story with a picture. */
@NullMarked
package org.odisseo.examples;

import org.jspecify.annotations.NullMarked;
