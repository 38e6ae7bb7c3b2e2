// SPDX-License-Identifier: Apache-2.0
/**
 * Tensors of DJL: functions of them as differentiable maps, expressions and simulations on them.
 */
@NullMarked
package org.odisseo.djl;

import org.jspecify.annotations.NullMarked;
