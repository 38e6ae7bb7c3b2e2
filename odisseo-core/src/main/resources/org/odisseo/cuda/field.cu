// SPDX-License-Identifier: Apache-2.0
// What every kernel of a field begins with.

// What the slots hold.
enum {
  BODIES,
  SOURCES, // the bodies that attract
  STRIDE, // of rows
  PARTIAL_SUMS, // of pairs
  CHUNKS_OF_SOURCES, // of partial sums, for bodies that attract
  CHUNKS_OF_OTHERS,
  ROWS, // of each chunk
  NUMBERS, // that the host has calculated
  TOTALS,
  VECTORS_OF_PAIRS, // how many the pairs add to
  OPERATIONS, // the slot of what is to be done at the end
  TIME_RATE, // derivative of the time with respect to the end time
  SOFTENINGS,
  GRAVITATIONAL_CONSTANT,
  FIRST // of the inputs, after which come the outputs
};

// The rows of the totals, numbers of double precision: derivatives with respect to what they are named after.
enum { OF_END_TIME, OF_END_TIME_TANGENT, OF_MASS, OF_SOFTENING, OF_PARAMETERS };

// The rows that the reverse of the pairs leaves after two vectors.
enum { MASS_ROW = 6, SOFTENING_ROW, ROWS_OF_REVERSE };

// A thread reads so many chunks at once, since it would wait for each.
#define AT_ONCE 8

// What the pairs have found about some numbers of a body, from a row on.
DEVICE void pair_sums(SLOTS, int first, const int count, int i, real *sum) {
  const int chunks = i < INT(SOURCES) ? INT(CHUNKS_OF_SOURCES) : INT(CHUNKS_OF_OTHERS);
  const long long step = (long long) INT(ROWS) * INT(STRIDE);
  const real *rows = REALS(PARTIAL_SUMS) + (long long) first * INT(STRIDE) + i;
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
        found[l][k] = c + l < chunks ? rows[(c + l) * step + k * INT(STRIDE)] : R(0);
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
  if (vector < INT(VECTORS_OF_PAIRS)) {
    pair_sums(s, 3 * vector, 3, i, sum);
  } else {
    sum[0] = sum[1] = sum[2] = 0;
  }
}

// A derivative, or zero in the center of a cusp where there is none.
DEVICE real settled(int center, real derivative) {
  return center && !(derivative - derivative == 0) ? R(0) : derivative;
}

DEVICE void add(SLOTS, int row, int i, double value) {
  DOUBLES(TOTALS)[(long long) row * INT(STRIDE) + i] += value;
}

// Adds what the reverse of the pairs has found about mass and softening.
DEVICE void add_pair_totals(SLOTS, int i) {
  if (INT(ROWS) == ROWS_OF_REVERSE) {
    real sum[2];
    pair_sums(s, MASS_ROW, 2, i, sum);
    if (i < INT(SOURCES)) {
      add(s, OF_MASS, i, NUMBER(GRAVITATIONAL_CONSTANT) * sum[0]);
    }
    add(s, OF_SOFTENING, i, REALS(SOFTENINGS)[i] * sum[1]);
  }
}
