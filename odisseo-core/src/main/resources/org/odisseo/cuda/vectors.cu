// SPDX-License-Identifier: Apache-2.0
// Operations on vectors, and sums over bodies. Sums are made in a fixed order and in double precision: each thread
// adds up every so many-th number (a lane), then few threads add up lanes, and the host what is left.

// Operations on the numbers of each body.
KERNEL(each_body) {
  enum { BODIES, STRIDE, OPERATIONS };
  if (THREAD < INT(BODIES)) {
    bodywise(s, OPERATIONS, INT(STRIDE), THREAD);
  }
}

// Lanes of rows of numbers, a row for each column of blocks.
KERNEL(sum_lanes) {
  enum { NUMBERS_IN_A_ROW, STRIDE, ROWS, LANES };
  const double *row = DOUBLES(ROWS) + (long long) COLUMN * INT(STRIDE);
  double sum = 0;
  for (int i = THREAD; i < INT(NUMBERS_IN_A_ROW); i += THREADS) {
    sum += row[i];
  }
  DOUBLES(LANES)[COLUMN * THREADS + THREAD] = sum;
}

// Fewer lanes, of the sums or, if they are wanted, of the largest.
KERNEL(fold_lanes) {
  enum { LANES_IN_A_ROW, LANES, FEWER, LARGEST };
  const double *row = DOUBLES(LANES) + (long long) COLUMN * INT(LANES_IN_A_ROW);
  double total = 0;
  for (int i = THREAD; i < INT(LANES_IN_A_ROW); i += THREADS) {
    const double value = row[i];
    total = !INT(LARGEST) ? total + value : value > total || value != value ? value : total;
  }
  DOUBLES(FEWER)[COLUMN * THREADS + THREAD] = total;
}

// Lanes that are 1 where a number of a vector is not finite, else 0.
KERNEL(find_not_finite) {
  enum { LENGTH, VECTOR, LANES };
  int found = 0;
  for (int i = THREAD; i < INT(LENGTH); i += THREADS) {
    const real value = REALS(VECTOR)[i];
    found |= !(value - value == 0);
  }
  DOUBLES(LANES)[THREAD] = found;
}

DEVICE double square(const real *v, int stride, int i) {
  const double x = v[i], y = v[stride + i], z = v[2 * stride + i];
  return x * x + y * y + z * z;
}

DEVICE double scaled_error(const real *before, const real *after, const real *error, double absolute, double relative,
    int stride, int i) {
  const double b = square(before, stride, i), a = square(after, stride, i), e = square(error, stride, i);
  const double scale = absolute + relative * sqrt(a > b || a != a ? a : b);
  return e == 0 ? 0 : e / (scale * scale);
}

// Lanes of the largest error of a step. Of absolute tolerances, vectors and errors there are two each, for positions
// and velocities.
KERNEL(error_lanes) {
  enum {
    BODIES,
    STRIDE,
    LANES,
    RELATIVE,
    ABSOLUTE,
    BEFORE = ABSOLUTE + 2,
    AFTER = BEFORE + 2,
    FINE = AFTER + 2,
    HAS_COARSE = FINE + 2, // whether there is a coarse estimate
    COARSE
  };
  const int stride = INT(STRIDE);
  double worst = 0;
  for (int i = THREAD; i < INT(BODIES); i += THREADS) {
    double fine = 0, coarse = 0;
    for (int k = 0; k < 2; k++) {
      fine += scaled_error(REALS(BEFORE + k), REALS(AFTER + k), REALS(FINE + k), NUMBER(ABSOLUTE + k),
          NUMBER(RELATIVE), stride, i) / 6;
      if (INT(HAS_COARSE)) {
        coarse += scaled_error(REALS(BEFORE + k), REALS(AFTER + k), REALS(COARSE + k), NUMBER(ABSOLUTE + k),
            NUMBER(RELATIVE), stride, i) / 6;
      }
    }
    const double size = !INT(HAS_COARSE) ? sqrt(fine) : fine == 0 ? 0 : fine / sqrt(fine + 0.01 * coarse);
    worst = size > worst || size != size ? size : worst;
  }
  DOUBLES(LANES)[THREAD] = worst;
}
