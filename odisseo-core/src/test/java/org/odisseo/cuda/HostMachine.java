// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The processor as a machine for kernels: their texts are compiled as C, with multiplications and
 * additions fused as on a GPU where it can, and threads run one after another. Memory is that of
 * the process.
 */
final class HostMachine implements Machine {

  private final Map<String, Kernels> compiled = new ConcurrentHashMap<>();
  private final Map<Long, Function> functions = new ConcurrentHashMap<>();
  private final Map<Long, Memory> memory = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final ThreadLocal<Boolean> entered = ThreadLocal.withInitial(() -> false);
  private final int multiprocessors;

  HostMachine(int multiprocessors) {
    this.multiprocessors = multiprocessors;
  }

  /** Whether there is a compiler of C. */
  static boolean isPossible() {
    try {
      return run(List.of("cc", "--version")) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .inheritIO()
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** How many pieces of memory there are. */
  int pieces() {
    return memory.size();
  }

  /** How often something was copied to the host since this was last asked. */
  int readsSinceLast() {
    return reads.getAndSet(0);
  }

  @Override
  public int multiprocessors() {
    return multiprocessors;
  }

  @Override
  public void enter() {
    entered.set(true);
  }

  /** A device does nothing for a thread that has not entered it. */
  private void requireEntered() {
    if (!entered.get()) {
      throw new IllegalStateException("not entered by this thread");
    }
  }

  @Override
  public long allocate(long bytes) {
    requireEntered();
    Memory piece = new Memory(bytes + 15);
    Memory aligned = (Memory) piece.align(16);
    aligned.setMemory(0, bytes, (byte) 0x7f); // undefined, as on a device
    long address = Pointer.nativeValue(aligned);
    memory.put(address, piece);
    return address;
  }

  @Override
  public void free(long address, long bytes) {
    requireEntered();
    memory.remove(address).close();
  }

  @Override
  public void clear(long address, long bytes) {
    requireEntered();
    new Pointer(address).setMemory(0, bytes, (byte) 0);
  }

  private static void copy(long source, long target, long bytes) {
    new Pointer(target).write(0, new Pointer(source).getByteArray(0, (int) bytes), 0, (int) bytes);
  }

  @Override
  public void write(ByteBuffer source, long target, long bytes) {
    requireEntered();
    copy(Pointer.nativeValue(Native.getDirectBufferPointer(source)), target, bytes);
  }

  @Override
  public void read(long source, ByteBuffer target, long bytes) {
    requireEntered();
    reads.incrementAndGet();
    copy(source, Pointer.nativeValue(Native.getDirectBufferPointer(target)), bytes);
  }

  @Override
  public Kernels compile(String source, String... constants) {
    return compiled.computeIfAbsent(
        String.join("\n", constants) + source, text -> build(source, constants));
  }

  private Kernels build(String source, String... constants) {
    try {
      Path text = Files.createTempFile("kernels", ".c");
      Path library = Files.createTempFile("kernels", ".so");
      Files.writeString(text, CudaKernels.text("host.c") + source, StandardCharsets.UTF_8);
      List<String> command =
          new ArrayList<>(List.of("cc", "-O2", "-march=native", "-w", "-shared", "-fPIC"));
      for (String constant : constants) {
        command.add("-D" + constant.replace(' ', '='));
      }
      command.addAll(List.of("-o", library.toString(), text.toString(), "-lm"));
      if (run(command) != 0) {
        throw new IllegalStateException("the compiler does not take " + text);
      }
      NativeLibrary loaded = NativeLibrary.getInstance(library.toString());
      Files.delete(text);
      Files.delete(library);
      return name -> {
        Function function = loaded.getFunction(name);
        functions.put(Pointer.nativeValue(function), function);
        return Pointer.nativeValue(function);
      };
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One launch at a time: the indices of a thread are variables of the library. */
  @Override
  public synchronized void launch(long kernel, int blocks, int columns, long slots) {
    requireEntered();
    Object[] arguments = {blocks, columns, Launcher.THREADS, new Pointer(slots)};
    functions.get(kernel).invokeVoid(arguments);
  }

  @Override
  public String toString() {
    return "processor";
  }
}
