package org.wardbell.standalone.walls;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that the rules of docs/invariants.md, their citations and their tests fit together. */
class RulesTest {
  private static final String DOCUMENT = "docs/invariants.md";

  /** A rule's heading: its number and its name. */
  private static final Pattern HEADING = Pattern.compile("(?m)^### (\\d+)\\. ");

  private static final Pattern INVARIANT_ROW = Pattern.compile("(?m)^\\| I(\\d+) \\|");

  /** One number, a range, or a list of both. */
  private static final Pattern CITED_RULES =
      Pattern.compile(
          "\\brules? (\\d+(?:(?:, |, and | and | to |-)\\d+)*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern CITED_INVARIANTS =
      Pattern.compile("\\bI(\\d+(?:(?: to |-)I\\d+)?)\\b");

  /** A class of tests in code style, with one of its methods or without. */
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

  private static final String NO_TEST = "no test yet";

  /** The ends of a comment's lines: a list of numbers may go on in the next. */
  private static final Pattern LINE_BREAK = Pattern.compile("\\R\\s*+(?:\\*|//)?\\s*+");

  /** Declarations of tests by the simple names of their classes, so that moves change nothing. */
  private static final Map<String, String> TESTS =
      WrittenFiles.ALL.entrySet().stream()
          .filter(file -> file.getKey().contains("/src/test/java/"))
          .collect(
              toMap(
                  file -> simpleName(file.getKey()),
                  Map.Entry::getValue,
                  (one, other) -> one + other,
                  TreeMap::new));

  /** Each file as one line: a list of numbers may go on in the next. */
  private static final Map<String, String> LINES = lines();

  /** The numbers that a file cites, by the pattern and the name of each file that cites any. */
  private static final Map<Pattern, Map<String, List<Integer>>> CITATIONS = new HashMap<>();

  @Test
  void rules_areNumberedWithoutGaps() {
    assertThat(numbers(HEADING, document()))
        .isEqualTo(IntStream.rangeClosed(1, 33).boxed().toList());
    assertThat(numbers(INVARIANT_ROW, document()))
        .isEqualTo(IntStream.rangeClosed(1, 22).boxed().toList());
  }

  @Test
  void rule_thatAFileCites_isInTheDocument() {
    assertThat(citations(CITED_RULES)).hasSizeGreaterThan(20);
    assertThat(citations(CITED_RULES).values())
        .allSatisfy(
            cited -> assertThat(numbers(HEADING, document())).as("%s", cited).containsAll(cited));
  }

  @Test
  void invariant_thatAFileCites_isInTheDocument() {
    assertThat(citations(CITED_INVARIANTS)).isNotEmpty();
    assertThat(citations(CITED_INVARIANTS).values())
        .allSatisfy(
            cited ->
                assertThat(numbers(INVARIANT_ROW, document())).as("%s", cited).containsAll(cited));
  }

  @Test
  void rule_ofTheDocument_namesItsTestsOrSaysThatThereIsNone() {
    assertThat(rules(document()))
        .allSatisfy(rule -> assertThat(namesTestsOrNone(rule)).as(rule).isTrue());
  }

  @Test
  void test_thatTheDocumentNames_exists() {
    assertThat(missingTests(document())).as("renamed or removed?").isEmpty();
  }

  @Test
  void citation_ofSeveralRules_isReadWhole() {
    // Put together here, or this file would cite them.
    assertThat(numbers(CITED_RULES, "Rule" + "s 3, 14 and 99: a list")).containsExactly(3, 14, 99);
    assertThat(numbers(CITED_RULES, "rule" + "s 15-17")).containsExactly(15, 16, 17);
    assertThat(numbers(CITED_RULES, joined("Rule" + "s 3,\n   * and 98."))).contains(98);
    assertThat(numbers(CITED_RULES, "at most 20 rules, 5 of them")).isEmpty();
    assertThat(numbers(CITED_INVARIANTS, "I" + "1 to I" + "3")).containsExactly(1, 2, 3);
  }

  @Test
  void test_thatDoesNotExist_isSeen() {
    assertThat(
            missingTests(
                "`RulesTest`, `RulesTest.test_thatDoesNotExist_isSeen`, `AbsentTest`,"
                    + " `RulesTest.absent_always_fails`"))
        .containsExactly("AbsentTest", "RulesTest.absent_always_fails");
  }

  @Test
  void rule_thatNamesNoTest_isSeen() {
    List<String> rules = rules("### 1. One\nTests: `RulesTest`\n\n### 2. Two\nTests: some\n");
    assertThat(rules).hasSize(2);
    assertThat(namesTestsOrNone(rules.getFirst())).isTrue();
    assertThat(namesTestsOrNone(rules.getLast())).isFalse();
    assertThat(namesTestsOrNone("### 3. Three\nTests: No test yet.")).isTrue();
  }

  private static String document() {
    return Objects.requireNonNull(WrittenFiles.ALL.get(DOCUMENT), DOCUMENT);
  }

  /** Returns the text of each rule, from its heading to the next. */
  private static List<String> rules(String document) {
    return HEADING
        .matcher(document)
        .results()
        .map(MatchResult::start)
        .map(start -> document.substring(start, endOfRule(document, start)))
        .toList();
  }

  private static int endOfRule(String document, int start) {
    int next = document.indexOf("\n##", start);
    return next < 0 ? document.length() : next;
  }

  private static boolean namesTestsOrNone(String rule) {
    int tests = rule.indexOf("\nTests: ");
    String line = tests < 0 ? "" : rule.substring(tests);
    return TEST.matcher(line).find() || line.toLowerCase(Locale.ROOT).contains(NO_TEST);
  }

  private static List<String> missingTests(String text) {
    return TEST.matcher(text)
        .results()
        .filter(test -> !exists(test.group(1), test.group(2)))
        .map(test -> test.group().replace("`", ""))
        .toList();
  }

  private static boolean exists(String type, @Nullable String method) {
    String declaration = TESTS.get(type);
    return declaration != null && (method == null || declaration.contains(" " + method + "("));
  }

  private static Map<String, String> lines() {
    Map<String, String> lines = new TreeMap<>(WrittenFiles.ALL);
    lines.replaceAll((_, text) -> joined(text));
    return lines;
  }

  private static Map<String, List<Integer>> citations(Pattern pattern) {
    return CITATIONS.computeIfAbsent(pattern, RulesTest::read);
  }

  private static Map<String, List<Integer>> read(Pattern pattern) {
    Map<String, List<Integer>> cited = new TreeMap<>();
    LINES.forEach(
        (name, line) -> {
          List<Integer> numbers = numbers(pattern, line);
          if (!numbers.isEmpty()) {
            cited.put(name, numbers);
          }
        });
    return cited;
  }

  private static String joined(String text) {
    return LINE_BREAK.matcher(text).replaceAll(" ");
  }

  private static List<Integer> numbers(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .flatMap(found -> numbers(found.group(1)).stream())
        .toList();
  }

  /** Reads a number, a range or a list; a range counts with what lies between. */
  private static List<Integer> numbers(String cited) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : cited.split(",? and |, ")) {
      String[] ends = part.split("-| to ");
      int first = number(ends[0]);
      IntStream.rangeClosed(first, number(ends[ends.length - 1])).forEach(numbers::add);
    }
    return numbers;
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace("I", ""));
  }

  private static String simpleName(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
  }
}
