// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.engine.ProgramText;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;

/**
 * The kernels of a machine for one type of numbers, each text compiled when it is first used.
 * Fields with equal expressions share them.
 */
final class CudaKernels {

  private static final int MOST_FIELDS = 32;

  private final Machine machine;
  private final String real;
  private final Map<Integer, PairKernels> pairs = new LinkedHashMap<>();
  private final Map<Key, Field> fields =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Field> eldest) {
          return size() > MOST_FIELDS;
        }
      };

  private @Nullable VectorKernels vectors;

  private record Key(Expr potential, List<String> parameters) {}

  /**
   * Nothing compiled yet.
   *
   * @param single whether numbers are float, not double
   */
  CudaKernels(Machine machine, boolean single) {
    this.machine = machine;
    this.real = "REAL " + (single ? "float" : "double");
  }

  /** The text of a file of kernels. */
  static String text(String file) {
    return ProgramText.beside(CudaKernels.class, file);
  }

  Machine machine() {
    return machine;
  }

  /** The kernels of vectors. */
  synchronized VectorKernels vectors() {
    VectorKernels known = vectors;
    if (known == null) {
      known = VectorKernels.of(machine, real);
      vectors = known;
    }
    return known;
  }

  /**
   * The kernels of pairs.
   *
   * @param targets bodies that a thread of the acceleration has
   */
  synchronized PairKernels pairs(int targets) {
    return pairs.computeIfAbsent(targets, count -> PairKernels.of(machine, real, count));
  }

  /** The kernels of a field. */
  synchronized Field field(ExternalField field) {
    Key key = new Key(field.potential(), field.parameters().names());
    return fields.computeIfAbsent(key, k -> new Field(field));
  }

  /** The force of a field and its derivatives. */
  final class Field {
    private final Program acceleration;
    private final Program tangent;
    private final Program adjoint;
    private final Program adjointTangent;

    private Field(ExternalField field) {
      FieldFormulas formulas = FieldFormulas.of(field);
      String t = formulas.timeDependent() ? "t" : "";
      String shares = "p".repeat(field.parameters().size()) + t;
      acceleration = new Program(formulas::acceleration, "v" + t, "v");
      tangent = new Program(formulas::tangent, "v" + t + "v" + t, "vv");
      adjoint = new Program(formulas::adjoint, "v" + t + "v", "vv" + shares);
      adjointTangent =
          new Program(
              formulas::adjointTangent, "v" + t + "vv" + t + "v", "vv" + shares + "vv" + shares);
    }

    Program acceleration() {
      return acceleration;
    }

    Program tangent() {
      return tangent;
    }

    Program adjoint() {
      return adjoint;
    }

    Program adjointTangent() {
      return adjointTangent;
    }
  }

  /** A formula of a field. */
  final class Program {
    private final Supplier<FieldFormulas.Formula> formula;
    private final String inputs;
    private final String outputs;
    private @Nullable FieldKernel text;
    private Machine.@Nullable Kernels kernels;
    private long kernel;

    private Program(Supplier<FieldFormulas.Formula> formula, String inputs, String outputs) {
      this.formula = formula;
      this.inputs = inputs;
      this.outputs = outputs;
    }

    private synchronized FieldKernel text() {
      FieldKernel known = text;
      if (known == null || kernels == null) {
        known = FieldKernel.of(formula.get(), inputs, outputs);
        Machine.Kernels compiled = machine.compile(known.source(), real);
        kernel = compiled.get("field");
        kernels = compiled;
        text = known;
      }
      return known;
    }

    /** What its inputs are, see {@link FieldKernel#of}. */
    String inputs() {
      return inputs;
    }

    /** The kernel, for {@link Launcher}. */
    long kernel() {
      text();
      return kernel;
    }

    /** The numbers that the host calculates from G, parameters and their tangents. */
    double[] numbers(double[] shared) {
      return text().numbers(shared);
    }
  }
}
