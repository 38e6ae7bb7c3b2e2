// SPDX-License-Identifier: Apache-2.0
// Operations on the numbers of one body, which can be done by the thread that has this body at the end of any kernel:
// from slot `start` on their number, then each of them.
// These are done in whatever kernel comes before them, so what is fused into one operation is said here and not left to
// the compiler. A linear combination is summed from left to right; a product is added, times its coefficient, to a
// number of double precision of this body.

// What the slots of an operation hold.
enum {
  COUNT, // of operands, or -1 for a product
  TARGET, // where the result goes
  OPERANDS // and coefficients in turn; a product has two vectors, and one coefficient after the second
};

DEVICE void add_product(SLOTS, int at, int stride, int i) {
  const real *a = REALS(at + OPERANDS), *b = REALS(at + OPERANDS + 1);
  double product = 0;
  UNROLL
  for (int row = 0; row < 3; row++) {
    product = fma((double) a[row * stride + i], (double) b[row * stride + i], product);
  }
  DOUBLES(at + TARGET)[i] = fma(NUMBER(at + OPERANDS + 2), product, DOUBLES(at + TARGET)[i]);
}

// What is read is read side by side: nothing else keeps a thread busy while it waits for memory.
DEVICE void combine_two(SLOTS, int at, int stride, int i) {
  const real *a = REALS(at + OPERANDS), *b = REALS(at + OPERANDS + 2);
  real *target = REALS(at + TARGET);
  const real f = R(NUMBER(at + OPERANDS + 1)), g = R(NUMBER(at + OPERANDS + 3));
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
    const real *operand = REALS(at + OPERANDS + 2 * l);
    const real factor = R(NUMBER(at + OPERANDS + 1 + 2 * l));
    UNROLL
    for (int row = 0; row < 3; row++) {
      const real value = operand[row * stride + i];
      sum[row] = l == 0 ? factor * value : fma(factor, value, sum[row]);
    }
  }
  UNROLL
  for (int row = 0; row < 3; row++) {
    REALS(at + TARGET)[row * stride + i] = sum[row];
  }
}

DEVICE void bodywise(SLOTS, int start, int stride, int i) {
  int at = start + 1;
  UNROLL_BY(1)
  for (int k = INT(start); k > 0; k--) {
    const int count = INT(at + COUNT);
    if (count < 0) {
      add_product(s, at, stride, i);
      at += OPERANDS + 3;
    } else {
      if (count == 2) {
        combine_two(s, at, stride, i);
      } else {
        combine(s, at, count, stride, i);
      }
      at += OPERANDS + 2 * count;
    }
  }
}
