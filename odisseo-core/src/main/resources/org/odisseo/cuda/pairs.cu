// SPDX-License-Identifier: Apache-2.0
// Softened attraction and its derivatives: a_i = G sum_j m_j w^3 d, see pair.cu.
// A thread has TARGETS bodies and goes through a chunk of the sources, four at a time; a column of blocks has one
// chunk. What it finds goes to `partial`, rows of one number per body, so many for each chunk, and is added up by
// whoever reads it, always in the same order. Nothing is added by more than one thread, so the same bits come out.
// Sums are begun anew every 1024 sources, for the sake of single precision. A thread reads QUADS times four sources at
// once, where there are too few threads to hide how long it waits for memory.

// What the slots hold. Rows are padded, so that four numbers can be read at the end of any.
enum {
  FIRST_TARGET,
  END_OF_TARGETS,
  END_OF_SOURCES,
  CHUNK, // sources in one, a multiple of four
  STRIDE, // of rows
  SAME, // whether all bodies have the same softening, which is not zero
  POSITIONS,
  MASSES, // times G; zero for what does not attract
  SQUARES, // of softenings
  PARTIAL,
  OWN // the first slot that is a kernel's own
};

#define SPAN 1024

#define FOR_SOURCES(start) \
  const int begin = COLUMN * INT(CHUNK); \
  const int end = begin + INT(CHUNK) < INT(END_OF_SOURCES) ? begin + INT(CHUNK) : INT(END_OF_SOURCES); \
  for (int start = begin; start < end; start += SPAN)
#define FOR_QUADS(quads, start, j) \
  UNROLL_BY(quads) \
  for (int j = start; j < (start + SPAN < end ? start + SPAN : end); j += 4)

// One body of a thread; those beyond the end do the work of the last one and write nothing.
#define TARGET(k) (INT(FIRST_TARGET) + THREAD + (k) * THREADS)
#define CLAMPED(k) (TARGET(k) < INT(END_OF_TARGETS) ? TARGET(k) : INT(END_OF_TARGETS) - 1)
#define PUT(rows, row, k, value) \
  if (TARGET(k) < INT(END_OF_TARGETS)) { \
    REALS(PARTIAL)[((long long) COLUMN * (rows) + (row)) * INT(STRIDE) + TARGET(k)] = value; \
  }

DEVICE void attraction(SLOTS, const int same) {
  const int stride = INT(STRIDE);
  const real *x = REALS(POSITIONS), *y = x + stride, *z = y + stride, *m = REALS(MASSES), *e = REALS(SQUARES);
  real px[TARGETS], py[TARGETS], pz[TARGETS], pe[TARGETS], ax[TARGETS], ay[TARGETS], az[TARGETS];
  UNROLL
  for (int k = 0; k < TARGETS; k++) {
    const int i = CLAMPED(k);
    px[k] = x[i], py[k] = y[i], pz[k] = z[i], pe[k] = e[i];
    ax[k] = ay[k] = az[k] = 0;
  }
  FOR_SOURCES(start) {
    real sx[TARGETS], sy[TARGETS], sz[TARGETS];
    UNROLL
    for (int k = 0; k < TARGETS; k++) {
      sx[k] = sy[k] = sz[k] = 0;
    }
    FOR_QUADS(QUADS, start, j) {
      const quad qx = load(x, j), qy = load(y, j), qz = load(z, j), qm = load(m, j);
      quad qe = qm;
      if (!same) {
        qe = load(e, j);
      }
      UNROLL
      for (int l = 0; l < 4; l++) {
        UNROLL
        for (int k = 0; k < TARGETS; k++) {
          const real dx = qx.v[l] - px[k], dy = qy.v[l] - py[k], dz = qz.v[l] - pz[k];
          const real w = inverse_distance(INT(END_OF_SOURCES), same, !same, dx, dy, dz, pe[k], qe.v[l], CLAMPED(k), j + l);
          const real f = qm.v[l] * w * (w * w);
          sx[k] += f * dx, sy[k] += f * dy, sz[k] += f * dz;
        }
      }
    }
    UNROLL
    for (int k = 0; k < TARGETS; k++) {
      ax[k] += sx[k], ay[k] += sy[k], az[k] += sz[k];
    }
  }
  UNROLL
  for (int k = 0; k < TARGETS; k++) {
    PUT(3, 0, k, ax[k])
    PUT(3, 1, k, ay[k])
    PUT(3, 2, k, az[k])
  }
}

KERNEL(pair_acceleration) {
  if (INT(SAME)) {
    attraction(s, 1);
  } else {
    attraction(s, 0);
  }
}

// The share of a body in the derivative with respect to the softening of a pair.
DEVICE real share(real e, real f) {
  return e > f ? R(1) : e == f ? R(0.5) : R(0);
}

