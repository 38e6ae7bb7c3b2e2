// SPDX-License-Identifier: Apache-2.0
// Attraction and field in one kernel, for few bodies, with which to start a kernel takes as long as its work. A team of
// threads has one body: each goes through its part of the sources, and what they find is added up in their order by the
// first, which does the rest. Other blocks may read positions until the last one ends, so that operations on bodies at
// the end must write new positions elsewhere.

// What some slots hold here.
enum {
  MASSES = PARTIAL_SUMS, // times G, zero for what does not attract; then a row of squares of softenings
  PART = CHUNKS_OF_SOURCES, // sources for each thread, a multiple of four
  SAME = ROWS, // whether all bodies have the same softening, which is not zero
  POSITIONS = TOTALS
};

#define TEAM 32
#define TEAMS 4
#define THREADS_OF_BLOCK (TEAM * TEAMS)
#define BODY (BLOCK * TEAMS + THREAD_OF_BLOCK % TEAMS)
#define MEMBER (THREAD_OF_BLOCK / TEAMS)

// What one thread finds. Those whose body is beyond the end do the work of the last one.
DEVICE void attraction(SLOTS, const int same, real *found) {
  const int stride = INT(STRIDE), i = BODY < INT(BODIES) ? BODY : INT(BODIES) - 1;
  const real *x = REALS(POSITIONS), *y = x + stride, *z = y + stride, *m = REALS(MASSES), *e = m + stride;
  const real px = x[i], py = y[i], pz = z[i], pe = e[i];
  real ax = 0, ay = 0, az = 0;
  const int begin = MEMBER * INT(PART);
  const int end = begin + INT(PART) < INT(SOURCES) ? begin + INT(PART) : INT(SOURCES);
  UNROLL_BY(4)
  for (int j = begin; j < end; j += 4) {
    const quad qx = load(x, j), qy = load(y, j), qz = load(z, j), qm = load(m, j);
    quad qe = qm;
    if (!same) {
      qe = load(e, j);
    }
    UNROLL
    for (int l = 0; l < 4; l++) {
      const real dx = qx.v[l] - px, dy = qy.v[l] - py, dz = qz.v[l] - pz;
      const real w = inverse_distance(INT(SOURCES), same, !same, dx, dy, dz, pe, qe.v[l], i, j + l);
      const real f = qm.v[l] * w * (w * w);
      ax += f * dx, ay += f * dy, az += f * dz;
    }
  }
  found[THREAD_OF_BLOCK] = ax;
  found[THREADS_OF_BLOCK + THREAD_OF_BLOCK] = ay;
  found[2 * THREADS_OF_BLOCK + THREAD_OF_BLOCK] = az;
}

DEVICE void attractions(SLOTS, real *found) {
  if (INT(SAME)) {
    attraction(s, 1, found);
  } else {
    attraction(s, 0, found);
  }
}

// What the team of the body of this thread, its first, has found.
DEVICE void team_vector(const real *found, real *sum) {
  UNROLL
  for (int row = 0; row < 3; row++) {
    sum[row] = 0;
    UNROLL
    for (int k = 0; k < TEAM; k++) {
      sum[row] += found[row * THREADS_OF_BLOCK + k * TEAMS + THREAD_OF_BLOCK];
    }
  }
}
