// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table: our figure, what it is compared with, and the ratio.
 *
 * @param workload what was measured
 * @param ours our figure
 * @param peer the figure that ours is compared with, or null if there is none
 * @param peerName whose that is, or why it is missing
 * @param unit of both figures
 * @param ratio the ratio that the target is about, or null if there is none
 * @param target what it should be
 */
record Row(
    String workload,
    double ours,
    @Nullable Double peer,
    String peerName,
    String unit,
    @Nullable Double ratio,
    Target target) {

  static final String HEADER = "workload,ours,peer,unit,ratio,target,met";

  /** Whether the target is met; "not measured" without a ratio. */
  String met() {
    return ratio == null ? "not measured" : target.isMetBy(ratio) ? "yes" : "no";
  }

  String csv() {
    return "\"%s\",%s,%s,%s,%s,%s,%s"
        .formatted(
            peer == null ? workload : workload + " (" + peerName + ")",
            number(ours),
            peer == null ? peerName : number(peer),
            unit,
            ratio == null ? "" : number(ratio),
            target,
            met());
  }

  String line() {
    String compared = peer == null ? peerName : number(peer) + " " + peerName;
    return String.format(
        Locale.ROOT,
        "%-58s %10s %-34s %-14s %8s  %-9s %s",
        workload,
        number(ours),
        compared,
        unit,
        ratio == null ? "" : number(ratio),
        target,
        met());
  }

  static String title() {
    return String.format(
        Locale.ROOT,
        "%-58s %10s %-34s %-14s %8s  %-9s %s",
        "workload",
        "ours",
        "peer",
        "unit",
        "ratio",
        "target",
        "met");
  }

  private static String number(double value) {
    return value >= 1e5 ? String.format(Locale.ROOT, "%.0f", value) : digits(value);
  }

  private static String digits(double value) {
    int decimals = value == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 9) + "f", value);
  }
}
