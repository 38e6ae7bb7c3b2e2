// SPDX-License-Identifier: Apache-2.0
// What every kernel of a field begins with. Slots 0: bodies, 1: those that attract, 2: stride, 3: partial sums of pairs,
// 4, 5: chunks of them for bodies that attract and for others, 6: rows of each chunk, 7: numbers of the host,
// 8: totals, rows of one number of double precision per body: two for the end time, masses, softenings, parameters,
// 9: how many vectors the pairs add to, 10: the slot of what is to be done at the end, 11: derivative of the time with
// respect to the end time, 12: softenings, 13: G; then the inputs and the outputs.

// What the pairs have found about one number of a body.
DEVICE real pair_sum(SLOTS, int row, int i) {
  const int chunks = i < INT(1) ? INT(4) : INT(5);
  real sum = 0;
  for (int c = 0; c < chunks; c++) {
    sum += REALS(3)[((long long) c * INT(6) + row) * INT(2) + i];
  }
  return sum;
}

// The same for the three numbers of a vector, as far as they count; side by side, so that several are read at a time.
DEVICE void pair_vector(SLOTS, int vector, int i, real *sum) {
  const int chunks = vector >= INT(9) ? 0 : i < INT(1) ? INT(4) : INT(5);
  const int stride = INT(2);
  const long long step = (long long) INT(6) * stride;
  const real *rows = REALS(3) + 3 * vector * stride + i;
  real x = 0, y = 0, z = 0;
  UNROLL_BY(16)
  for (int c = 0; c < chunks; c++) {
    x += rows[c * step], y += rows[c * step + stride], z += rows[c * step + 2 * stride];
  }
  sum[0] = x, sum[1] = y, sum[2] = z;
}

DEVICE void add(SLOTS, int row, int i, double value) {
  DOUBLES(8)[(long long) row * INT(2) + i] += value;
}

// Adds what the reverse of the pairs has found about mass and softening.
DEVICE void add_pair_totals(SLOTS, int i) {
  if (INT(6) == 8) {
    if (i < INT(1)) {
      add(s, 2, i, NUMBER(13) * pair_sum(s, 6, i));
    }
    add(s, 3, i, REALS(12)[i] * pair_sum(s, 7, i));
  }
}
