/** Immutable scalar expressions: one formula from which everything else follows. */
@NullMarked
package org.odisseo.expr;

import org.jspecify.annotations.NullMarked;
