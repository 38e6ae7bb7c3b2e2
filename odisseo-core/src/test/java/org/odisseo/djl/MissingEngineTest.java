// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.odisseo.engine.Engine;

/** What a user sees who has added the library but no engine to the class path. */
class MissingEngineTest {

  private static final String[] DEPENDENCIES = {
    "ai.djl.pytorch:pytorch-engine",
    "ai.djl.pytorch:pytorch-jni",
    "ai.djl.pytorch:pytorch-native-cpu"
  };

  /** Runs in the class loader without an engine. */
  public static final class User {
    private User() {}

    /** Differentiates a function. */
    public static void differentiate() {
      DjlFunction.of(x -> new NDList(x.head().square())).vjp(Tensors.of(1, 2));
    }

    /** Makes an engine for simulations. */
    public static void simulate() {
      Engine.djl(Device.cpu());
    }

    /** Evaluates on arrays of the manager that DJL hands out. */
    public static void calculate() {
      try (var manager = ai.djl.ndarray.NDManager.newBaseManager()) {
        DjlFunction.of(x -> x).apply(new NDList(manager.create(new double[] {1})));
      }
    }
  }

  @Test
  void errorsNameTheThreeDependencies() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = withoutEngine()) {
      thread.setContextClassLoader(loader); // where DJL looks for engines
      Class<?> user = loader.loadClass(User.class.getName());
      for (String method : new String[] {"differentiate", "calculate", "simulate"}) {
        assertNamesDependencies(user.getMethod(method));
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void assertNamesDependencies(Method method) {
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> method.invoke(null));
    Throwable cause = assertInstanceOf(IllegalStateException.class, thrown.getCause());
    for (String dependency : DEPENDENCIES) {
      assertTrue(cause.getMessage().contains(dependency), cause::getMessage);
    }
  }

  /** This class path without the jars of PyTorch. */
  private static URLClassLoader withoutEngine() throws IOException {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("pytorch"))
            .map(MissingEngineTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
