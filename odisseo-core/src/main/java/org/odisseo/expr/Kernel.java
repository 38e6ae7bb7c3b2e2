// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.odisseo.expr.internal.kernel.Binding;
import org.odisseo.expr.internal.kernel.Graph;
import org.odisseo.expr.internal.kernel.Limits;
import org.odisseo.expr.internal.kernel.Node;
import org.odisseo.expr.internal.kernel.Program;

/**
 * Expressions compiled to bytecode: several outputs at once, for arrays of points.
 *
 * <p>Each variable is either <em>per point</em>, an array with an element for each point, or
 * <em>shared</em>, one number for all points. {@link #bind(double...)} computes once what depends
 * on shared variables alone; a {@link Bound} kernel then computes the rest for any number of
 * points, from any number of threads, without allocation.
 *
 * <pre>{@code
 * Variable x = Expr.variable("x"), y = Expr.variable("y"), b = Expr.variable("b");
 * Expr phi = Expr.parse("-1/sqrt(x^2 + y^2 + b^2)");
 * Kernel kernel = Kernel.compile(Derivatives.gradient(phi, List.of(x, y)), List.of(x, y), List.of(b));
 * kernel.bind(0.3).evaluate(new double[][] {xs, ys}, new double[][] {gx, gy}, 0, n);
 * }</pre>
 *
 * <p>The values are those of {@link Expr#evaluate(Map)} but for rounding, to about 1e-14 of the
 * terms that they are made of. Not for where a formula passes an infinity or an undefined value on
 * its way to a finite result: there either may say NaN. Kernels do not change and may be shared
 * between threads; compiling the same expressions again gives the same kernel at no cost.
 */
public final class Kernel {

  private static final KernelCache CACHE = new KernelCache();

  private final List<Variable> perPoint;
  private final List<Variable> shared;
  private final int outputCount;
  private final Program program;

  private Kernel(List<Variable> perPoint, List<Variable> shared, int outputCount, Program program) {
    this.perPoint = perPoint;
    this.shared = shared;
    this.outputCount = outputCount;
    this.program = program;
  }

  /**
   * Compiles expressions.
   *
   * @param outputs what is to be computed, at least one
   * @param perPoint the variables that are arrays, in the order of the input arrays
   * @param shared the variables that are numbers, in the order of the arguments of {@link
   *     #bind(double...)}
   * @throws IllegalArgumentException when there is no output, a variable is listed twice, or an
   *     output depends on a variable that is not listed
   */
  public static Kernel compile(
      List<? extends Expr> outputs, List<Variable> perPoint, List<Variable> shared) {
    KernelCache.Key key =
        new KernelCache.Key(List.copyOf(outputs), List.copyOf(perPoint), List.copyOf(shared));
    Kernel known = CACHE.get(key);
    if (known != null) {
      return known;
    }
    Kernel kernel = compile(key, Limits.HOTSPOT);
    CACHE.put(key, kernel);
    return kernel;
  }

