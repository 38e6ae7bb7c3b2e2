// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/** The two forms of compiled code: arrays over points, or one point. */
enum Layout {
  BULK(
      "[[D[[D[D[[D[Lorg/odisseo/expr/internal/special/FastFunction;[D[III",
      "org/odisseo/expr/internal/kernel/BulkCode"),
  POINT(
      "[D[D[D[[D[Lorg/odisseo/expr/internal/special/FastFunction;[D[I",
      "org/odisseo/expr/internal/kernel/PointCode");

  static final int IN = 0;
  static final int OUT = 1;
  static final int HOISTED = 2;
  static final int ARRAYS = 3;
  static final int FUNCTIONS = 4;
  static final int WORK = 5;
  static final int COUNTERS = 6;
  static final int FROM = 7;
  static final int COUNT = 8;

  /** Descriptors of the parameters of a stage. */
  final String parameters;

  /** Internal name of the interface. */
  final String type;

  Layout(String parameters, String type) {
    this.parameters = parameters;
    this.type = type;
  }

  int parameterCount() {
    return this == BULK ? 9 : 7;
  }
}
