// SPDX-License-Identifier: Apache-2.0

/**
 * Algorithms behind {@link org.odisseo.expr.SpecialFunctions}: gamma functions, the incomplete
 * gamma function with its derivatives in the shape parameter, derivatives of ln(1+x)/x, the
 * potential of a cut-off power law, and fast piecewise polynomials for any of them.
 *
 * <p>Derivatives in a parameter are computed with truncated Taylor series ("jets"): an array {@code
 * c} of length K+1 stands for sum c[k] e^k, where e is the offset of the parameter, so that k! c[k]
 * is the k-th derivative.
 */
@NullMarked
package org.odisseo.expr.internal.special;

import org.jspecify.annotations.NullMarked;
