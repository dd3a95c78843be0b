package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads every file that people write, and says which of them is untidy. */
class TidinessTest {
  private static final int MAXIMUM_LINES = 400;

  /**
   * Longer all the same, with their length of today as the ceiling. The list may become shorter.
   */
  private static final Map<String, Integer> LONGER =
      Map.of(
          "pom.xml", 480,
          "activities/src/main/resources/catalogue.yaml", 600,
          "activities/src/test/java/org/wardbell/activities/calendar/CalendarWalkTest.java", 480,
          "activities/src/test/java/org/wardbell/activities/calendar/SyncSessionRacesTest.java",
              480,
          "activities/src/test/java/org/wardbell/activities/http/WebhookSenderTest.java", 480,
          "activities/src/test/java/org/wardbell/activities/webhook/rules/WebhookRulesTest.java",
              480);

  /**
   * They say who is in charge, not what is done: everything fits into them, so everything goes
   * there.
   */
  private static final Pattern VAGUE_NAME = Pattern.compile(".*(Helper|Manager|Util).*\\.java");

  private static final Pattern PRINTS = Pattern.compile("System\\.(out|err)\\b");

  /**
   * Whoever answers on a terminal: the command line, and each program that can be started alone.
   */
  private static final List<String> MAY_PRINT =
      List.of(
          "standalone/",
          "api/src/main/java/org/wardbell/api/ApiApplication.java",
          "simulator/src/main/java/org/wardbell/simulator/google/GoogleCalendarSimulator.java",
          "simulator/src/main/java/org/wardbell/simulator/receiver/ReceiverSimulator.java");

  /** Put together here, or this file would find itself. */
  private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  /** What is written here stands on its own: whoever reads it has no list of tasks beside it. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\b(issue|ticket) #?\\d|\\bsha" + "red/", Pattern.CASE_INSENSITIVE);

  private static final Map<String, String> FILES = WrittenFiles.ALL;

  @Test
  void files_writtenByPeople_areShort() {
    assertThat(
            FILES.keySet().stream()
                .filter(name -> lines(name) > LONGER.getOrDefault(name, MAXIMUM_LINES))
                .map(name -> name + " has " + lines(name) + " lines"))
        .as("longer than %s lines: split it by what it does", MAXIMUM_LINES)
        .isEmpty();
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
  void rooms_eachHaveARationaleWhoseHeadingsAreQuestions() {
    for (String room : rooms()) {
      String rationale = FILES.get(room + "/RATIONALE.md");
      assertThat(rationale).as(room + "/RATIONALE.md").isNotNull();
      assertThat(rationale.lines().filter(line -> line.startsWith("## ")))
          .as("headings of " + room + "/RATIONALE.md")
          .isNotEmpty()
          .allMatch(heading -> heading.endsWith("?"));
    }
  }

  @Test
  void tree_asItWasRead_isTheWholeHouse() {
    assertThat(FILES).hasSizeGreaterThan(300).containsKey("pom.xml");
    assertThat(rooms()).contains("workflows", "activities", "api", "worker", "standalone");
  }

  private static List<String> rooms() {
    Matcher matcher = Pattern.compile("<module>(.+)</module>").matcher(FILES.get("pom.xml"));
    return matcher.results().map(result -> result.group(1)).toList();
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

  private static long lines(String name) {
    return FILES.get(name).lines().count();
  }
}
