// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.validation.Require;

/**
 * What a sampler has drawn: some chains of draws of the same parameters. Immutable.
 *
 * <p>{@link Diagnostics} says whether they can be relied on. {@link #writeCsv} writes one row per
 * draw; {@link #writeJson} writes the groups that ArviZ reads with {@code az.from_json}.
 */
public final class Chains {

  private final List<Chain> chains;

  private Chains(List<Chain> chains) {
    this.chains = chains;
  }

  /** The given chains, at least one, all with the same parameters. */
  public static Chains of(List<Chain> chains) {
    Require.atLeast("the number of chains", chains.size(), 1);
    List<String> names = chains.get(0).draws().names();
    for (int c = 1; c < chains.size(); c++) {
      if (!chains.get(c).draws().names().equals(names)) {
        throw new IllegalArgumentException(
            "chains["
                + c
                + "] must have the parameters "
                + names
                + ", got "
                + chains.get(c).draws().names());
      }
    }
    return new Chains(List.copyOf(chains));
  }

  /** The names of the parameters. */
  public List<String> names() {
    return chains.get(0).draws().names();
  }

  /** The number of chains, those that failed included. */
  public int count() {
    return chains.size();
  }

  /** One chain. */
  public Chain chain(int index) {
    return chains.get(Require.index("index", index, chains.size()));
  }

  /** All chains, in the order of their starts. */
  public List<Chain> all() {
    return chains;
  }

  /** Whether every chain made all of its draws. */
  public boolean isCompleted() {
    return chains.stream().allMatch(chain -> chain.outcome().isCompleted());
  }

  /**
   * Draws that can be compared: of all chains that were completed, or, if there are none, of those
   * that have draws, up to the length of the shortest. May be empty.
   */
  public List<Draws> comparable() {
    List<Draws> completed = new ArrayList<>();
    List<Draws> begun = new ArrayList<>();
    for (Chain chain : chains) {
      if (chain.outcome().isCompleted()) {
        completed.add(chain.draws());
      }
      if (chain.draws().count() > 0) {
        begun.add(chain.draws());
      }
    }
    List<Draws> chosen = completed.isEmpty() ? begun : completed;
    int shortest = chosen.stream().mapToInt(Draws::count).min().orElse(0);
    return chosen.stream().map(draws -> draws.range(0, shortest)).toList();
  }

  /**
   * The values of a parameter in the {@linkplain #comparable comparable} draws.
   *
   * @return one row per chain
   */
  public double[][] values(String name) {
    return comparable().stream().map(draws -> draws.values(name)).toArray(double[][]::new);
  }

  /**
   * All comparable draws, chain after chain, as columns named as the parameters.
   *
   * @throws IllegalStateException if there are none, with the outcomes of the chains
   */
  public Columns toColumns() {
    List<Draws> draws = comparable();
    if (draws.isEmpty()) {
      throw new IllegalStateException("there are no draws: " + advice());
    }
    double[][] columns = new double[names().size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = flat(values(names().get(j)));
    }
    return Columns.of(names(), columns);
  }

  private String advice() {
    return String.join("; ", chains.stream().map(chain -> chain.outcome().advice()).toList());
  }

  static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * Writes the draws from the target as comma-separated values: a header, then a row per draw with
   * the numbers of its chain and draw (from 0), the parameters, and the statistics.
   *
   * @throws UncheckedIOException if that fails
   */
  public void writeCsv(Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      writeCsv(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the draws as comma-separated values; does not close the writer. */
  public void writeCsv(Writer writer) throws IOException {
    CsvOutput.write(this, writer);
  }

  /**
   * Writes the comparable draws in the layout of ArviZ: {@code {"posterior": {name: [[...], ...]},
   * "sample_stats": {...}, "warmup_posterior": ..., "warmup_sample_stats": ..., "attrs": {...}}},
   * each array with a row per chain.
   *
   * @throws UncheckedIOException if that fails
   */
  public void writeJson(Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      writeJson(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the comparable draws in the layout of ArviZ; does not close the writer. */
  public void writeJson(Writer writer) throws IOException {
    JsonOutput.write(this, writer);
  }
}
