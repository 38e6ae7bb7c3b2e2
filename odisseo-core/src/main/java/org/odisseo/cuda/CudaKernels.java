// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odisseo.engine.FieldCache;
import org.odisseo.engine.FieldPrograms;
import org.odisseo.engine.ProgramText;
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
  private final FieldCache<FieldPrograms<FieldProgram>> fields =
      new FieldCache<>(
          MOST_FIELDS,
          field -> new FieldPrograms<>(field, formula -> compile(FieldKernel.of(formula))));
  private final FieldCache<FieldPrograms<FieldProgram>> fieldsWithPairs =
      new FieldCache<>(
          MOST_FIELDS,
          field -> new FieldPrograms<>(field, formula -> compile(FieldKernel.withPairs(formula))));

  private @Nullable VectorKernels vectors;

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
  FieldPrograms<FieldProgram> field(ExternalField field) {
    return fields.of(field);
  }

  /** Kernels of a field that attract pairs too, of which there is that of the acceleration. */
  FieldPrograms<FieldProgram> fieldWithPairs(ExternalField field) {
    return fieldsWithPairs.of(field);
  }

  private FieldProgram compile(FieldKernel text) {
    Machine.Kernels all = machine.compile(text.source(), real);
    return new FieldProgram(all, all.get("field"), text);
  }

  /**
   * A compiled formula of a field.
   *
   * @param all keeps it loaded
   * @param kernel for {@link Launcher}
   * @param text what it was compiled from
   */
  record FieldProgram(Machine.Kernels all, long kernel, FieldKernel text) {}
}
