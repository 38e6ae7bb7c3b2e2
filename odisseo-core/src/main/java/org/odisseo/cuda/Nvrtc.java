// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NVIDIA's compiler of CUDA C at run time. */
final class Nvrtc {

  /** The system property that names the library's file. */
  static final String PROPERTY = "odisseo.nvrtc";

  private static final List<String> NAMES =
      List.of(
          "nvrtc",
          "libnvrtc.so.13",
          "libnvrtc.so.12",
          "libnvrtc.so.11.2",
          "nvrtc64_130_0",
          "nvrtc64_120_0",
          "nvrtc64_112_0");

  /** The first that knows arguments of a kernel that can be pointed into: 11.7. */
  private static final int LEAST_VERSION = 1107;

  private final Functions functions;

  /** What the compiler loads by name; held, since a library that nobody has is unloaded. */
  private final List<NativeLibrary> builtins;

  private Nvrtc(Functions functions, List<NativeLibrary> builtins) {
    this.functions = functions;
    this.builtins = builtins;
  }

  /** The functions used, as the library names them. */
  interface Functions extends Library {
    int nvrtcVersion(int[] major, int[] minor);

    int nvrtcCreateProgram(
        long[] program, String source, String name, int headers, long sources, long names);

    int nvrtcCompileProgram(long program, int options, String[] text);

    int nvrtcGetCUBINSize(long program, long[] bytes);

    int nvrtcGetCUBIN(long program, byte[] image);

    int nvrtcGetProgramLogSize(long program, long[] bytes);

    int nvrtcGetProgramLog(long program, byte[] text);

    int nvrtcDestroyProgram(long[] program);

    String nvrtcGetErrorString(int error);
  }

  /**
   * Finds the library.
   *
   * @throws IllegalStateException if it is nowhere, with the places that were looked at
   */
  static Nvrtc load() {
    List<String> candidates = candidates();
    for (String candidate : candidates) {
      Optional<Nvrtc> compiler = load(candidate);
      if (compiler.isPresent()) {
        return compiler.get();
      }
    }
    throw new IllegalStateException(
        "CUDA's run-time compiler is not there: install libnvrtc (CUDA 11.7 or later), or name its"
            + " file by -D"
            + PROPERTY
            + "; looked for "
            + candidates);
  }

  private static Optional<Nvrtc> load(String candidate) {
    try {
      List<NativeLibrary> builtins = builtins(new File(candidate).getParentFile());
      Functions functions = Native.load(candidate, Functions.class);
      int[] major = new int[1];
      int[] minor = new int[1];
      boolean answers = functions.nvrtcVersion(major, minor) == 0;
      return answers && 100 * major[0] + minor[0] >= LEAST_VERSION
          ? Optional.of(new Nvrtc(functions, builtins))
          : Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** They lie beside the compiler, where the system need not look. */
  private static List<NativeLibrary> builtins(@Nullable File directory) {
    File[] files =
        directory == null
            ? null
            : directory.listFiles((where, name) -> name.startsWith("libnvrtc-builtins.so"));
    return Arrays.stream(files == null ? new File[0] : files)
        .map(file -> NativeLibrary.getInstance(file.getPath()))
        .toList();
  }

  private static List<String> candidates() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return List.of(named);
    }
    List<String> all = new ArrayList<>(NAMES);
    for (String home : new String[] {System.getenv("CUDA_HOME"), "/usr/local/cuda"}) {
      if (home != null) {
        all.add(new File(home, "lib64/libnvrtc.so").getPath());
      }
    }
    return all;
  }

  /**
   * Machine code for a text.
   *
   * @throws IllegalStateException if the compiler does not take it, with what it says
   */
  byte[] compile(String source, List<String> options) {
    long[] program = new long[1];
    check(functions.nvrtcCreateProgram(program, source, "odisseo.cu", 0, 0, 0), "begin a program");
    try {
      int answer =
          functions.nvrtcCompileProgram(program[0], options.size(), options.toArray(String[]::new));
      if (answer != 0) {
        throw new IllegalStateException(
            "CUDA's compiler does not take a kernel: "
                + functions.nvrtcGetErrorString(answer)
                + "\n"
                + log(program[0]));
      }
      long[] bytes = new long[1];
      check(functions.nvrtcGetCUBINSize(program[0], bytes), "give its code");
      byte[] image = new byte[(int) bytes[0]];
      check(functions.nvrtcGetCUBIN(program[0], image), "give its code");
      return image;
    } finally {
      functions.nvrtcDestroyProgram(program);
    }
  }

  @Override
  public String toString() {
    return "nvrtc with " + builtins;
  }

  private String log(long program) {
    long[] bytes = new long[1];
    check(functions.nvrtcGetProgramLogSize(program, bytes), "say what is wrong");
    byte[] text = new byte[(int) bytes[0]];
    check(functions.nvrtcGetProgramLog(program, text), "say what is wrong");
    return new String(text, StandardCharsets.UTF_8).replace("\0", "");
  }

  private void check(int answer, String what) {
    if (answer != 0) {
      throw new IllegalStateException(
          "CUDA's compiler could not " + what + ": " + functions.nvrtcGetErrorString(answer));
    }
  }
}
