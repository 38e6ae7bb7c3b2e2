// SPDX-License-Identifier: Apache-2.0

/** Losses, optimisers and samplers over differentiable maps. */
@NullMarked
package org.odisseo.inference;

import org.jspecify.annotations.NullMarked;
