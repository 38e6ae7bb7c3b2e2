// SPDX-License-Identifier: Apache-2.0
// What kernels are written in. Each kernel takes one argument, 96 slots of 8 bytes, and takes them apart by these
// macros; REAL is float or double.

typedef REAL real;

struct Slots {
  long long v[96];
};

struct __align__(16) Quad {
  real v[4];
};
typedef Quad quad;

#define KERNEL(name) extern "C" __global__ void name(const __grid_constant__ Slots s)
#define SLOTS const Slots &s
#define DEVICE static __device__ __forceinline__
#define CONSTANT static __constant__
#define UNROLL _Pragma("unroll")
#define PRAGMA(text) _Pragma(#text)
#define UNROLL_BY(n) PRAGMA(unroll n)

// One of the threads of a launch, how many there are, and the second index of its block.
#define THREAD ((int) (blockIdx.x * blockDim.x + threadIdx.x))
#define THREADS ((int) (gridDim.x * blockDim.x))
#define COLUMN ((int) blockIdx.y)

// Numbers of a block, and a kernel in two parts that share some: all threads of a block do the first, then the second.
#define BLOCK ((int) blockIdx.x)
#define THREAD_OF_BLOCK ((int) threadIdx.x)
#define KERNEL_IN_TWO(name, first, second, numbers) \
  KERNEL(name) { \
    __shared__ real shared[numbers]; \
    first(s, shared); \
    __syncthreads(); \
    second(s, shared); \
  }

#define INT(k) ((int) s.v[k])
#define NUMBER(k) __longlong_as_double(s.v[k])
#define REALS(k) ((real *) s.v[k])
#define DOUBLES(k) ((double *) s.v[k])
#define R(x) ((real) (x))
#define INFINITE (1 / R(0))
