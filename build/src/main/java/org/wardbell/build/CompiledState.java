package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source tree was compiled from, and what came of it.
 *
 * @param setting a fingerprint of all but the sources: options, libraries, other rooms
 * @param sources fingerprints by path
 * @param classes what was made, by path
 */
record CompiledState(
    String setting, SortedMap<String, String> sources, SortedMap<String, Made> classes) {
  /** Stands for the interface of a class that no other file can name. */
  private static final String NONE = "-";

  /**
   * A class file.
   *
   * @param shape the fingerprint of its {@link ClassInterface}
   */
  record Made(String source, String shape) {
    static Made of(ClassInterface type) {
      return new Made(type.source(), type.digest().orElse(NONE));
    }

    boolean isNamedElsewhere() {
      return !shape.equals(NONE);
    }
  }

  /** Returns the classes in a folder. */
  static SortedMap<String, Made> madeIn(Path folder) {
    SortedMap<String, Made> made = new TreeMap<>();
    for (String file : FileTree.files(folder, ".class")) {
      try {
        made.put(file, Made.of(new ClassInterface(Files.readAllBytes(folder.resolve(file)))));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return made;
  }

  /** Returns a fingerprint of all that other rooms can see. */
  String shape() {
    return Digest.of(shapes(classes).toString());
  }

  /** Returns the shapes of those classes that other files can name. */
  static SortedMap<String, String> shapes(Map<String, Made> classes) {
    SortedMap<String, String> shapes = new TreeMap<>();
    classes.forEach(
        (file, made) -> {
          if (made.isNamedElsewhere()) {
            shapes.put(file, made.shape());
          }
        });
    return shapes;
  }

  static Optional<CompiledState> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CompiledState state = new CompiledState("", new TreeMap<>(), new TreeMap<>());
    String setting = "";
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split("\t", -1);
        switch (words[0]) {
          case "source" -> state.sources.put(words[1], words[2]);
          case "class" -> state.classes.put(words[1], new Made(words[2], words[3]));
          default -> setting = words[1];
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return Optional.of(new CompiledState(setting, state.sources, state.classes));
  }

  void write(Path file) {
    List<String> lines =
        Stream.of(
                Stream.of("setting\t" + setting),
                sources.entrySet().stream()
                    .map(each -> "source\t" + each.getKey() + "\t" + each.getValue()),
                classes.entrySet().stream()
                    .map(
                        each ->
                            Stream.of(
                                    "class",
                                    each.getKey(),
                                    each.getValue().source(),
                                    each.getValue().shape())
                                .collect(Collectors.joining("\t"))))
            .flatMap(each -> each)
            .toList();
    try {
      Files.write(file, lines);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
