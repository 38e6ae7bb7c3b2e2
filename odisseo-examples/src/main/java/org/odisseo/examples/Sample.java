// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

/**
 * A stream that was made, by the numbers of {@link ProfileFit}.
 *
 * @param u its parameters, as coordinates
 * @param numbers the numbers
 */
record Sample(ParameterSet u, Columns numbers) {}
