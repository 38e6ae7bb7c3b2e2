// SPDX-License-Identifier: Apache-2.0

package org.odisseo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Assertions about errors. */
public final class Errors {

  private Errors() {}

  /** Asserts that an action refuses its arguments with exactly this message. */
  public static void assertMessage(String expected, Executable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
