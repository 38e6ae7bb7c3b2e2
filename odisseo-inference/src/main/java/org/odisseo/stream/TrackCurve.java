// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;

/** A cubic spline that goes on in straight lines beyond its ends, with its slope. */
final class TrackCurve {

  private final double[] knots;
  private final PolynomialFunction[] pieces;
  private final PolynomialFunction[] slopes;

  TrackCurve(PolynomialSplineFunction spline) {
    knots = spline.getKnots();
    pieces = spline.getPolynomials();
    slopes = new PolynomialFunction[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      slopes[i] = pieces[i].polynomialDerivative();
    }
  }

  double value(double phi1) {
    double inside = clamp(phi1);
    int piece = piece(inside);
    double offset = inside - knots[piece];
    return pieces[piece].value(offset) + (phi1 - inside) * slopes[piece].value(offset);
  }

  double slope(double phi1) {
    double inside = clamp(phi1);
    int piece = piece(inside);
    return slopes[piece].value(inside - knots[piece]);
  }

  private double clamp(double phi1) {
    return Math.max(knots[0], Math.min(phi1, knots[knots.length - 1]));
  }

  private int piece(double phi1) {
    int found = Arrays.binarySearch(knots, phi1);
    int piece = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(piece, pieces.length - 1));
  }
}
