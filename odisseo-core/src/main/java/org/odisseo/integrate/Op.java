// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;

/** One operation of a program. Every operation that makes a value makes a new one. */
sealed interface Op {

  /** The value that is made, or a negative number. */
  int target();

  /** The values that are read. */
  List<Integer> operands();

  /** Whether the target may take the place of an operand that is not needed any more. */
  default boolean inPlace() {
    return false;
  }

  /** The sum of the terms; a zero if there are none. */
  record Combine(int target, List<Term> terms) implements Op {
    @Override
    public List<Integer> operands() {
      return terms.stream().map(Term::value).toList();
    }

    @Override
    public boolean inPlace() {
      return true;
    }
  }

  /** The acceleration at positions {@code x}, at {@code offset} steps after the step's begin. */
  record Force(int target, int x, double offset) implements Op {
    @Override
    public List<Integer> operands() {
      return List.of(x);
    }
  }

  /**
   * Reverse of a force evaluation: the cotangent of the positions {@code x} that belongs to the
   * cotangent of the acceleration there. The product of {@code weight} with the acceleration counts
   * towards the derivative with respect to the end time; the weight may also be none, or in
   * proportion to the cotangent: as the rate of the step length is to the step length.
   */
  record ForceAdjoint(int target, int x, int cotangent, int weight, double offset) implements Op {

    static final int NO_WEIGHT = -1;
    static final int PROPORTIONAL = -2;

    @Override
    public List<Integer> operands() {
      return weight < 0 ? List.of(x, cotangent) : List.of(x, cotangent, weight);
    }
  }

  /** Copies a value into a place of the step's record. */
  record Keep(int place, int value) implements Op {
    @Override
    public int target() {
      return -1;
    }

    @Override
    public List<Integer> operands() {
      return List.of(value);
    }
  }

  /** A value from a place of the step's record. */
  record Load(int target, int place) implements Op {
    @Override
    public List<Integer> operands() {
      return List.of();
    }
  }

  /** The product of two values counts towards the derivative with respect to the end time. */
  record Dot(int weight, int value) implements Op {
    @Override
    public int target() {
      return -1;
    }

    @Override
    public List<Integer> operands() {
      return List.of(weight, value);
    }
  }
}
