// SPDX-License-Identifier: Apache-2.0
// Operations on vectors, and sums over bodies. Sums are made in a fixed order and in double precision: each thread
// adds up every so many-th number (a lane), then few threads add up lanes, and the host what is left.

// Operations on the numbers of each body. 0: bodies, 1: stride, 2: the operations.
KERNEL(each_body) {
  if (THREAD < INT(0)) {
    bodywise(s, 2, INT(1), THREAD);
  }
}

// Lanes of rows of numbers, a row for each column of blocks. 0: numbers in a row, 1: stride of rows, 2: rows, 3: lanes.
KERNEL(sum_lanes) {
  const double *row = DOUBLES(2) + (long long) COLUMN * INT(1);
  double sum = 0;
  for (int i = THREAD; i < INT(0); i += THREADS) {
    sum += row[i];
  }
  DOUBLES(3)[COLUMN * THREADS + THREAD] = sum;
}

// Fewer lanes. 0: lanes in a row, 1: what is read, 2: what is written, 3: whether the largest is wanted, not the sum.
KERNEL(fold_lanes) {
  const double *row = DOUBLES(1) + (long long) COLUMN * INT(0);
  double total = 0;
  for (int i = THREAD; i < INT(0); i += THREADS) {
    const double value = row[i];
    total = !INT(3) ? total + value : value > total || value != value ? value : total;
  }
  DOUBLES(2)[COLUMN * THREADS + THREAD] = total;
}

// Lanes that are 1 where a number is not finite, else 0. 0: numbers, 1: vector, 2: lanes.
KERNEL(find_not_finite) {
  int found = 0;
  for (int i = THREAD; i < INT(0); i += THREADS) {
    const real value = REALS(1)[i];
    found |= !(value - value == 0);
  }
  DOUBLES(2)[THREAD] = found;
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

// Lanes of the largest error of a step. 0: bodies, 1: stride, 2: lanes, 3: relative, 4, 5: absolute, 6, 7: before,
// 8, 9: after, 10, 11: errors, 12: whether there is a coarse estimate, 13, 14: coarse.
KERNEL(error_lanes) {
  const int stride = INT(1);
  double worst = 0;
  for (int i = THREAD; i < INT(0); i += THREADS) {
    double fine = 0, coarse = 0;
    for (int k = 0; k < 2; k++) {
      fine += scaled_error(REALS(6 + k), REALS(8 + k), REALS(10 + k), NUMBER(4 + k), NUMBER(3), stride, i) / 6;
      if (INT(12)) {
        coarse += scaled_error(REALS(6 + k), REALS(8 + k), REALS(13 + k), NUMBER(4 + k), NUMBER(3), stride, i) / 6;
      }
    }
    const double size = !INT(12) ? sqrt(fine) : fine == 0 ? 0 : fine / sqrt(fine + 0.01 * coarse);
    worst = size > worst || size != size ? size : worst;
  }
  DOUBLES(2)[THREAD] = worst;
}
