package org.wardbell.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An entry of a room's class path.
 *
 * @param scope Maven's
 * @param file the jar; of a room whatever Maven says, which is not read
 */
record Dependency(String group, String artifact, String scope, Path file) {
  static final String OURS = "org.wardbell";

  private static final Set<String> COMPILE = Set.of("compile", "provided", "system");
  private static final Set<String> RUNTIME = Set.of("compile", "runtime", "system");

  /** {@code group:artifact:jar[:classifier]:version:scope:/file -- module name}. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\s+([^:\\s]+):([^:]+):[^:]+:(?:[^:]+:)?[^:]+:(compile|provided|runtime|test|system)"
              + "(?: \\(optional\\) ?)?:(.+?)(?: \\(optional\\) ?)?(?: -- module .*)?");

  /** Reads a list that {@code dependency:list} wrote. */
  static List<Dependency> parse(Stream<String> lines) {
    return lines.map(Dependency::parse).flatMap(Optional::stream).toList();
  }

  private static Optional<Dependency> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Dependency(
                matcher.group(1), matcher.group(2), matcher.group(3), Path.of(matcher.group(4))))
        : Optional.empty();
  }

  boolean isRoom() {
    return group.equals(OURS);
  }

  /** Returns whether main sources are compiled with it. */
  boolean isForCompilation() {
    return COMPILE.contains(scope);
  }

  /** Returns whether the product runs with it. */
  boolean isForProduct() {
    return RUNTIME.contains(scope);
  }
}