// The acceleration and its tangent, from tangents of positions, of masses times G, and half those of squared
// softenings.
DEVICE void tangents(SLOTS, const int same) {
  enum { OF_POSITIONS = OWN, OF_MASSES, OF_SQUARES };
  const int stride = INT(STRIDE), i = CLAMPED(0);
  const real *x = REALS(POSITIONS), *y = x + stride, *z = y + stride, *m = REALS(MASSES), *e = REALS(SQUARES);
  const real *dx = REALS(OF_POSITIONS), *dy = dx + stride, *dz = dy + stride;
  const real *dm = REALS(OF_MASSES), *de = REALS(OF_SQUARES);
  real a[6] = {0, 0, 0, 0, 0, 0};
  FOR_SOURCES(start) {
    real sum[6] = {0, 0, 0, 0, 0, 0};
    FOR_QUADS(2, start, j) {
      const quad qx = load(x, j), qy = load(y, j), qz = load(z, j), qm = load(m, j), qe = load(e, j);
      const quad ux = load(dx, j), uy = load(dy, j), uz = load(dz, j), um = load(dm, j), ue = load(de, j);
      UNROLL
      for (int l = 0; l < 4; l++) {
        const real rx = qx.v[l] - x[i], ry = qy.v[l] - y[i], rz = qz.v[l] - z[i];
        const real vx = ux.v[l] - dx[i], vy = uy.v[l] - dy[i], vz = uz.v[l] - dz[i];
        const real w = inverse_distance(INT(END_OF_SOURCES), same, !same, rx, ry, rz, e[i], qe.v[l], i, j + l);
        const real own = share(e[i], qe.v[l]);
        const real along = rx * vx + ry * vy + rz * vz + own * de[i] + (1 - own) * ue.v[l];
        const real w3 = w * (w * w), f = qm.v[l] * w3, g = um.v[l] * w3 - 3 * along * f * (w * w);
        sum[0] += f * rx, sum[1] += f * ry, sum[2] += f * rz;
        sum[3] += f * vx + g * rx, sum[4] += f * vy + g * ry, sum[5] += f * vz + g * rz;
      }
    }
    UNROLL
    for (int k = 0; k < 6; k++) {
      a[k] += sum[k];
    }
  }
  UNROLL
  for (int k = 0; k < 6; k++) {
    PUT(6, k, 0, a[k])
  }
}

KERNEL(pair_tangent) {
  if (INT(SAME)) {
    tangents(s, 1);
  } else {
    tangents(s, 0);
  }
}

// The acceleration of body i, and of the sum of u.a over all bodies the derivatives with respect to its position, mass
// (over G) and softening (over its softening). A pair counts with q = m_j u_i - m_i u_j, in both its parts, so that
// each thread finds all about its own body. That q is zero for a body and itself holds but for rounding, so w is made
// zero.
DEVICE void reverse(SLOTS, const int same) {
  enum { COTANGENTS = OWN };
  const int stride = INT(STRIDE), i = CLAMPED(0);
  const real *x = REALS(POSITIONS), *y = x + stride, *z = y + stride, *m = REALS(MASSES), *e = REALS(SQUARES);
  const real *u = REALS(COTANGENTS), *v = u + stride, *t = v + stride;
  real a[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  FOR_SOURCES(start) {
    real sum[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    FOR_QUADS(2, start, j) {
      const quad qx = load(x, j), qy = load(y, j), qz = load(z, j), qm = load(m, j), qe = load(e, j);
      const quad ux = load(u, j), uy = load(v, j), uz = load(t, j);
      UNROLL
      for (int l = 0; l < 4; l++) {
        const real rx = qx.v[l] - x[i], ry = qy.v[l] - y[i], rz = qz.v[l] - z[i];
        const real w = inverse_distance(INT(END_OF_SOURCES), same, 1, rx, ry, rz, e[i], qe.v[l], i, j + l);
        const real kx = qm.v[l] * u[i] - m[i] * ux.v[l];
        const real ky = qm.v[l] * v[i] - m[i] * uy.v[l];
        const real kz = qm.v[l] * t[i] - m[i] * uz.v[l];
        const real w3 = w * (w * w), f = qm.v[l] * w3, g = 3 * (rx * kx + ry * ky + rz * kz) * w3 * (w * w);
        sum[0] += f * rx, sum[1] += f * ry, sum[2] += f * rz;
        sum[3] += g * rx - w3 * kx, sum[4] += g * ry - w3 * ky, sum[5] += g * rz - w3 * kz;
        sum[6] -= w3 * (rx * ux.v[l] + ry * uy.v[l] + rz * uz.v[l]);
        sum[7] -= share(e[i], qe.v[l]) * g;
      }
    }
    UNROLL
    for (int k = 0; k < 8; k++) {
      a[k] += sum[k];
    }
  }
  UNROLL
  for (int k = 0; k < 8; k++) {
    PUT(8, k, 0, a[k])
  }
}

KERNEL(pair_adjoint) {
  if (INT(SAME)) {
    reverse(s, 1);
  } else {
    reverse(s, 0);
  }
}
