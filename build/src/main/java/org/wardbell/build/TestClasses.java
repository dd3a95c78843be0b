package org.wardbell.build;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes below {@code src/test/java} of all rooms, found by their files. */
record TestClasses(List<TestClass> all) {
  /** More would no longer help somebody who mistyped. */
  private static final int SUGGESTIONS = 5;

  /** A typing error changes few letters, whatever the length of the word. */
  private static final int TYPING_ERROR = 3;

  /** A file there. */
  record TestClass(Room room, String fullName) {
    String simpleName() {
      return fullName.substring(fullName.lastIndexOf('.') + 1);
    }

    /** Returns whether Surefire or Failsafe would take it, as the names here go. */
    boolean isTest() {
      return fullName.endsWith("Test") || isIntegrationTest();
    }

    /** Returns whether it starts the packaged product. */
    boolean isIntegrationTest() {
      return fullName.endsWith("IT");
    }
  }

  static TestClasses in(Rooms rooms) {
    return new TestClasses(rooms.all().stream().flatMap(TestClasses::in).toList());
  }

  private static Stream<TestClass> in(Room room) {
    return FileTree.files(room.sources(Part.TEST), ".java").stream()
        .filter(file -> !file.endsWith("package-info.java"))
        .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
        .map(name -> new TestClass(room, name));
  }

  /** Returns the classes that a simple name, or the end of a full one, means, in every room. */
  List<TestClass> named(String name) {
    boolean simple = name.indexOf('.') < 0;
    Pattern pattern = Pattern.compile((simple ? "" : "(.*\\.)?") + glob(name));
    return all.stream()
        .filter(type -> name.indexOf('*') < 0 || type.isTest())
        .filter(type -> pattern.matcher(simple ? type.simpleName() : type.fullName()).matches())
        .toList();
  }

  /** Returns a regular expression in which stars stand for any letters. */
  static String glob(String text) {
    return Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
  }

  /** Returns a sentence about a name that means nothing, with names that are near to it. */
  String unknown(String name) {
    String wanted = lowerCase(name.substring(name.lastIndexOf('.') + 1).replace("*", ""));
    Map<String, Integer> distances =
        all.stream()
            .filter(TestClass::isTest)
            .map(TestClass::simpleName)
            .distinct()
            .collect(Collectors.toMap(each -> each, each -> distance(wanted, lowerCase(each))));
    String near =
        distances.entrySet().stream()
            .filter(each -> each.getValue() <= Math.min(TYPING_ERROR, wanted.length() / 3))
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(SUGGESTIONS)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return "No test class is named " + name + (near.isEmpty() ? "." : "; near it: " + near + ".");
  }

  /** A part of a name is near to all of it, and its ending need not be typed. */
  private static int distance(String wanted, String name) {
    if (name.contains(wanted)) {
      return 0;
    }
    String withoutEnding = name.replaceFirst("(test|it)$", "");
    return Math.min(
        EditDistance.between(wanted, name), EditDistance.between(wanted, withoutEnding));
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
