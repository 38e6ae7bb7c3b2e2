// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.engine.Engine;
import org.odisseo.integrate.Outcome;
import org.odisseo.units.UnitSystem;

/** When the members of an ensemble are pulled, run and handed out, and by whom. */
@Timeout(60)
final class EnsembleStreamTest {

  /** So many steps of any run take longer than a test may. */
  private static final int ENDLESS = 1 << 29;

  private final AtomicInteger pulled = new AtomicInteger();

  /** Numbers without end. */
  private Stream<Integer> numbers() {
    return Stream.generate(pulled::getAndIncrement);
  }

  private static <B> Ensemble<Integer, B> on(int threads, Function<Integer, B> function) {
    return Ensemble.of(function, Engine.jvm(threads));
  }

  @ParameterizedTest
  @CsvSource({"1,0,1", "2,0,16", "2,3,3", "3,1,1", "1,5,5"})
  void noMoreIsPulledThanTheWindowHolds(int threads, int window, int expected) {
    Ensemble<Integer, Integer> plain = on(threads, k -> -k);
    Ensemble<Integer, Integer> ensemble = window == 0 ? plain : plain.withWindow(window);
    Thread taker = Thread.currentThread();
    Set<Thread> pullers = ConcurrentHashMap.newKeySet();
    try (Stream<Member<Integer, Integer>> members =
        ensemble.run(numbers().peek(k -> pullers.add(Thread.currentThread())))) {
      Iterator<Member<Integer, Integer>> iterator = members.iterator();
      assertEquals(0, pulled.get());
      for (int k = 0; k < 1000; k++) {
        Member<Integer, Integer> member = iterator.next();
        assertEquals(k, member.index());
        assertEquals(-k, member.orThrow());
        assertEquals(k + expected, pulled.get());
      }
    }
    assertEquals(Set.of(taker), pullers);
  }

  @Test
  void helpersGoOnWhileTheTakerIsElsewhere() throws Exception {
    CountDownLatch window = new CountDownLatch(16);
    AtomicInteger begun = new AtomicInteger();
    Ensemble<Integer, Integer> ensemble =
        on(
            2,
            k -> {
              window.countDown();
              return begun.incrementAndGet();
            });
    Iterator<Member<Integer, Integer>> members = ensemble.run(numbers()).iterator();
    members.next();
    assertTrue(window.await(20, TimeUnit.SECONDS), "the rest of the window");
    Thread.sleep(20);
    assertEquals(16, begun.get(), "and no more, though nobody has closed the stream");
  }

  @Test
  void othersGoPastAMemberThatTakesLong() {
    // The first one ends only when all the others in the window have.
    CountDownLatch others = new CountDownLatch(15);
    Ensemble<Integer, Boolean> ensemble =
        on(
            2,
            k -> {
              if (k == 0) {
                return awaited(others);
              }
              others.countDown();
              return true;
            });
    assertTrue(
        ensemble.run(IntStream.range(0, 40).boxed().toList()).allMatch(Member::orThrow),
        "nobody waits for the first one");
  }

  @Test
  void noMoreThreadsAreBusyThanTheEngineHas() {
    Engine engine = Engine.jvm(2);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger busy = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    Ensemble<Integer, Boolean> ensemble =
        Ensemble.of(
            k -> {
              most.accumulateAndGet(busy.incrementAndGet(), Math::max);
              both.countDown();
              boolean met = awaited(both);
              engine.forEach(10, i -> seen.add(Thread.currentThread()));
              busy.decrementAndGet();
              return met;
            },
            engine);
    assertTrue(ensemble.run(IntStream.range(0, 200).boxed().toList()).allMatch(Member::orThrow));
    assertEquals(2, most.get());
    assertEquals(2, seen.size());
    assertTrue(seen.contains(Thread.currentThread()), "the taker is one of them");
  }

