// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NVIDIA's compiler of CUDA C at run time. */
final class Nvrtc {

  /** The system property that names the library's file. */
  static final String PROPERTY = "odisseo.nvrtc";

  private static final List<String> NAMES =
      List.of("nvrtc", "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2");

  private final Functions functions;

  private Nvrtc(Functions functions) {
    this.functions = functions;
  }

  /** The functions used, as the library names them. */
  interface Functions extends Library {
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
      Optional<Functions> functions = load(candidate);
      if (functions.isPresent()) {
        return new Nvrtc(functions.get());
      }
    }
    throw new IllegalStateException(
        "CUDA's run-time compiler is not there: install libnvrtc (CUDA 11.2 or later), or name its"
            + " file by -D"
            + PROPERTY
            + "; looked for "
            + candidates);
  }

  private static Optional<Functions> load(String candidate) {
    try {
      loadBuiltins(new File(candidate).getParentFile());
      return Optional.of(Native.load(candidate, Functions.class));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** What the compiler loads by name lies beside it, where the system need not look. */
  private static void loadBuiltins(@Nullable File directory) {
    File[] files =
        directory == null
            ? null
            : directory.listFiles((where, name) -> name.startsWith("libnvrtc-builtins.so"));
    for (File file : files == null ? new File[0] : files) {
      NativeLibrary.getInstance(file.getPath());
    }
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
