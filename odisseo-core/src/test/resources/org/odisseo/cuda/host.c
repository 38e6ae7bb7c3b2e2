// SPDX-License-Identifier: Apache-2.0
// Kernels as functions of C that run one thread after another, so that their texts can be tried without a GPU.

#include <tgmath.h>

typedef REAL real;

typedef struct {
  long long v[96];
} Slots;

typedef struct {
  real v[4];
} __attribute__((aligned(16))) quad;

typedef struct {
  int x, y;
} Index;

static Index threadIdx, blockIdx, blockDim, gridDim;

#define KERNEL(name) \
  static void name##_thread(const Slots s); \
  void name(int blocks, int columns, int threads, const Slots *s) { \
    gridDim.x = blocks, gridDim.y = columns, blockDim.x = threads; \
    for (blockIdx.y = 0; blockIdx.y < columns; blockIdx.y++) \
      for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) \
        for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x++) \
          name##_thread(*s); \
  } \
  static void name##_thread(const Slots s)
// Blocks one after another: what a block writes is what the next one reads.
#define KERNEL_IN_TWO(name, first, second, numbers) \
  void name(int blocks, int columns, int threads, const Slots *s) { \
    gridDim.x = blocks, gridDim.y = columns, blockDim.x = threads; \
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) { \
      real shared[numbers]; \
      for (int k = 0; k < numbers; k++) \
        shared[k] = R(NAN); \
      for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x++) \
        first(*s, shared); \
      for (threadIdx.x = threads - 1; threadIdx.x >= 0; threadIdx.x--) \
        second(*s, shared); \
    } \
  }
#define SLOTS const Slots s
#define DEVICE static inline
#define CONSTANT static const
#define UNROLL
#define UNROLL_BY(n)

#define THREAD (blockIdx.x * blockDim.x + threadIdx.x)
#define THREADS (gridDim.x * blockDim.x)
#define COLUMN (blockIdx.y)
#define BLOCK (blockIdx.x)
#define THREAD_OF_BLOCK (threadIdx.x)

static inline double bits(long long v) {
  union {
    long long bits;
    double value;
  } u = {v};
  return u.value;
}

#define INT(k) ((int) s.v[k])
#define NUMBER(k) bits(s.v[k])
#define REALS(k) ((real *) s.v[k])
#define DOUBLES(k) ((double *) s.v[k])
#define R(x) ((real) (x))
#define INFINITE (1 / R(0))
#define rsqrt(x) (1 / sqrt(x))

