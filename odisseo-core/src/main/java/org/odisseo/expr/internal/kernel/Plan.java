// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a schedule into stages. HotSpot never compiles a method of more than 8000 bytes, so a large
 * program becomes several methods; each does its part for a block of points, and what they hand on
 * is kept in a workspace with an array for each value. A loop whose body is too large is turned
 * inside out: its steps go around the stages of its body.
 */
final class Plan {
  final Schedule schedule;
  final List<Stage> stages = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();

  /** Counter of each loop that goes around stages. */
  final Map<Loop, Integer> counters = new HashMap<>();

  /** Number of values in the workspace. */
  int slots;

  private final Sizes sizes;
  private final int budget;

  /** What a new stage begins with, wherever it would begin otherwise. */
  private @Nullable Vertex cut;

  private final List<int[]> repeats = new ArrayList<>();
  private Stage current = new Stage();

  private Plan(Schedule schedule, int budget) {
    this.schedule = schedule;
    this.sizes = new Sizes(schedule);
    this.budget = budget;
  }

  static Plan of(Unit unit, Limits limits) {
    Schedule schedule = Schedule.of(unit);
    Plan whole = new Plan(schedule, Integer.MAX_VALUE);
    whole.build();
    if (whole.isSingle() && whole.stages.stream().allMatch(s -> whole.fits(s, limits.single()))) {
      return whole;
    }
    while (dissolveTooLarge(schedule, schedule.root(), limits.part())) {
      // Each round puts a branch into the region around it, which may make that one too large.
    }
    Plan parts = new Plan(schedule, limits.part());
    parts.build();
    return parts;
  }

  /**
   * The same for many points. A processor begins with the next point before it has finished with
   * one, but no earlier than its registers allow; where a long chain of divisions, roots and calls
   * is followed by much arithmetic it waits for the chain. In a stage of its own the chain is short
   * enough for several points to overlap.
   */
  Plan forRanges(Limits limits) {
    if (!isSingle()) {
      return this;
    }
    Schedule longFirst = Schedule.longFirst(schedule.unit());
    List<Vertex> tail = longFirst.tail();
    int operations = tail.stream().mapToInt(longFirst::operations).sum();
    boolean isAll = tail.size() == longFirst.root().items.size();
    if (isAll || operations < limits.tail()) {
      return this;
    }
    Plan parts = new Plan(longFirst, Integer.MAX_VALUE);
    parts.cut = tail.get(0);
    parts.build();
    return parts;
  }

