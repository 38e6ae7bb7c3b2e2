// SPDX-License-Identifier: Apache-2.0
/** Differentiable maps between typed values, and what follows from their derivatives. */
@NullMarked
package org.odisseo.autodiff;

import org.jspecify.annotations.NullMarked;
