package org.wardbell.standalone.walls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The test sources of one room, and which of them need a MySQL or a Temporal server: those that
 * name one of the classes that start it, or another test source that does. The tag {@code servers}
 * says the same to JUnit.
 */
final class ServerTags {
  private static final Set<String> STARTING =
      Set.of("TemporaryMySql", "EmbeddedMySql", "EmbeddedTemporal");

  private static final String TAG = "@Tag(\"servers\")";

  /** Comments, text blocks, strings and characters: what is written there is not used. */
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "/\\*[\\s\\S]*?\\*/|//[^\\n]*|\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\""
              + "|'(?:\\\\.|[^'\\\\\\n])*+'");

  private static final Pattern TYPE_NAME = Pattern.compile("\\b[A-Z]\\w*");

  /** A parent, or an annotation, which may have annotations of its own. */
  private static final Pattern EXTENDS =
      Pattern.compile("(?:\\bclass \\w+ extends |@(?!interface))(\\w+)");

  private final Map<String, String> sources;
  private final Map<String, String> code = new HashMap<>();

  /**
   * Reads a room's test sources.
   *
   * @param sources their texts by the simple names of their types
   */
  ServerTags(Map<String, String> sources) {
    this.sources = sources;
    sources.forEach((name, text) -> code.put(name, NOT_CODE.matcher(text).replaceAll(" ")));
  }

  /** Returns a sentence for each test class whose tag is missing, or too much. */
  List<String> mistakes() {
    return sources.keySet().stream()
        .filter(name -> name.endsWith("Test"))
        .sorted()
        .map(this::mistake)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> mistake(String test) {
    boolean tagged = isTagged(test);
    if (needsServers(test) == tagged) {
      return Optional.empty();
    }
    return Optional.of(
        tagged
            ? test + " needs no server: leave " + TAG + " away"
            : test + " needs a server: write " + TAG + " above it");
  }

  /** Returns the names of all tests that need a server. */
  Set<String> needing() {
    return sources.keySet().stream().filter(this::needsServers).collect(Collectors.toSet());
  }

  private boolean needsServers(String start) {
    return reachable(start, this::named).stream().anyMatch(STARTING::contains);
  }

  /** JUnit's tags are inherited, also from annotations. */
  private boolean isTagged(String start) {
    return reachable(start, this::parents).stream()
        .anyMatch(name -> sources.getOrDefault(name, "").contains(TAG));
  }

  private Set<String> reachable(String start, Function<String, List<String>> next) {
    Set<String> reached = new HashSet<>();
    Deque<String> unread = new ArrayDeque<>(List.of(start));
    while (!unread.isEmpty()) {
      String name = unread.remove();
      if (reached.add(name)) {
        unread.addAll(next.apply(name));
      }
    }
    return reached;
  }

  private List<String> named(String name) {
    return found(TYPE_NAME, name, 0);
  }

  private List<String> parents(String name) {
    return found(EXTENDS, name, 1);
  }

  private List<String> found(Pattern pattern, String name, int group) {
    Matcher matcher = pattern.matcher(code.getOrDefault(name, ""));
    return matcher.results().map((MatchResult result) -> result.group(group)).distinct().toList();
  }
}
