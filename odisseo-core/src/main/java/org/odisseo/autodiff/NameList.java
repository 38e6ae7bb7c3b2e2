// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.validation.Names;

/** Distinct names in order, with their positions; shared by all parameter sets derived from one. */
final class NameList {

  private final List<String> list;
  private final Map<String, Integer> positions;

  /**
   * A list.
   *
   * @param what what the names name, for messages, as in {@code "column"}
   */
  NameList(String what, Collection<String> names) {
    this.list = List.copyOf(names);
    this.positions = new HashMap<>();
    for (String name : list) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a " + what + " name must not be blank, got " + list);
      }
      if (positions.putIfAbsent(name, positions.size()) != null) {
        throw new IllegalArgumentException(what + " names must differ, got \"" + name + "\" twice");
      }
    }
  }

  List<String> list() {
    return list;
  }

  int size() {
    return list.size();
  }

  /** The position of the name, or -1. */
  int position(String name) {
    return positions.getOrDefault(name, -1);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof NameList that && list.equals(that.list));
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return Names.list(list);
  }
}
