// SPDX-License-Identifier: Apache-2.0
// A pair of bodies: d = x_j - x_i and w = (d.d + max(e_i, e_j)^2)^(-1/2).

DEVICE quad load(const real *row, int j) {
  return *(const quad *) (row + j);
}

// w; where `checked`, zero between a body and itself and for what stands behind the last source. A body without
// softening attracts another at the same place with infinite force.
DEVICE real inverse_distance(const int sources, const int same, const int checked, real dx, real dy, real dz, real e,
    real f, int i, int j) {
  const real softening = same ? e : e > f ? e : f;
  const real w = rsqrt(dx * dx + (dy * dy + (dz * dz + softening)));
  return checked && (i == j || j >= sources) ? R(0) : w;
}
