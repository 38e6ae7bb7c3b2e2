// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Term;

/**
 * A potential as a sum of parts by their symmetry, so that each can be treated as simply as it
 * allows.
 *
 * @param spherical the terms that depend on the distance from the origin alone
 * @param axisymmetric the other terms that depend on the distance from the z axis and on z
 * @param general all other terms
 */
record SymmetricParts(Expr spherical, Expr axisymmetric, Expr general) {

  static SymmetricParts of(Expr potential) {
    Expr spherical = Expr.constant(0);
    Expr axisymmetric = Expr.constant(0);
    Expr general = Expr.constant(0);
    Iterable<Term> terms =
        potential instanceof Sum sum ? sum.terms() : List.of(new Term(1, potential));
    for (Term term : terms) {
      Expr part = term.expr().times(term.coefficient());
      if (Symmetry.isSpherical(part)) {
        spherical = spherical.plus(part);
      } else if (Symmetry.isAxisymmetric(part)) {
        axisymmetric = axisymmetric.plus(part);
      } else {
        general = general.plus(part);
      }
    }
    return new SymmetricParts(spherical, axisymmetric, general);
  }

  /** All terms that are not spherical. */
  Expr flattened() {
    return axisymmetric.plus(general);
  }

  /** Whether nothing distinguishes one azimuth from another. */
  boolean isAxisymmetric() {
    return general.equals(Expr.constant(0));
  }
}
