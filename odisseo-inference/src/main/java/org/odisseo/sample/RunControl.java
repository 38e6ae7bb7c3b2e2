// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import org.odisseo.simulate.CancellationToken;

/** What goes on around a run without changing its numbers. */
record RunControl(CancellationToken token, Progress progress) {}
