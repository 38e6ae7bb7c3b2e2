// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of arguments, with messages that a user can act on.
 *
 * <p>Every message names the argument, states the rule and shows the offending value, and the index
 * where the argument is an array: {@code mass must be >= 0 and finite, got NaN at index 3}. The
 * accepting condition is written first, so NaN always fails.
 */
@NullMarked
package org.odisseo.validation;

import org.jspecify.annotations.NullMarked;
