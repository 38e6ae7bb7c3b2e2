// SPDX-License-Identifier: Apache-2.0

/** The table of everything beside its peers, and JMH benchmarks of the kernels. */
@NullMarked
package org.odisseo.benchmarks;

import org.jspecify.annotations.NullMarked;
