package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of every file that people write: its length, its name, its words. */
class TidinessTest {
  private static final int MAXIMUM_LINES = 400;

  /** A class of tests has one subject, and its set-up stands in a class of its own. */
  private static final int MAXIMUM_LINES_OF_TESTS = 300;

  /** Longer all the same, with the ceiling of each. The list may only become shorter. */
  private static final Map<String, Integer> LONGER =
      Map.of(
          "pom.xml", 480,
          "activities/src/main/resources/catalogue.yaml", 460);

  /**
   * Names that tell who is in charge, not what is done: everything fits into them, so everything
   * goes there.
   */
  private static final Pattern VAGUE_NAME = Pattern.compile(".*(Helper|Manager|Util).*\\.java");

  private static final Pattern PRINTS = Pattern.compile("System\\.(out|err)\\b");

  /**
   * The programs that answer on a terminal: the command line, and each that can be started alone.
   */
  private static final List<String> MAY_PRINT =
      List.of(
          "standalone/",
          "build/",
          "api/src/main/java/org/wardbell/api/ApiApplication.java",
          "simulator/src/main/java/org/wardbell/simulator/google/GoogleCalendarSimulator.java",
          "simulator/src/main/java/org/wardbell/simulator/receiver/ReceiverSimulator.java");

  /** Put together here, or this file would find itself. */
  private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /** References to lists of tasks, which a reader of these files does not have. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\b(issue|ticket) #?\\d|\\bsha" + "red/", Pattern.CASE_INSENSITIVE);

  private static final Map<String, String> FILES = WrittenFiles.ALL;

  @Test
  void files_writtenByPeople_areShort() {
    assertThat(tooLong(FILES))
        .as("longer than %s lines, or %s of tests", MAXIMUM_LINES, MAXIMUM_LINES_OF_TESTS)
        .isEmpty();
  }

  @Test
  void file_thatMayBeLonger_isLonger() {
    assertThat(LONGER.keySet())
        .allSatisfy(
            name ->
                assertThat(lines(FILES.getOrDefault(name, "")))
                    .as("%s needs no exception any more", name)
                    .isGreaterThan(maximum(name)));
  }

  @Test
  void file_withALineTooMany_isSeen() {
    String lines = "line\n".repeat(MAXIMUM_LINES_OF_TESTS);

    assertThat(tooLong(Map.of("api/src/test/java/A.java", lines, "README.md", lines + lines)))
        .containsExactly("README.md has 600 lines");
    assertThat(
            tooLong(Map.of("api/src/test/java/A.java", lines + "line", "B.java", lines + "line")))
        .containsExactly("api/src/test/java/A.java has 301 lines");
  }

  @Test
  void classes_haveNamesThatSayWhatTheyDo() {
    assertThat(FILES.keySet()).noneMatch(VAGUE_NAME.asMatchPredicate());
  }

  @Test
  void code_thatNobodyStartsOnATerminal_doesNotPrint() {
    assertThat(
            found(
                PRINTS,
                name ->
                    name.contains("/src/main/") && MAY_PRINT.stream().noneMatch(name::startsWith)))
        .as("log it, or return it")
        .isEmpty();
  }

  @Test
  void files_promiseNothingForLater() {
    assertThat(found(LATER, name -> true)).as("do it, or leave it").isEmpty();
  }

  @Test
  void files_pointToNoListOfTasks() {
    assertThat(found(ELSEWHERE, name -> true)).as("say why, here").isEmpty();
  }

  @Test
  void rooms_eachHaveARationale() {
    assertThat(FILES)
        .containsKeys(rooms().stream().map(r -> r + "/RATIONALE.md").toArray(String[]::new));
  }

  @Test
  void rationales_inRoomsAndPackages_haveQuestionsAsHeadings() {
    for (String rationale : rationales()) {
      List<String> headings = headings(FILES.getOrDefault(rationale, ""));
      assertThat(headings).as("headings of " + rationale).isNotEmpty();
      assertThat(statements(headings)).as("no questions, in " + rationale).isEmpty();
    }
  }

  @Test
  void heading_thatIsNoQuestion_isSeen() {
    assertThat(statements(headings("# Rationale\n## Why?\nBecause.\n## Because of it\n")))
        .containsExactly("## Because of it");
  }

  @Test
  void tree_asItWasRead_isTheWholeHouse() {
    assertThat(FILES).hasSizeGreaterThan(300).containsKey("pom.xml");
    assertThat(rooms()).contains("workflows", "activities", "api", "worker", "standalone");
    assertThat(rationales()).hasSizeGreaterThan(rooms().size());
  }

  private static List<String> rooms() {
    Matcher matcher = Pattern.compile("<module>(.+)</module>").matcher(FILES.get("pom.xml"));
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static List<String> rationales() {
    return FILES.keySet().stream().filter(name -> name.endsWith("/RATIONALE.md")).toList();
  }

  private static List<String> headings(String text) {
    return text.lines().filter(line -> line.startsWith("## ")).toList();
  }

  private static List<String> statements(List<String> headings) {
    return headings.stream().filter(heading -> !heading.endsWith("?")).toList();
  }

  private static List<String> found(Pattern pattern, Predicate<String> where) {
    return FILES.entrySet().stream()
        .filter(file -> where.test(file.getKey()))
        .flatMap(file -> matches(pattern, file.getKey(), file.getValue()))
        .toList();
  }

  private static Stream<String> matches(Pattern pattern, String name, String text) {
    return text.lines()
        .filter(line -> pattern.matcher(line).find())
        .map(line -> name + ": " + line.strip());
  }

  private static List<String> tooLong(Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> lines(file.getValue()) > ceiling(file.getKey()))
        .map(file -> file.getKey() + " has " + lines(file.getValue()) + " lines")
        .toList();
  }

  private static int ceiling(String name) {
    return LONGER.getOrDefault(name, maximum(name));
  }

  private static int maximum(String name) {
    return name.contains("/src/test/java/") ? MAXIMUM_LINES_OF_TESTS : MAXIMUM_LINES;
  }

  private static long lines(String text) {
    return text.lines().count();
  }
}
