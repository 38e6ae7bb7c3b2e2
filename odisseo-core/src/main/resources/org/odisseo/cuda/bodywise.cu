// SPDX-License-Identifier: Apache-2.0
// Operations on the numbers of one body, which can be done by the thread that has this body at the end of any kernel:
// from slot `start` on their number, and for each: how many operands there are, or -1 for a product; where the result
// goes; then operands and coefficients in turn (a product has two vectors, and one coefficient after the second).
// A linear combination is summed from left to right; a product is added, times its coefficient, to a number of double
// precision of this body.

DEVICE void bodywise(SLOTS, int start, int stride, int i) {
  int at = start + 1;
  for (int k = INT(start); k > 0; k--) {
    const int count = INT(at);
    if (count < 0) {
      const real *a = REALS(at + 2), *b = REALS(at + 3);
      double product = 0;
      for (int row = 0; row < 3; row++) {
        product += (double) a[row * stride + i] * (double) b[row * stride + i];
      }
      DOUBLES(at + 1)[i] += NUMBER(at + 4) * product;
      at += 5;
    } else {
      for (int row = 0; row < 3; row++) {
        const int j = row * stride + i;
        real sum = count == 0 ? R(0) : R(NUMBER(at + 3)) * REALS(at + 2)[j];
        for (int l = 1; l < count; l++) {
          sum += R(NUMBER(at + 3 + 2 * l)) * REALS(at + 2 + 2 * l)[j];
        }
        REALS(at + 1)[j] = sum;
      }
      at += 2 + 2 * count;
    }
  }
}
