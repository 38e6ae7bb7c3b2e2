// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.testkit.DifferentiableContract;

class MapsTest {

  private static final ParameterSet POINT = ParameterSet.of("a", 0.7, "b", -1.3, "c", 2.1);

  private static TwiceDifferentiable<ParameterSet, ParameterSet> sine() {
    return Maps.elementwise(Math::sin, Math::cos, x -> -Math.sin(x));
  }

  private static TwiceDifferentiable<ParameterSet, ParameterSet> exponential() {
    return Maps.elementwise(Math::exp, Math::exp, Math::exp);
  }

  private static TwiceDifferentiable<ParameterSet, ParameterSet> matrix() {
    return Maps.matrix(
        new double[][] {{1, 2, -0.5}, {0.3, -1, 4}}, POINT, ParameterSet.of("u", 0, "v", 0));
  }

  abstract static class OnPoint<B extends VectorValue<B>>
      extends DifferentiableContract<ParameterSet, B> {
    @Override
    protected List<ParameterSet> points() {
      return List.of(POINT, POINT.times(0.1));
    }
  }

  @Nested
  class ElementwiseMap extends OnPoint<ParameterSet> {
    @Override
    protected Differentiable<ParameterSet, ParameterSet> map() {
      return sine();
    }
  }

  @Nested
  class MatrixMap extends OnPoint<ParameterSet> {
    @Override
    protected Differentiable<ParameterSet, ParameterSet> map() {
      return matrix();
    }
  }

  @Nested
  class Chain extends OnPoint<Scalar> {
    @Override
    protected Differentiable<ParameterSet, Scalar> map() {
      return sine()
          .then(matrix())
          .then(exponential())
          .then(Maps.translate(ParameterSet.of("u", 0.2, "v", 0.4)))
          .then(Maps.sumOfSquares());
    }
  }

  @Nested
  class Both extends OnPoint<Pair<ParameterSet, Scalar>> {
    @Override
    protected Differentiable<ParameterSet, Pair<ParameterSet, Scalar>> map() {
      return Maps.both(sine().then(exponential()), sine().then(Maps.weighted(POINT)));
    }
  }

  @Nested
  class Sum extends OnPoint<ParameterSet> {
    @Override
    protected Differentiable<ParameterSet, ParameterSet> map() {
      return Maps.sum(exponential(), Maps.<ParameterSet>scale(3).then(sine()));
    }
  }

  @Nested
  class FromReverseOnly extends OnPoint<Scalar> {
    @Override
    protected Differentiable<ParameterSet, Scalar> map() {
      return Differentiable.ofReverse(
          at -> Scalar.of(at.dot(at)), (at, cotangent) -> at.times(2 * cotangent.value()));
    }
  }

  @Nested
  class FromForwardOnly extends OnPoint<Scalar> {
    @Override
    protected Differentiable<ParameterSet, Scalar> map() {
      return Differentiable.ofForward(
          at -> Scalar.of(at.dot(at)), (at, tangent) -> Scalar.of(2 * at.dot(tangent)));
    }
  }

  @Nested
  class SelectionInsertion extends OnPoint<Pair<ParameterSet, Scalar>> {
    @Override
    protected Differentiable<ParameterSet, Pair<ParameterSet, Scalar>> map() {
      Pair<ParameterSet, Scalar> base = Pair.of(POINT.prefixed("p."), Scalar.of(5));
      Selection<Pair<ParameterSet, Scalar>> some =
          Selection.of(base, "first.p.b", "second.value", "first.p.a");
      TwiceDifferentiable<ParameterSet, ParameterSet> rename =
          Maps.linear(
              at -> ParameterSet.of(some.values().names(), at.toArray()),
              named -> POINT.withArray(named.toArray()));
      return sine().then(rename).then(some.insertion());
    }
  }

  @Test
  void compositionIsTwiceDifferentiableOnlyIfBothPartsAre() {
    Differentiable<ParameterSet, Scalar> once =
        Differentiable.ofReverse(
            at -> Scalar.of(at.dot(at)), (at, cotangent) -> at.times(2 * cotangent.value()));
    Differentiable<ParameterSet, ParameterSet> twice = sine();
    assertTrue(twice.then(Maps.sumOfSquares()).twice().isPresent());
    assertTrue(twice.then(once).twice().isEmpty());
    assertTrue(Maps.both(twice, once).twice().isEmpty());
    assertTrue(Maps.sum(twice, exponential()).twice().isPresent());
  }

  @Test
  void selectionTakesOutWhatItPutsIn() {
    Pair<ParameterSet, Scalar> base = Pair.of(POINT, Scalar.of(5));
    Selection<Pair<ParameterSet, Scalar>> some = Selection.of(base, "second.value", "first.b");
    assertEquals(ParameterSet.of("second.value", 5, "first.b", -1.3), some.values());
    assertEquals(base, some.insertion().apply(some.values()));
    ParameterSet other = some.values().with("first.b", 9);
    assertEquals(9, some.insertion().apply(other).first().value("b"));
    assertEquals(other, some.insertion().then(some.extraction()).apply(other));
  }

  @Test
  void selectionOfAnUnknownLabelNamesTheNearest() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Selection.of(POINT, "A1"));
    assertEquals("unknown label \"A1\"; did you mean \"a\"?; known: a, b, c", error.getMessage());
  }

  @Test
  void matrixOfWrongShapeIsRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Maps.matrix(
                    new double[][] {{1, 2, 3}, {1}}, POINT, Pair.of(Scalar.ONE, Scalar.ONE)));
    assertEquals(
        "matrix[1] must have length 3 (one column per number of the point), got 1",
        error.getMessage());
  }
}
