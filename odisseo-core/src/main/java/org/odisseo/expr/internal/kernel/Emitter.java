// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the method of one stage. */
final class Emitter {
  private static final String FAST_FUNCTION = "org/odisseo/expr/internal/special/FastFunction";

  private final Instructions code;
  private final Plan plan;
  private final Stage stage;
  private final Schedule schedule;
  private final Layout layout;

  /** Number of points in an array of the workspace. */
  private final int block;

  /** Numbers of the outputs that a node is. */
  private final Map<Node, List<Integer>> outputNumbers = new HashMap<>();

  /** Local variables of values; those of a branch are forgotten behind it. */
  private Map<Node, Integer> values = new HashMap<>();

  private final Map<Integer, Integer> inputs = new HashMap<>();
  private final Map<Integer, Integer> outputs = new HashMap<>();
  private final Map<Integer, Integer> arrays = new HashMap<>();
  private final Map<Integer, Integer> functions = new HashMap<>();
  private final Map<Loop, Integer> steps = new HashMap<>();

  /** The first parameter of the layout. */
  private final int base;

  private int point;

  Emitter(MethodVisitor code, Plan plan, Stage stage, Layout layout, int base, int block) {
    this.plan = plan;
    this.stage = stage;
    this.schedule = plan.schedule;
    this.layout = layout;
    this.block = block;
    this.base = base;
    this.code = new Instructions(code, base + layout.parameterCount());
    List<Node> nodes = plan.schedule.unit().outputs();
    for (int k = 0; k < nodes.size(); k++) {
      outputNumbers.computeIfAbsent(nodes.get(k), node -> new ArrayList<>()).add(k);
    }
  }

  /**
   * Writes the code of a method whose parameters from number {@code base} on are those of the
   * layout.
   */
  int method() {
    prepare();
    if (layout == Layout.BULK) {
      overPoints();
    } else {
      onePoint();
    }
    code.end();
    return code.bytes();
  }

  /** Bytes that the code of a stage has for a range of points, the larger form. */
  static int bytes(Plan plan, Stage stage) {
    MethodVisitor nowhere = new MethodVisitor(Opcodes.ASM9) {};
    return new Emitter(nowhere, plan, stage, Layout.BULK, 2, Short.MAX_VALUE).method();
  }

  /** Brings what is the same for all points into local variables. */
  private void prepare() {
    Unit unit = schedule.unit();
    for (Node node : stage.used) {
      Unit.Leaf leaf = unit.leaves().get(node);
      if (leaf != null && leaf.source() == Unit.Source.HOISTED) {
        code.load(Opcodes.ALOAD, base + Layout.HOISTED);
        code.push(leaf.index());
        code.instruction(Opcodes.DALOAD);
        values.put(node, code.store(Opcodes.DSTORE));
      } else if (leaf != null && leaf.source() == Unit.Source.ARRAY) {
        arrays.computeIfAbsent(leaf.index(), k -> element(Layout.ARRAYS, k));
      } else if (leaf != null && layout == Layout.BULK) {
        inputs.computeIfAbsent(leaf.index(), k -> element(Layout.IN, k));
      }
    }
    for (Node table : stage.tables) {
      functions.computeIfAbsent(functionOf(table), k -> element(Layout.FUNCTIONS, k));
    }
    plan.counters.forEach(this::prepareStep);
    if (layout == Layout.BULK) {
      stage.computed.forEach(
          node -> outputNumbers.getOrDefault(node, List.of()).forEach(this::prepareOutput));
      stage.actions.stream()
          .filter(Stage.Action.Write.class::isInstance)
          .forEach(action -> prepareOutput(((Stage.Action.Write) action).output()));
    }
  }

  private void prepareOutput(int output) {
    outputs.computeIfAbsent(output, k -> element(Layout.OUT, k));
  }

  private void prepareStep(Loop loop, int counter) {
    code.load(Opcodes.ALOAD, base + Layout.COUNTERS);
    code.push(counter);
    code.instruction(Opcodes.IALOAD);
    steps.put(loop, code.store(Opcodes.ISTORE));
  }

  private int element(int array, int index) {
    code.element(base + array, index, Opcodes.AALOAD);
    return code.store(Opcodes.ASTORE);
  }

  private int functionOf(Node table) {
    Integer number = schedule.unit().functions().get(table);
    if (number == null) {
      throw new IllegalStateException("no fast function for " + table);
    }
    return number;
  }

