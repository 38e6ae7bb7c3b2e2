// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import org.odisseo.autodiff.ParameterSet;

/**
 * What a method found for one data set.
 *
 * @param method name of the method
 * @param set number of the data set
 * @param values the parameters in their own units
 * @param simulations how many streams it took; one with its gradient counts once
 * @param seconds how long it took
 */
record Estimate(String method, int set, ParameterSet values, double simulations, double seconds) {}
