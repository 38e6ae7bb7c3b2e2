// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.particles.Particles;

/**
 * The particles of several maps of one point, those of each map after those of the map before.
 *
 * @param maps at least one
 */
record Concatenated<A extends VectorValue<A>>(List<Differentiable<A, Particles>> maps)
    implements Differentiable<A, Particles> {

  @Override
  public Particles apply(A at) {
    return join(maps.stream().map(map -> map.apply(at)).toList());
  }

  @Override
  public WithPullback<A, Particles> vjp(A at) {
    List<WithPullback<A, Particles>> parts = maps.stream().map(map -> map.vjp(at)).toList();
    return new WithPullback<>(
        join(parts.stream().map(WithPullback::value).toList()),
        cotangent -> {
          A sum = at.times(0);
          int from = 0;
          for (WithPullback<A, Particles> part : parts) {
            int to = from + part.value().count();
            sum = sum.plus(part.pull(cotangent.range(from, to)));
            from = to;
          }
          return sum;
        });
  }

  @Override
  public WithTangent<Particles> jvp(A at, A tangent) {
    WithTangents<Particles> one = jvps(at, List.of(tangent));
    return new WithTangent<>(one.value(), one.tangents().get(0));
  }

  @Override
  public WithTangents<Particles> jvps(A at, List<A> tangents) {
    List<WithTangents<Particles>> parts = maps.stream().map(map -> map.jvps(at, tangents)).toList();
    List<Particles> images = new ArrayList<>();
    for (int k = 0; k < tangents.size(); k++) {
      int number = k;
      images.add(join(parts.stream().map(part -> part.tangents().get(number)).toList()));
    }
    return new WithTangents<>(join(parts.stream().map(WithTangents::value).toList()), images);
  }

  private static Particles join(List<Particles> parts) {
    int count = parts.stream().mapToInt(Particles::count).sum();
    double[] all = new double[8 * count];
    int from = 0;
    for (Particles part : parts) {
      double[] blocks = part.toArray();
      for (int c = 0; c < 8; c++) {
        System.arraycopy(blocks, c * part.count(), all, c * count + from, part.count());
      }
      from += part.count();
    }
    return Particles.zero(count).withArray(all);
  }
}