  private void overPoints() {
    code.load(Opcodes.ILOAD, base + Layout.FROM);
    point = code.store(Opcodes.ISTORE);
    code.load(Opcodes.ILOAD, point);
    code.load(Opcodes.ILOAD, base + Layout.COUNT);
    code.instruction(Opcodes.IADD);
    final int end = code.store(Opcodes.ISTORE);
    Label test = new Label();
    Label top = new Label();
    code.jump(Opcodes.GOTO, test);
    code.label(top);
    onePoint();
    code.increment(point);
    code.label(test);
    code.load(Opcodes.ILOAD, point);
    code.load(Opcodes.ILOAD, end);
    code.jump(Opcodes.IF_ICMPLT, top);
  }

  private void onePoint() {
    for (Node node : stage.used) {
      Unit.Leaf leaf = schedule.unit().leaves().get(node);
      if (leaf != null && leaf.source() == Unit.Source.INPUT) {
        loadInput(leaf.index());
        values.put(node, code.store(Opcodes.DSTORE));
      }
    }
    stage.reloads.forEach(
        (node, slot) -> {
          work(slot);
          code.instruction(Opcodes.DALOAD);
          values.put(node, code.store(Opcodes.DSTORE));
        });
    for (Stage.Action action : stage.actions) {
      if (action instanceof Stage.Action.Compute compute) {
        item(compute.vertex());
        (compute.vertex().isLoop() ? compute.vertex().integrals : List.of(compute.vertex().node))
            .forEach(this::deliver);
      } else if (action instanceof Stage.Action.Clear clear) {
        clear(clear.integral());
      } else if (action instanceof Stage.Action.Accumulate accumulate) {
        accumulateInWork(accumulate.integral());
      } else if (action instanceof Stage.Action.Write write) {
        writeOutput(write.output(), schedule.unit().outputs().get(write.output()));
      }
    }
  }

  private void loadInput(int index) {
    if (layout == Layout.BULK) {
      code.load(Opcodes.ALOAD, local(inputs, index));
      code.load(Opcodes.ILOAD, point);
    } else {
      code.load(Opcodes.ALOAD, base + Layout.IN);
      code.push(index);
    }
    code.instruction(Opcodes.DALOAD);
  }

  /** Pushes the workspace and the index of a value in it. */
  private void work(int slot) {
    code.load(Opcodes.ALOAD, base + Layout.WORK);
    if (layout == Layout.BULK) {
      code.load(Opcodes.ILOAD, point);
      code.load(Opcodes.ILOAD, base + Layout.FROM);
      code.instruction(Opcodes.ISUB);
      code.push(slot * block);
      code.instruction(Opcodes.IADD);
    } else {
      code.push(slot);
    }
  }

  /** Hands a value that was computed to outputs and to later stages. */
  private void deliver(Node node) {
    writeOutputs(node);
    Integer slot = stage.spills.get(node);
    if (slot != null) {
      work(slot);
      load(node);
      code.instruction(Opcodes.DASTORE);
    }
  }

  private void writeOutputs(Node node) {
    outputNumbers.getOrDefault(node, List.of()).forEach(k -> writeOutput(k, node));
  }

  private void writeOutput(int output, Node node) {
    if (layout == Layout.BULK) {
      code.load(Opcodes.ALOAD, local(outputs, output));
      code.load(Opcodes.ILOAD, point);
    } else {
      code.load(Opcodes.ALOAD, base + Layout.OUT);
      code.push(output);
    }
    load(node);
    code.instruction(Opcodes.DASTORE);
  }

  private void clear(Node integral) {
    Integer slot = stage.spills.get(integral);
    if (slot != null) {
      work(slot);
      code.instruction(Opcodes.DCONST_0);
      code.instruction(Opcodes.DASTORE);
    }
  }

  private void accumulateInWork(Node integral) {
    work(stage.reloads.getOrDefault(integral, 0));
    load(integral);
    load(integral.args.get(0));
    code.instruction(Opcodes.DADD);
    code.instruction(Opcodes.DASTORE);
  }

  /** Computes a vertex and keeps its value, or its integrals, in local variables. */
  private void item(Vertex vertex) {
    if (vertex.isLoop()) {
      loop(vertex);
    } else {
      operation(vertex.node);
      values.put(vertex.node, code.store(Opcodes.DSTORE));
    }
  }