  @Test
  void aRunHasOneThreadUnlessThereAreThreadsToSpare() {
    Set<String> called = ConcurrentHashMap.newKeySet();
    Engine engine = observed(Engine.jvm(3), called::add);
    Simulation simulation =
        Simulation.in(SimulationFixtures.halo()).withUnits(UnitSystem.NBODY).withEngine(engine);
    SimulationInput input = simulation.input(SimulationFixtures.cloud(5, 0.1, 3), 1);
    List<SimulationInput> inputs = List.of(input, input, input);
    assertEquals(2, Ensemble.of(simulation).run(inputs.subList(0, 2)).count());
    assertTrue(called.contains("open") && !called.contains("serial"), called::toString);
    assertEquals(3, Ensemble.of(simulation).run(inputs).count());
    assertTrue(called.contains("serial"), called::toString);
    called.clear();
    assertEquals(
        2, Ensemble.of(simulation).run(inputs.stream().filter(k -> true).limit(2)).count());
    assertTrue(called.contains("serial"), "nobody knows how many there will be");
  }

  @Test
  void ensemblesOfOneEngineShareItsHelpers() throws Exception {
    Engine engine = Engine.jvm(2);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(3);
    Ensemble<Integer, Boolean> ensemble =
        Ensemble.of(
            k -> {
              seen.add(Thread.currentThread());
              all.countDown();
              return awaited(all);
            },
            engine);
    List<Integer> inputs = IntStream.range(0, 100).boxed().toList();
    AtomicBoolean met = new AtomicBoolean();
    Thread other =
        new Thread(() -> met.set(ensemble.run(inputs).allMatch(Member::orThrow)), "taker");
    other.start();
    assertTrue(ensemble.run(inputs).allMatch(Member::orThrow));
    other.join();
    assertTrue(met.get());
    assertEquals(3, seen.size(), "two takers and one helper");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void nothingRunsAfterAnEarlyClose(int threads) throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Ensemble<Integer, Integer> ensemble =
        on(
            threads,
            k -> {
              begun.incrementAndGet();
              pause(3);
              return ended.incrementAndGet();
            });
    try (Stream<Member<Integer, Integer>> members =
        ensemble.run(numbers().onClose(() -> closed.set(true)))) {
      assertEquals(2, members.limit(2).count());
    }
    int atClose = begun.get();
    assertEquals(atClose, ended.get());
    assertTrue(closed.get(), "the inputs are closed as well");
    Thread.sleep(20);
    assertEquals(atClose, begun.get(), "the rest of the window is left out");
  }

  @Test
  void closingEndsRunningSimulations() throws Exception {
    Simulation endless =
        Simulation.in(SimulationFixtures.halo())
            .withUnits(UnitSystem.NBODY)
            .withSteps(ENDLESS)
            .withEngine(Engine.jvm(2));
    SimulationInput input = endless.input(SimulationFixtures.cloud(50, 0.1, 3), 1);
    CountDownLatch full = new CountDownLatch(16);
    Stream<SimulationInput> inputs =
        Collections.nCopies(100, input).stream().peek(k -> full.countDown());
    Stream<Member<SimulationInput, Trajectory>> members = Ensemble.of(endless).run(inputs);
    Thread taker = new Thread(() -> members.forEach(member -> {}), "taker");
    taker.start();
    assertTrue(full.await(20, TimeUnit.SECONDS));
    Thread.sleep(20);
    members.close();
    taker.join();
  }

