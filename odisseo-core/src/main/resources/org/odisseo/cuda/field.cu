// SPDX-License-Identifier: Apache-2.0
// What every kernel of a field begins with. Slots 0: bodies, 1: those that attract, 2: stride, 3: partial sums of pairs,
// 4, 5: chunks of them for bodies that attract and for others, 6: rows of each chunk, 7: numbers of the host,
// 8: totals, rows of one number of double precision per body: two for the end time, masses, softenings, parameters,
// 9: how many vectors the pairs add to, 10: the slot of what is to be done at the end, 11: derivative of the time with
// respect to the end time, 12: softenings, 13: G; then the inputs and the outputs.

// A thread reads so many chunks at once, since it would wait for each.
#define AT_ONCE 8

// What the pairs have found about some numbers of a body, from a row on.
DEVICE void pair_sums(SLOTS, int first, const int count, int i, real *sum) {
  const int chunks = i < INT(1) ? INT(4) : INT(5);
  const long long step = (long long) INT(6) * INT(2);
  const real *rows = REALS(3) + (long long) first * INT(2) + i;
  UNROLL
  for (int k = 0; k < count; k++) {
    sum[k] = 0;
  }
  UNROLL_BY(1)
  for (int c = 0; c < chunks; c += AT_ONCE) {
    real found[AT_ONCE][3];
    UNROLL
    for (int l = 0; l < AT_ONCE; l++) {
      UNROLL
      for (int k = 0; k < count; k++) {
        found[l][k] = c + l < chunks ? rows[(c + l) * step + k * INT(2)] : R(0);
      }
    }
    UNROLL
    for (int l = 0; l < AT_ONCE; l++) {
      UNROLL
      for (int k = 0; k < count; k++) {
        sum[k] += found[l][k];
      }
    }
  }
}

// The three numbers of a vector, as far as the pairs count for it.
DEVICE void pair_vector(SLOTS, int vector, int i, real *sum) {
  if (vector < INT(9)) {
    pair_sums(s, 3 * vector, 3, i, sum);
  } else {
    sum[0] = sum[1] = sum[2] = 0;
  }
}

DEVICE void add(SLOTS, int row, int i, double value) {
  DOUBLES(8)[(long long) row * INT(2) + i] += value;
}

// Adds what the reverse of the pairs has found about mass and softening.
DEVICE void add_pair_totals(SLOTS, int i) {
  if (INT(6) == 8) {
    real sum[2];
    pair_sums(s, 6, 2, i, sum);
    if (i < INT(1)) {
      add(s, 2, i, NUMBER(13) * sum[0]);
    }
    add(s, 3, i, REALS(12)[i] * sum[1]);
  }
}
