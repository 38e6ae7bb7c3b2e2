/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The softened pair sum as one writes it in C, to compare with.
 *   gcc -O3 -march=native -ffast-math pairs.c -o pairs -lm && ./pairs 2048 16384
 * prints, for each number of bodies, the best time of one evaluation in seconds and per pair in nanoseconds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void accelerations(int n, const double *restrict x, const double *restrict y, const double *restrict z,
                          const double *restrict m, double softening, double *restrict ax, double *restrict ay,
                          double *restrict az) {
  double s = softening * softening;
  for (int i = 0; i < n; i++) {
    double sx = 0, sy = 0, sz = 0;
    for (int j = 0; j < n; j++) {
      double dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
      double w = 1 / sqrt(dx * dx + dy * dy + dz * dz + s);
      double f = m[j] * w * w * w;
      sx += f * dx;
      sy += f * dy;
      sz += f * dz;
    }
    ax[i] = sx;
    ay[i] = sy;
    az[i] = sz;
  }
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv) {
  for (int k = 1; k < argc; k++) {
    int n = atoi(argv[k]);
    double *v[7];
    for (int row = 0; row < 7; row++) {
      v[row] = malloc(n * sizeof(double));
      for (int i = 0; i < n; i++) v[row][i] = drand48();
    }
    double best = INFINITY, begin = seconds();
    while (seconds() - begin < 2) {
      double start = seconds();
      accelerations(n, v[0], v[1], v[2], v[3], 0.01, v[4], v[5], v[6]);
      double taken = seconds() - start;
      if (taken < best) best = taken;
    }
    printf("%d %.6e %.4f\n", n, best, 1e9 * best / n / n);
    for (int row = 0; row < 7; row++) free(v[row]);
  }
  return 0;
}