  @Test
  void anErrorEndsRunningSimulations() {
    Thread taker = Thread.currentThread();
    CountDownLatch running = new CountDownLatch(1);
    Engine engine =
        observed(
            Engine.jvm(2),
            method -> {
              if (method.equals("open") && Thread.currentThread() == taker) {
                running.countDown();
              } else if (method.equals("open") && awaited(running)) {
                throw new StackOverflowError("of a test");
              }
            });
    Simulation endless =
        Simulation.in(SimulationFixtures.halo())
            .withUnits(UnitSystem.NBODY)
            .withSteps(ENDLESS)
            .withEngine(engine);
    SimulationInput input = endless.input(SimulationFixtures.cloud(50, 0.1, 3), 1);
    Stream<Member<SimulationInput, Trajectory>> members =
        Ensemble.of(endless).run(Collections.nCopies(3, input));
    assertThrows(StackOverflowError.class, members::count);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void cancellationEndsTheStreamWithTheMembersThatHaveBegun(int threads) {
    CancellationToken token = new CancellationToken();
    AtomicInteger begun = new AtomicInteger();
    Ensemble<Integer, Integer> ensemble =
        on(
                threads,
                k -> {
                  begun.incrementAndGet();
                  pause(1);
                  return k;
                })
            .withCancellation(new CancellationToken())
            .withCancellation(token)
            .withProgress(
                (done, total) -> {
                  if (done == 3) {
                    token.cancel();
                  }
                });
    List<Integer> taken = ensemble.run(numbers()).map(Member::orThrow).toList();
    assertEquals(IntStream.range(0, taken.size()).boxed().toList(), taken);
    assertEquals(begun.get(), taken.size());
    assertTrue(taken.size() >= 3 && taken.size() <= 2 + (threads == 1 ? 1 : 8 * threads));
    assertEquals(0, ensemble.run(numbers()).count(), "it stays cancelled");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancelledSimulationsKeepTheirLastState(boolean tokenOfTheSimulation) {
    CancellationToken token = new CancellationToken();
    Simulation simulation =
        Simulation.in(SimulationFixtures.halo())
            .withUnits(UnitSystem.NBODY)
            .withSteps(ENDLESS)
            .withEngine(
                observed(
                    Engine.jvm(1),
                    method -> {
                      if (method.equals("open")) {
                        token.cancel();
                      }
                    }));
    Ensemble<SimulationInput, Trajectory> ensemble =
        tokenOfTheSimulation
            ? Ensemble.of(simulation.withCancellation(token))
            : Ensemble.of(simulation).withCancellation(token);
    SimulationInput input = simulation.input(SimulationFixtures.cloud(5, 0.1, 3), 1);
    List<Member<SimulationInput, Trajectory>> members =
        ensemble.run(List.of(input, input)).toList();
    assertEquals(1, members.size());
    Trajectory kept = members.get(0).result().orElseThrow();
    assertInstanceOf(Outcome.Cancelled.class, kept.outcome());
    assertTrue(members.get(0).failure().orElseThrow().getMessage().startsWith("cancelled"));
  }

  /** An engine that tells which of its methods are called. */
  private static Engine observed(Engine engine, Consumer<String> observer) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              observer.accept(method.getName());
              return method.getName().equals("serial") ? proxy : method.invoke(engine, arguments);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void progressRisesToOne(int threads) {
    List<Double> fractions = new ArrayList<>();
    List<OptionalLong> totals = new ArrayList<>();
    Ensemble<Integer, Integer> ensemble =
        on(threads, k -> k)
            .withProgress(EnsembleListener.fraction(fractions::add))
            .withProgress((done, total) -> totals.add(total));
    List<Integer> inputs = IntStream.range(0, 8).boxed().toList();
    assertEquals(8, ensemble.run(inputs).count());
    assertEquals(List.of(0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0), fractions);
    assertEquals(OptionalLong.of(8), totals.get(0));

    fractions.clear();
    assertEquals(8, ensemble.run(inputs.stream().map(k -> k + 1)).count());
    assertEquals(1.0, fractions.get(8));
    fractions.clear();
    assertEquals(0, ensemble.run(List.of()).count());
    assertEquals(List.of(1.0), fractions);

    totals.clear();
    fractions.clear();
    assertEquals(4, ensemble.run(inputs.stream().filter(k -> k < 4)).count());
    assertEquals(List.of(), fractions);
    assertEquals(Collections.nCopies(5, OptionalLong.empty()), totals);
  }

  @Test
  void anInterruptionIsKept() {
    Thread taker = Thread.currentThread();
    AtomicBoolean helped = new AtomicBoolean();
    // The helper's member ends last, so that the taker has to wait for it.
    Ensemble<Integer, Integer> ensemble =
        on(
            2,
            k -> {
              if (Thread.currentThread() == taker) {
                while (!helped.get()) {
                  Thread.onSpinWait();
                }
              } else {
                helped.set(true);
                pause(10);
              }
              return k;
            });
    taker.interrupt();
    assertEquals(2, ensemble.run(List.of(0, 1)).filter(Member::isCompleted).count());
    assertTrue(Thread.interrupted(), "interrupted status");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