  /** Compiles without a look into the cache. */
  static Kernel compile(KernelCache.Key key, Limits limits) {
    if (key.outputs().isEmpty()) {
      throw new IllegalArgumentException("outputs must hold at least 1 expression, got none");
    }
    Graph graph = new Graph();
    Map<Variable, Node> inputs = new HashMap<>();
    for (int j = 0; j < key.perPoint().size(); j++) {
      addInput(inputs, key.perPoint().get(j), graph.input(j));
    }
    for (int j = 0; j < key.shared().size(); j++) {
      addInput(inputs, key.shared().get(j), graph.shared(j));
    }
    Set<Variable> missing = new HashSet<>();
    key.outputs().forEach(output -> missing.addAll(output.variables()));
    missing.removeAll(inputs.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "every variable of the outputs must be per point or shared, but "
              + missing.stream().map(Variable::name).sorted().collect(Collectors.joining(", "))
              + " is neither; per point are "
              + names(key.perPoint())
              + ", shared are "
              + names(key.shared()));
    }
    List<Node> nodes = Lowering.lower(graph, key.outputs(), inputs);
    Program program = Program.of(graph, nodes, limits, MethodHandles.lookup());
    return new Kernel(key.perPoint(), key.shared(), nodes.size(), program);
  }

  private static void addInput(Map<Variable, Node> inputs, Variable variable, Node node) {
    if (inputs.put(variable, node) != null) {
      throw new IllegalArgumentException(
          "each variable must be listed once, got " + variable.name() + " twice");
    }
  }

  private static String names(List<Variable> variables) {
    return variables.stream().map(Variable::name).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The variables that are arrays, in the order of the input arrays. */
  public List<Variable> perPoint() {
    return perPoint;
  }

  /** The variables that are numbers, in the order of the arguments of {@link #bind(double...)}. */
  public List<Variable> shared() {
    return shared;
  }

  /** Number of outputs. */
  public int outputCount() {
    return outputCount;
  }

  /** Number of methods that the code for a range of points was cut into. */
  int stages() {
    return program.stages();
  }

  /**
   * Computes all that depends on the shared variables alone.
   *
   * @param values the value of each shared variable, in their order
   * @return the kernel with these values, for any number of evaluations
   * @throws IllegalArgumentException when there are not as many values as shared variables
   */
  public Bound bind(double... values) {
    if (values.length != shared.size()) {
      throw new IllegalArgumentException(
          "values must hold "
              + shared.size()
              + " numbers, for "
              + names(shared)
              + ", got "
              + values.length);
    }
    return new Bound(this, program.bind(values.clone()));
  }

  /** A kernel whose shared variables have values. May be used by many threads at once. */
  public static final class Bound {

    private final Kernel kernel;
    private final Binding binding;

    private Bound(Kernel kernel, Binding binding) {
      this.kernel = kernel;
      this.binding = binding;
    }

    /** The kernel that this was bound from. */
    public Kernel kernel() {
      return kernel;
    }

    /**
     * Computes the outputs for a range of points.
     *
     * @param in {@code in[j][i]}, the per-point variable j of point i
     * @param out {@code out[k][i]} receives output k of point i; none of these arrays may be one of
     *     the input arrays
     * @param from the first point
     * @param to the point after the last
     * @throws IllegalArgumentException when there are not as many arrays as inputs and outputs, one
     *     is shorter than {@code to}, one is both input and output, or the range is not valid
     */
    public void evaluate(double[][] in, double[][] out, int from, int to) {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException(
            "range must have 0 <= from <= to, got from = " + from + ", to = " + to);
      }
      check("in", in, kernel.perPoint.size(), to);
      check("out", out, kernel.outputCount, to);
      for (double[] output : out) {
        for (double[] input : in) {
          if (output == input) {
            throw new IllegalArgumentException("an array must not be both in and out");
          }
        }
      }
      if (from < to) {
        binding.run(in, out, from, to);
      }
    }

    /**
     * Computes the outputs for one point.
     *
     * @param in the per-point variables
     * @param out receives the outputs; not the same array as {@code in}
     * @throws IllegalArgumentException when an array is too short, or both are the same
     */
    public void evaluate(double[] in, double[] out) {
      if (in.length < kernel.perPoint.size() || out.length < kernel.outputCount || in == out) {
        throw badPoint(in, out);
      }
      binding.run(in, out);
    }

    private IllegalArgumentException badPoint(double[] in, double[] out) {
      return new IllegalArgumentException(
          "in must hold "
              + kernel.perPoint.size()
              + " values and out, another array, "
              + kernel.outputCount
              + "; got lengths "
              + in.length
              + " and "
              + out.length
              + (in == out ? " of the same array" : ""));
    }

    private static void check(String what, double[][] arrays, int count, int to) {
      if (arrays.length != count) {
        throw new IllegalArgumentException(
            what + " must hold " + count + " arrays, got " + arrays.length);
      }
      for (int j = 0; j < count; j++) {
        if (arrays[j].length < to) {
          throw new IllegalArgumentException(
              what + "[" + j + "] must hold at least " + to + " values, got " + arrays[j].length);
        }
      }
    }
  }
}
