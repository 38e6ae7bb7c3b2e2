// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;

/** The JVM's engine on one thread, which counts its open sessions as if each held native memory. */
final class CountingEngine implements Engine {

  private final Engine jvm = Engine.jvm(1);
  private final Set<Integer> open = new HashSet<>();
  private int opened;
  private int mostOpened = Integer.MAX_VALUE;
  private boolean failsOnTheWayBack;

  /** The number of sessions that have not been closed. */
  int open() {
    return open.size();
  }

  /** Lets every session throw on the way back, or not any more. */
  void failOnTheWayBack(boolean fails) {
    failsOnTheWayBack = fails;
  }

  /** Refuses to open more sessions than some. */
  void failBeyond(int sessions) {
    mostOpened = sessions;
  }

  @Override
  public Session<?> open(ForceModel model, ForceCotangent tangent) {
    if (opened == mostOpened) {
      throw new IllegalStateException("no more sessions");
    }
    int number = opened++;
    open.add(number);
    return counted(jvm.open(model, tangent), number);
  }

  private Session<?> counted(Session<?> session, int number) {
    return (Session<?>)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                open.remove(number);
              }
              if (failsOnTheWayBack && method.getName().startsWith("adjoint")) {
                throw new IllegalStateException("no way back");
              }
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public boolean holdsNativeMemory() {
    return true;
  }

  @Override
  public int blockSize() {
    return 2;
  }
}