  private static boolean dissolveTooLarge(Schedule schedule, Region region, int part) {
    Sizes sizes = new Sizes(schedule);
    for (Vertex item : List.copyOf(region.items)) {
      boolean opens = item.inner.stream().anyMatch(inner -> !inner.isDissolved());
      if (opens && sizes.of(item) > part) {
        if (!item.isLoop()) {
          schedule.dissolve(item);
          return true;
        }
        if (dissolveTooLarge(schedule, item.inner.get(0), part)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the code of a stage is no larger than a limit; it is written for nobody if the estimate
   * leaves that open.
   */
  private boolean fits(Stage stage, int limit) {
    return stage.bytes <= limit
        || (stage.bytes <= 4L * limit && Emitter.bytes(this, stage) <= limit);
  }

  boolean isSingle() {
    return stages.size() <= 1;
  }

  private void build() {
    for (int k = 0; k < schedule.unit().outputs().size(); k++) {
      if (schedule.unit().isGiven(schedule.unit().outputs().get(k))) {
        act(new Stage.Action.Write(k), Sizes.ELEMENT);
      }
    }
    add(schedule.root().items);
    flush();
    assignSlots();
  }

  private void add(List<Vertex> items) {
    for (Vertex item : items) {
      if (item == cut) {
        flush();
      }
      if (item.isLoop() && sizes.of(item) > budget) {
        repeat(item);
      } else {
        act(new Stage.Action.Compute(item), sizes.of(item));
        current.computed.addAll(item.isLoop() ? item.integrals : List.of(item.node));
      }
    }
  }

  private void repeat(Vertex loop) {
    for (Node integral : loop.integrals) {
      act(new Stage.Action.Clear(integral), Sizes.ELEMENT);
      current.computed.add(integral);
    }
    flush();
    int counter = counters.size();
    counters.put(loop.node.loopOf(), counter);
    steps.add(Step.begin(counter));
    final int body = steps.size();
    final int first = stages.size();
    add(loop.inner.get(0).items);
    loop.integrals.forEach(n -> act(new Stage.Action.Accumulate(n), 2 * Sizes.ELEMENT));
    flush();
    repeats.add(new int[] {first, stages.size() - 1});
    steps.add(Step.end(counter, loop.node.loopOf().order(), body));
    List<Node> outputs = schedule.unit().outputs();
    for (int k = 0; k < outputs.size(); k++) {
      if (loop.integrals.contains(outputs.get(k))) {
        act(new Stage.Action.Write(k), Sizes.ELEMENT);
      }
    }
  }

  private void act(Stage.Action action, int bytes) {
    Contents contents = Contents.of(schedule, action);
    Set<Node> used = contents.used();
    if (current.bytes > 0 && (long) current.bytes + total(bytes, used) > budget) {
      flush();
    }
    int total = total(bytes, used);
    current.used.addAll(used);
    current.tables.addAll(contents.tables());
    current.bytes += total;
    current.actions.add(action);
  }

  private int total(int bytes, Set<Node> used) {
    long fresh =
        used.stream()
            .filter(node -> !current.used.contains(node) && !current.computed.contains(node))
            .count();
    return bytes + Sizes.ELEMENT + (int) fresh * Sizes.GIVEN;
  }

  private void flush() {
    if (!current.actions.isEmpty()) {
      steps.add(Step.run(stages.size()));
      stages.add(current);
    }
    current = new Stage();
  }

  /**
   * Gives a place in the workspace to every value that crosses from one stage to another, for as
   * long as it is needed.
   */
  private void assignSlots() {
    Map<Node, Integer> madeIn = new HashMap<>();
    Map<Node, Integer> lastUse = new HashMap<>();
    for (int s = 0; s < stages.size(); s++) {
      for (Node node : stages.get(s).computed) {
        madeIn.putIfAbsent(node, s);
      }
      for (Node node : stages.get(s).used) {
        Integer made = madeIn.get(node);
        if (made != null && made != s) {
          lastUse.put(node, s);
        }
      }
    }
    lastUse.replaceAll((node, last) -> lastOf(madeIn.getOrDefault(node, 0), last));
    allot(madeIn, lastUse);
  }

  /** A value from before a repetition is needed until its end. */
  private int lastOf(int made, int last) {
    int result = last;
    for (int[] repeat : repeats) {
      if (made < repeat[0] && result >= repeat[0] && result <= repeat[1]) {
        result = repeat[1];
      }
    }
    return result;
  }

  private void allot(Map<Node, Integer> madeIn, Map<Node, Integer> lastUse) {
    Map<Node, Integer> places = new HashMap<>();
    List<List<Node>> expiring = new ArrayList<>();
    stages.forEach(stage -> expiring.add(new ArrayList<>()));
    Set<Integer> free = new HashSet<>();
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      for (Node node : stage.computed) {
        Integer last = lastUse.get(node);
        if (last != null && madeIn.getOrDefault(node, -1) == s) {
          int slot = free.isEmpty() ? slots++ : take(free);
          places.put(node, slot);
          expiring.get(last).add(node);
          stage.spills.put(node, slot);
        }
      }
      for (Node node : stage.used) {
        Integer slot = places.get(node);
        if (slot != null && !stage.computed.contains(node)) {
          stage.reloads.put(node, slot);
        }
      }
      expiring.get(s).forEach(node -> free.add(places.getOrDefault(node, 0)));
    }
  }

  private static int take(Set<Integer> free) {
    int slot = free.stream().min(Integer::compare).orElseThrow();
    free.remove(slot);
    return slot;
  }
}
