package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests of what {@code verify} leaves to the night: nothing is left away in silence. */
class EachNightTest {
  private static final String DOCUMENT = "CONTRIBUTING.md";

  private static final Pattern TESTS = Pattern.compile(".*/src/test/.*(Test|IT)\\.java");

  /** Put together here, or this file would find itself. */
  private static final Pattern NIGHTLY = Pattern.compile("@Tag\\(\"night" + "ly\"\\)");

  private static final Pattern SCALED = Pattern.compile("\\bScale\\.of\\(");

  /** A row of the document's table: the test, what the gate does, what the night does. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(\\w+(?:Test|IT))` \\| ([^|\\n]+) \\| [^|\\n]+ \\|$", Pattern.MULTILINE);

  @Test
  void tests_thatRunEachNightOnly_areInTheTable_andInTheBuildsOutput() {
    SortedSet<String> nightly = with(NIGHTLY);

    System.out.printf(
        "Each night only, ./mvnw -B verify -Pnightly (CONTRIBUTING.md says what runs instead): %s%n",
        String.join(", ", nightly));
    assertThat(nightly).isNotEmpty().isEqualTo(listed(true));
  }

  @Test
  void tests_thatAreLargerEachNight_areInTheTable() {
    assertThat(listed(false)).containsAll(with(SCALED));
  }

  private static SortedSet<String> with(Pattern words) {
    return WrittenFiles.ALL.entrySet().stream()
        .filter(file -> TESTS.matcher(file.getKey()).matches())
        .filter(file -> words.matcher(file.getValue()).find())
        .map(EachNightTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Map.Entry<String, String> file) {
    List<String> path = List.of(file.getKey().split("/"));
    return path.getLast().replace(".java", "");
  }

  /** Returns the tests of the table, of which the gate runs nothing or something. */
  private static SortedSet<String> listed(boolean nothing) {
    String text = Objects.requireNonNull(WrittenFiles.ALL.get(DOCUMENT));
    return ROW.matcher(text)
        .results()
        .filter(row -> row.group(2).startsWith("nothing") == nothing)
        .map((MatchResult row) -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
