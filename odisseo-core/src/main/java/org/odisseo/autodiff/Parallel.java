// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two maps side by side, each on its own half of a pair. */
record Parallel<
        A extends VectorValue<A>,
        B extends VectorValue<B>,
        C extends VectorValue<C>,
        D extends VectorValue<D>>(
    Differentiable<A, C> first, Differentiable<B, D> second)
    implements Differentiable<Pair<A, B>, Pair<C, D>> {

  @Override
  public Pair<C, D> apply(Pair<A, B> at) {
    return Pair.of(first.apply(at.first()), second.apply(at.second()));
  }

  @Override
  public WithPullback<Pair<A, B>, Pair<C, D>> vjp(Pair<A, B> at) {
    WithPullback<A, C> left = first.vjp(at.first());
    WithPullback<B, D> right = second.vjp(at.second());
    return new WithPullback<>(
        Pair.of(left.value(), right.value()),
        cotangent -> Pair.of(left.pull(cotangent.first()), right.pull(cotangent.second())));
  }

  @Override
  public WithTangent<Pair<C, D>> jvp(Pair<A, B> at, Pair<A, B> tangent) {
    return join(first.jvp(at.first(), tangent.first()), second.jvp(at.second(), tangent.second()));
  }

  @Override
  public Optional<TwiceDifferentiable<Pair<A, B>, Pair<C, D>>> twice() {
    return first
        .twice()
        .flatMap(left -> second.twice().map(right -> new Twice<>(this, left, right)));
  }

  @Override
  public WithTangents<Pair<C, D>> jvps(Pair<A, B> at, List<Pair<A, B>> tangents) {
    WithTangents<C> left = first.jvps(at.first(), tangents.stream().map(Pair::first).toList());
    WithTangents<D> right = second.jvps(at.second(), tangents.stream().map(Pair::second).toList());
    List<Pair<C, D>> joined = new ArrayList<>();
    for (int k = 0; k < tangents.size(); k++) {
      joined.add(Pair.of(left.tangents().get(k), right.tangents().get(k)));
    }
    return new WithTangents<>(Pair.of(left.value(), right.value()), joined);
  }

  private static <C extends VectorValue<C>, D extends VectorValue<D>> WithTangent<Pair<C, D>> join(
      WithTangent<C> left, WithTangent<D> right) {
    return new WithTangent<>(
        Pair.of(left.value(), right.value()), Pair.of(left.tangent(), right.tangent()));
  }

  /** The same where both maps are twice differentiable. */
  private record Twice<
          A extends VectorValue<A>,
          B extends VectorValue<B>,
          C extends VectorValue<C>,
          D extends VectorValue<D>>(
      Parallel<A, B, C, D> once, TwiceDifferentiable<A, C> first, TwiceDifferentiable<B, D> second)
      implements TwiceDifferentiable<Pair<A, B>, Pair<C, D>> {

    @Override
    public Pair<C, D> apply(Pair<A, B> at) {
      return once.apply(at);
    }

    @Override
    public WithPullback<Pair<A, B>, Pair<C, D>> vjp(Pair<A, B> at) {
      return once.vjp(at);
    }

    @Override
    public WithTangent<Pair<C, D>> jvp(Pair<A, B> at, Pair<A, B> tangent) {
      return once.jvp(at, tangent);
    }

    @Override
    public WithTangents<Pair<C, D>> jvps(Pair<A, B> at, List<Pair<A, B>> tangents) {
      return once.jvps(at, tangents);
    }

    @Override
    public WithDualPullback<Pair<A, B>, Pair<C, D>> vjpAlong(Pair<A, B> at, Pair<A, B> direction) {
      WithDualPullback<A, C> left = first.vjpAlong(at.first(), direction.first());
      WithDualPullback<B, D> right = second.vjpAlong(at.second(), direction.second());
      return new WithDualPullback<>(
          join(left.value(), right.value()),
          cotangent -> {
            Pair<C, D> value = cotangent.value();
            Pair<C, D> tangent = cotangent.tangent();
            return join(
                left.pull(new WithTangent<>(value.first(), tangent.first())),
                right.pull(new WithTangent<>(value.second(), tangent.second())));
          });
    }
  }
}
