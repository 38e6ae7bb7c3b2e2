// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Straight-line code: operations on vectors that each make one new value, numbered in order; the
 * first values are the inputs.
 *
 * @param inputs number of inputs
 * @param ops the operations
 * @param outputs the values that are given back
 */
record Program(int inputs, List<Op> ops, List<Integer> outputs) {

  /** Most operands of one combination; longer sums are made of several. */
  static final int MOST_OPERANDS = 6;

  Program {
    ops = List.copyOf(ops);
    outputs = List.copyOf(outputs);
  }

  /** The same program without operations that the first {@code count} outputs do not need. */
  Program retaining(int count) {
    List<Integer> kept = outputs.subList(0, count);
    Set<Integer> needed = new HashSet<>(kept);
    List<Op> live = new ArrayList<>();
    for (int i = ops.size() - 1; i >= 0; i--) {
      Op op = ops.get(i);
      if (op.target() < 0 || needed.contains(op.target())) {
        needed.addAll(op.operands());
        live.add(op);
      }
    }
    Collections.reverse(live);
    return new Program(inputs, live, kept);
  }

  /** The same program that also copies some values into its record, place by place. */
  Program keeping(List<Integer> values) {
    List<Op> all = new ArrayList<>();
    for (int place = 0; place < values.size(); place++) {
      if (values.get(place) < inputs) {
        all.add(new Op.Keep(place, values.get(place)));
      }
    }
    for (Op op : ops) {
      all.add(op);
      int place = op.target() < 0 ? -1 : values.indexOf(op.target());
      if (place >= 0) {
        all.add(new Op.Keep(place, op.target()));
      }
    }
    return new Program(inputs, all, outputs);
  }

  /** Writes a program, operation by operation. */
  static final class Builder {
    private final int inputs;
    private final List<Op> ops = new ArrayList<>();
    private int values;

    Builder(int inputs) {
      this.inputs = inputs;
      this.values = inputs;
    }

    int combine(Term... terms) {
      return combine(List.of(terms));
    }

    /** The sum of some terms: zeros dropped, like ones added, long ones in parts. */
    int combine(List<Term> terms) {
      Map<List<Object>, Term> merged = new LinkedHashMap<>();
      for (Term term : terms) {
        if (!term.isZero()) {
          merged.merge(
              List.of(term.value(), term.rate()),
              term,
              (a, b) -> new Term(a.value(), a.coefficient().plus(b.coefficient()), a.rate()));
        }
      }
      List<Term> left = new ArrayList<>(merged.values());
      left.removeIf(Term::isZero);
      while (left.size() > MOST_OPERANDS) {
        int part = emitCombine(left.subList(0, MOST_OPERANDS));
        left.subList(0, MOST_OPERANDS).clear();
        left.add(0, Term.of(part));
      }
      return left.size() == 1 && left.get(0).isPlain() ? left.get(0).value() : emitCombine(left);
    }

    private int emitCombine(List<Term> terms) {
      ops.add(new Op.Combine(values, List.copyOf(terms)));
      return values++;
    }

    int force(int x, double offset) {
      ops.add(new Op.Force(values, x, offset));
      return values++;
    }

    int forceAdjoint(int x, int cotangent, int weight, double offset) {
      ops.add(new Op.ForceAdjoint(values, x, cotangent, weight, offset));
      return values++;
    }

    int load(int place) {
      ops.add(new Op.Load(values, place));
      return values++;
    }

    void dot(int weight, int value) {
      ops.add(new Op.Dot(weight, value));
    }

    /** The program with these outputs; an output that occurs twice is copied, to be two vectors. */
    Program build(List<Integer> outputs) {
      List<Integer> distinct = new ArrayList<>();
      for (int output : outputs) {
        distinct.add(distinct.contains(output) ? emitCombine(List.of(Term.of(output))) : output);
      }
      return new Program(inputs, ops, distinct);
    }
  }
}
