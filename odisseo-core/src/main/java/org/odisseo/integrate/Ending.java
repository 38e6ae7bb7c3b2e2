// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * What a sweep forward in time has come to.
 *
 * @param outcome how it ended
 * @param steps the steps that were made
 */
public record Ending(Outcome outcome, Steps steps) {}
