// SPDX-License-Identifier: Apache-2.0

/** JMH benchmarks. */
@NullMarked
package org.odisseo.benchmarks;

import org.jspecify.annotations.NullMarked;
