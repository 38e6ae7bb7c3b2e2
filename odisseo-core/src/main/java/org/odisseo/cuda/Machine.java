// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.nio.ByteBuffer;

/**
 * What runs kernels: memory under addresses of its own, and kernels that are compiled from text.
 * Everything is done in the order of the calls; what copies to the host waits for all before it.
 *
 * <p>Used by any number of threads; each calls {@link #enter} before anything else.
 */
interface Machine {

  /** How many multiprocessors there are to fill. */
  int multiprocessors();

  /** Makes the calling thread one that may use this machine. */
  void enter();

  /**
   * New memory, whose content is undefined.
   *
   * @throws IllegalStateException if there is not enough
   */
  long allocate(long bytes);

  /** Gives back what {@link #allocate} has given, of so many bytes; does not throw. */
  void free(long address, long bytes);

  /** Sets memory to zero. */
  void clear(long address, long bytes);

  /** Copies from the host. */
  void write(ByteBuffer source, long target, long bytes);

  /** Copies to the host. */
  void read(long source, ByteBuffer target, long bytes);

  /**
   * The kernels of a text, each taking one argument of {@link Launcher#SLOTS} numbers of eight
   * bytes.
   *
   * @param source what follows the definitions of the language, which are the machine's own
   * @param constants definitions of names
   * @throws IllegalStateException if the compiler does not take it
   */
  Kernels compile(String source, String... constants);

  /** Compiled kernels, which are there as long as this is reachable. */
  interface Kernels {
    /** The kernel of a name, for {@link Machine#launch}. */
    long get(String name);
  }

  /**
   * Runs a kernel.
   *
   * @param kernel from {@link Kernels#get}
   * @param blocks of {@link Launcher#THREADS} threads
   * @param columns how many times as many, told apart by a second index
   * @param slots where the argument is on the host, followed by this address itself, which is how a
   *     driver takes it; read before this returns
   */
  void launch(long kernel, int blocks, int columns, long slots);
}
