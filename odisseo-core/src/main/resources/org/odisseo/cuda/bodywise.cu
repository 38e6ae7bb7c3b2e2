// SPDX-License-Identifier: Apache-2.0
// Operations on the numbers of one body, which can be done by the thread that has this body at the end of any kernel:
// from slot `start` on their number, and for each: how many operands there are, or -1 for a product; where the result
// goes; then operands and coefficients in turn (a product has two vectors, and one coefficient after the second).
// These are done in whatever kernel comes before them, so what is fused into one operation is said here and not left to
// the compiler. A linear combination is summed from left to right; a product is added, times its coefficient, to a number of double
// precision of this body.

DEVICE void add_product(SLOTS, int at, int stride, int i) {
  const real *a = REALS(at + 2), *b = REALS(at + 3);
  double product = 0;
  UNROLL
  for (int row = 0; row < 3; row++) {
    product = fma((double) a[row * stride + i], (double) b[row * stride + i], product);
  }
  DOUBLES(at + 1)[i] = fma(NUMBER(at + 4), product, DOUBLES(at + 1)[i]);
}

// What is read is read side by side: nothing else keeps a thread busy while it waits for memory.
DEVICE void combine_two(SLOTS, int at, int stride, int i) {
  const real *a = REALS(at + 2), *b = REALS(at + 4);
  real *target = REALS(at + 1);
  const real f = R(NUMBER(at + 3)), g = R(NUMBER(at + 5));
  const real ax = a[i], ay = a[stride + i], az = a[2 * stride + i];
  const real bx = b[i], by = b[stride + i], bz = b[2 * stride + i];
  target[i] = fma(g, bx, f * ax);
  target[stride + i] = fma(g, by, f * ay);
  target[2 * stride + i] = fma(g, bz, f * az);
}

DEVICE void combine(SLOTS, int at, int count, int stride, int i) {
  real sum[3] = {0, 0, 0};
  UNROLL_BY(1)
  for (int l = 0; l < count; l++) {
    const real *operand = REALS(at + 2 + 2 * l);
    const real factor = R(NUMBER(at + 3 + 2 * l));
    UNROLL
    for (int row = 0; row < 3; row++) {
      const real value = operand[row * stride + i];
      sum[row] = l == 0 ? factor * value : fma(factor, value, sum[row]);
    }
  }
  UNROLL
  for (int row = 0; row < 3; row++) {
    REALS(at + 1)[row * stride + i] = sum[row];
  }
}

DEVICE void bodywise(SLOTS, int start, int stride, int i) {
  int at = start + 1;
  UNROLL_BY(1)
  for (int k = INT(start); k > 0; k--) {
    const int count = INT(at);
    if (count < 0) {
      add_product(s, at, stride, i);
      at += 5;
    } else {
      if (count == 2) {
        combine_two(s, at, stride, i);
      } else {
        combine(s, at, count, stride, i);
      }
      at += 2 + 2 * count;
    }
  }
}
