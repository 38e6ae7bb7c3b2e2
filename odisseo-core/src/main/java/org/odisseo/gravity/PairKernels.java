// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernels there are. The one with explicit vector instructions needs the incubating module
 * {@code jdk.incubator.vector}, which the JVM has when started with {@code --add-modules
 * jdk.incubator.vector}; a line in the log says so if it is missing. The two give the same results
 * up to rounding.
 */
public final class PairKernels {

  private static final String MODULE = "jdk.incubator.vector";
  private static final String SIMD_KERNEL = "org.odisseo.gravity.VectorPairKernel";

  private PairKernels() {}

  /** The kernel with explicit vector instructions if it is available, the plain one if not. */
  public static PairKernel best() {
    return Loaded.SIMD.orElse(Loaded.SCALAR);
  }

  /** The kernel in plain Java. */
  public static PairKernel scalar() {
    return Loaded.SCALAR;
  }

  /** The kernel with explicit vector instructions, if it is available. */
  public static Optional<PairKernel> simd() {
    return Loaded.SIMD;
  }

  /** Looked for once, when a kernel is first asked for. */
  private static final class Loaded {

    static final PairKernel SCALAR = new ScalarPairKernel();
    static final Optional<PairKernel> SIMD = load();

    private static Optional<PairKernel> load() {
      Logger log = LoggerFactory.getLogger(PairKernels.class);
      if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
        log.info(
            "Forces are up to three times as fast with the JVM option --add-modules {}", MODULE);
        return Optional.empty();
      }
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> type = lookup.findClass(SIMD_KERNEL);
        MethodHandle create =
            lookup.findStatic(type, "create", MethodType.methodType(Optional.class));
        return ((Optional<?>) create.invoke()).map(PairKernel.class::cast);
      } catch (ReflectiveOperationException | LinkageError e) {
        log.info("Forces do without module {}, which does not fit: {}", MODULE, e.toString());
        return Optional.empty();
      } catch (Throwable e) {
        throw new LinkageError("cannot create the kernel with vector instructions", e);
      }
    }
  }
}
