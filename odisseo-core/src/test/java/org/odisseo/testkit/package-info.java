// SPDX-License-Identifier: Apache-2.0

/** Contract tests and their tools, shared by the tests of every module. */
@NullMarked
package org.odisseo.testkit;

import org.jspecify.annotations.NullMarked;
