// SPDX-License-Identifier: Apache-2.0
// What every kernel of a field begins with. Slots 0: bodies, 1: those that attract, 2: stride, 3: partial sums of pairs,
// 4, 5: chunks of them for bodies that attract and for others, 6: rows of each chunk, 7: numbers of the host,
// 8: where shares in sums go, rows of one number per body, 9: how many vectors the pairs add to; then the inputs and
// the outputs.

// What the pairs add to one number of a body.
DEVICE real pair_sum(const Slots s, int row, int i) {
  const int chunks = row >= 3 * INT(9) ? 0 : i < INT(1) ? INT(4) : INT(5);
  real sum = 0;
  for (int c = 0; c < chunks; c++) {
    sum += REALS(3)[((long long) c * INT(6) + row) * INT(2) + i];
  }
  return sum;
}
