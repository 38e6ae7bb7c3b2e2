// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one class that touches the internals of DJL's PyTorch engine: the gradient mode of the
 * current thread, and programs in TorchScript called with lists of tensors.
 *
 * <p>Nothing here is reached, and so the engine's classes are not needed, before {@link Backend}
 * has found that the engine is there.
 */
final class PyTorch {

  private PyTorch() {}

  /**
   * Runs an action with the recording of operations on or off in this thread; the mode is PyTorch's
   * own, one per thread, and is put back as it was.
   */
  static <T> T recording(boolean on, Supplier<T> action) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try {
      return action.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Whether operations of this thread are being recorded for differentiation. */
  static boolean isRecording() {
    return JniUtils.isGradMode();
  }

  /** Whether a derivative with respect to something flows through this array. */
  static boolean requiresGradient(NDArray array) {
    return JniUtils.requiresGrad((PtNDArray) array);
  }

  /** Copies of tensors in a manager, with memory of their own and without a graph. */
  static NDList copy(NDManager manager, NDList tensors) {
    NDList copies = new NDList(tensors.size());
    for (NDArray tensor : tensors) {
      NDArray copy = tensor.duplicate();
      copy.attach(manager);
      copies.add(copy);
    }
    return copies;
  }

  /** The same tensors, neither copies nor views, in new array objects that belong to a manager. */
  static NDList share(NDManager manager, NDList tensors) {
    PtNDArray[] arrays = tensors.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
    try (IValue list = IValue.listFrom(arrays)) {
      return new NDList(list.toTensorArray((PtNDManager) manager));
    }
  }

  /**
   * A scope for recorded operations: a manager that also keeps the memory of numbers alive.
   *
   * <p>An operation with a number, as in {@code x.mul(0.5)}, makes a tensor on a Java buffer and
   * forgets the buffer when the operation is done. The graph, however, remembers the tensor: after
   * the next garbage collection it would differentiate with whatever has taken the buffer's place.
   * Scopes made within a scope share its memory.
   */
  static NDManager newScope(NDManager home) {
    PtNDManager scope = (PtNDManager) home.newSubManager();
    BufferKeeper.guard(scope, new ConcurrentLinkedQueue<>());
    return scope;
  }

  /** The table of a manager's arrays; it keeps the buffers of those that are closed. */
  private static final class BufferKeeper extends ConcurrentHashMap<String, AutoCloseable> {
    private static final Field TABLE = field(BaseNDManager.class, "resources");
    private static final Field BUFFER = field(PtNDArray.class, "dataRef");

    private final transient Queue<Object> kept;

    private BufferKeeper(Queue<Object> kept) {
      this.kept = kept;
    }

    /** Guards a new manager, unless it is in one that is guarded. */
    static void guard(PtNDManager manager, Queue<Object> kept) {
      try {
        if (!(TABLE.get(manager) instanceof BufferKeeper)) {
          TABLE.set(manager, new BufferKeeper(kept));
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // the field has been made accessible
      }
    }

    @Override
    public AutoCloseable put(String key, AutoCloseable resource) {
      if (resource instanceof PtNDManager manager) {
        guard(manager, kept);
      }
      return super.put(key, resource);
    }

    @Override
    public @Nullable AutoCloseable remove(Object key) {
      AutoCloseable resource = super.remove(key);
      if (resource instanceof PtNDArray array) {
        keepBufferOf(array);
      }
      return resource;
    }

    private void keepBufferOf(PtNDArray array) {
      try {
        Object buffer = BUFFER.get(array);
        if (buffer != null) {
          kept.add(buffer);
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // the field has been made accessible
      }
    }

    private static Field field(Class<?> owner, String name) {
      try {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException | RuntimeException e) {
        throw new IllegalStateException(
            "DJL 0.35.1 has a field " + owner.getSimpleName() + "." + name + ", this one has not",
            e);
      }
    }
  }

  /** A compiled program, immutable and usable from any thread; freed when nobody holds it. */
  static final class Program {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Cache CACHE = new Cache();

    private final PtSymbolBlock block;

    private Program(PtNDManager manager, PtSymbolBlock block) {
      this.block = block;
      CLEANER.register(this, manager::close);
    }

    /**
     * A program from its source; one that was in use lately is not compiled again.
     *
     * @param methods source of its {@code forward} and other methods; see {@link
     *     TorchScript#archive}
     */
    static Program of(String methods) {
      Program known = CACHE.find(methods);
      if (known != null) {
        return known;
      }
      Program program = load(methods);
      CACHE.remember(methods, program);
      return program;
    }

    private static Program load(String methods) {
      PtNDManager manager = (PtNDManager) Backend.newManager(Device.cpu());
      byte[] archive = TorchScript.archive(methods);
      try {
        return new Program(
            manager, JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory does not fail to read
      }
    }

    /**
     * Calls the program.
     *
     * @param manager where the results are to live
     * @param arguments one list of tensors, not empty, for each parameter of the method
     * @return the results, attached to {@code manager}
     */
    NDList run(NDManager manager, NDList... arguments) {
      try (NDManager scope = manager.newSubManager()) {
        NDList inputs = new NDList();
        for (int i = 0; i < arguments.length; i++) {
          for (NDArray tensor : share(scope, arguments[i])) {
            tensor.setName("argument" + i + "[]"); // DJL gathers equal names with [] in one list
            inputs.add(tensor);
          }
        }
        NDList results = IValueUtils.forward(block, inputs, true);
        results.attach(manager);
        return results;
      } finally {
        Reference.reachabilityFence(this);
      }
    }

    /**
     * Calls a method without recording anything: quicker than {@link #run}, for results that will
     * never be differentiated by PyTorch.
     *
     * @param manager where the results are to live
     * @param method the name of the method
     * @param arguments NDArray for a Tensor, NDList for a list of them, Double for a float, Integer
     *     for an int, double[] for a list of floats
     * @return the result, a tensor or the tensors of a list, attached to {@code manager}
     */
    NDList infer(NDManager manager, String method, Object... arguments) {
      IValue[] values = new IValue[arguments.length];
      try {
        for (int i = 0; i < arguments.length; i++) {
          values[i] = value(arguments[i]);
        }
        try (IValue result = IValueUtils.runMethod(block, method, values)) {
          return result.toNDList((PtNDManager) manager);
        }
      } finally {
        for (IValue value : values) {
          if (value != null) {
            value.close();
          }
        }
        Reference.reachabilityFence(this);
      }
    }

    private static IValue value(Object argument) {
      if (argument instanceof NDArray array) {
        return IValue.from((PtNDArray) array);
      }
      if (argument instanceof NDList list) {
        return IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
      }
      if (argument instanceof Double number) {
        return IValue.from(number);
      }
      if (argument instanceof Integer number) {
        return IValue.from((long) number);
      }
      if (argument instanceof double[] numbers) {
        return IValue.listFrom(numbers);
      }
      throw new IllegalArgumentException("argument of type " + argument.getClass());
    }

    /** The programs used last. */
    private static final class Cache {
      private static final int SIZE = 64;

      private final Map<String, Program> programs = new LinkedHashMap<>(SIZE, 0.75f, true);

      synchronized @Nullable Program find(String source) {
        return programs.get(source);
      }

      synchronized void remember(String source, Program program) {
        programs.put(source, program);
        if (programs.size() > SIZE) {
          Iterator<String> oldest = programs.keySet().iterator();
          oldest.next();
          oldest.remove();
        }
      }
    }
  }
}
