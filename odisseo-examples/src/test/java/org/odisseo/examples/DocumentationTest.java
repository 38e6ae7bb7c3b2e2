// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every Java snippet of the README and of the guide, in order, page by page, in a JShell that
 * has been started with the start-up script that users get. A comment {@code // -> text} at the end
 * of a line promises what the value of that line begins with, and is held to it.
 */
class DocumentationTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\s*\\n(.*?)^```\\s*$");
  private static final Pattern PROMISE = Pattern.compile("//\\s*->\\s*(.+?)\\s*$");

  @TestFactory
  Stream<DynamicTest> everySnippetRuns() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages.stream()
        .filter(page -> !blocks(page).isEmpty())
        .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> run(page)));
  }

  private static void run(Path page) throws IOException {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      String classPath = System.getProperty("java.class.path");
      for (String entry :
          System.getProperty("surefire.test.class.path", classPath)
              .split(System.getProperty("path.separator"))) {
        shell.addToClasspath(entry);
      }
      Path startUp =
          ROOT.resolve("odisseo-examples/src/main/resources/org/odisseo/examples/odisseo.jsh");
      evaluate(shell, "odisseo.jsh", Files.readString(startUp));
      for (String block : blocks(page)) {
        evaluate(shell, page.getFileName().toString(), block);
      }
    }
  }

  private static List<String> blocks(Path page) {
    try {
      Matcher matcher = BLOCK.matcher(Files.readString(page));
      return matcher.results().map(result -> result.group(1)).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Line by line, as JShell takes what is pasted into it. */
  private static void evaluate(JShell shell, String page, String source) {
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    StringBuilder open = new StringBuilder();
    for (String line : source.lines().toList()) {
      open.append(line).append('\n');
      if (!analysis.analyzeCompletion(open.toString()).completeness().isComplete()) {
        continue;
      }
      for (String rest = open.toString(); !rest.isBlank(); ) {
        SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
        for (SnippetEvent event : shell.eval(next.source())) {
          check(shell, page, event);
        }
        rest = next.remaining();
      }
      open.setLength(0);
      Matcher promise = PROMISE.matcher(line);
      if (promise.find()) {
        checkPromise(shell, page, promise.group(1), lastValue(shell));
      }
    }
    assertTrue(open.toString().isBlank(), () -> page + ": a snippet that does not end: " + open);
  }

  private static String lastValue(JShell shell) {
    List<Snippet> snippets = shell.snippets().toList();
    Snippet last = snippets.get(snippets.size() - 1);
    if (last instanceof jdk.jshell.VarSnippet variable) {
      return shell.varValue(variable);
    }
    throw new AssertionError("a promise stands behind a line without a value: " + last.source());
  }

  private static void checkPromise(JShell shell, String page, String promised, String value) {
    String shown =
        value.startsWith("\"") && value.endsWith("\"")
            ? value.substring(1, value.length() - 1)
            : value;
    assertTrue(
        shown.startsWith(promised.replace("...", "")),
        () -> String.format(Locale.ROOT, "%s promises %s, but it is %s", page, promised, shown));
  }

  private static void check(JShell shell, String page, SnippetEvent event) {
    List<Diag> errors = shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
    assertTrue(
        errors.isEmpty(),
        () ->
            page
                + ": "
                + event.snippet().source()
                + "\n"
                + String.join("\n", errors.stream().map(e -> e.getMessage(Locale.ROOT)).toList()));
    if (event.exception() != null) {
      throw new AssertionError(page + ": " + event.snippet().source(), event.exception());
    }
    assertFalse(
        event.status() == Snippet.Status.REJECTED, () -> page + ": " + event.snippet().source());
  }
}