  private void loop(Vertex vertex) {
    Loop loop = vertex.node.loopOf();
    for (Node integral : vertex.integrals) {
      code.instruction(Opcodes.DCONST_0);
      values.put(integral, code.store(Opcodes.DSTORE));
    }
    code.instruction(Opcodes.ICONST_0);
    final int step = code.store(Opcodes.ISTORE);
    steps.put(loop, step);
    Label test = new Label();
    Label top = new Label();
    code.jump(Opcodes.GOTO, test);
    code.label(top);
    inside(
        vertex.inner.get(0),
        () -> {
          for (Node integral : vertex.integrals) {
            load(integral);
            load(integral.args.get(0));
            code.instruction(Opcodes.DADD);
            code.storeTo(local(values, integral));
          }
        });
    code.increment(step);
    code.label(test);
    code.load(Opcodes.ILOAD, step);
    code.push(loop.order());
    code.jump(Opcodes.IF_ICMPLT, top);
  }

  /**
   * Writes the contents of a region and something more, then forgets the region's values and
   * variables.
   */
  private void inside(Region region, Runnable more) {
    Map<Node, Integer> before = values;
    final int firstFree = code.mark();
    values = new HashMap<>(before);
    if (!region.isDissolved()) {
      region.items.forEach(this::item);
    }
    more.run();
    values = before;
    code.release(firstFree);
  }

  /** Pushes a value, computing it if this is its only use. */
  private void load(Node node) {
    Unit.Leaf leaf = schedule.unit().leaves().get(node);
    Integer local = values.get(node);
    if (local != null) {
      code.load(Opcodes.DLOAD, local);
    } else if (node.op == Op.CONSTANT) {
      code.push(node.value);
    } else if (leaf != null && leaf.source() == Unit.Source.ARRAY) {
      code.load(Opcodes.ALOAD, local(arrays, leaf.index()));
      code.load(Opcodes.ILOAD, local(steps, node.loops.get(0)));
      code.instruction(Opcodes.DALOAD);
    } else {
      operation(node);
    }
  }

  private void operation(Node node) {
    switch (node.op) {
      case ADD -> binary(node, Opcodes.DADD);
      case SUBTRACT -> binary(node, Opcodes.DSUB);
      case MULTIPLY -> binary(node, Opcodes.DMUL);
      case DIVIDE -> binary(node, Opcodes.DDIV);
      case NEGATE -> {
        load(node.args.get(0));
        code.instruction(Opcodes.DNEG);
      }
      case SQRT -> {
        load(node.args.get(0));
        code.call(Opcodes.INVOKESTATIC, "java/lang/Math", "sqrt", "(D)D");
      }
      case CALL -> call(node);
      case TABLE -> {
        code.load(Opcodes.ALOAD, local(functions, functionOf(node)));
        load(node.args.get(node.args.size() - 1));
        code.call(Opcodes.INVOKEVIRTUAL, FAST_FUNCTION, "value", "(D)D");
      }
      case SELECT -> select(node);
      default -> throw new IllegalStateException("not computed here: " + node);
    }
  }

  private void binary(Node node, int opcode) {
    load(node.args.get(0));
    load(node.args.get(1));
    code.instruction(opcode);
  }

  private void call(Node node) {
    Function function = (Function) payload(node);
    if (function.order() >= 0) {
      code.push(function.order());
    }
    node.args.forEach(this::load);
    code.call(Opcodes.INVOKESTATIC, function.owner(), function.name(), function.descriptor());
  }

  private void select(Node node) {
    load(node.args.get(0));
    load(node.args.get(1));
    Label otherwise = new Label();
    Label end = new Label();
    Relation relation = (Relation) payload(node);
    code.instruction(relation == Relation.EQUAL ? Opcodes.DCMPL : Opcodes.DCMPG);
    code.jump(
        switch (relation) {
          case LESS -> Opcodes.IFGE;
          case AT_MOST -> Opcodes.IFGT;
          case EQUAL -> Opcodes.IFNE;
        },
        otherwise);
    branch(node, 2);
    code.jump(Opcodes.GOTO, end);
    code.label(otherwise);
    branch(node, 3);
    code.label(end);
  }

  private void branch(Node select, int argument) {
    Vertex vertex = schedule.vertex(select);
    if (vertex == null) {
      throw new IllegalStateException("no place for " + select);
    }
    inside(vertex.inner.get(argument - 2), () -> load(select.args.get(argument)));
  }

  private static Object payload(Node node) {
    if (node.payload == null) {
      throw new IllegalStateException("nothing known of " + node);
    }
    return node.payload;
  }

  private static <K> int local(Map<K, Integer> locals, K key) {
    Integer local = locals.get(key);
    if (local == null) {
      throw new IllegalStateException("no variable for " + key);
    }
    return local;
  }
}
