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
 * The sources and classes of a source tree, as its last compilation left them.
 *
 * @param setting a fingerprint of all but the sources: options, libraries, other rooms
 * @param sources fingerprints by path
 * @param classes class files by path
 */
record CompiledState(
    String setting, SortedMap<String, String> sources, SortedMap<String, CompiledClass> classes) {
  /** Stands for the interface of a class that no other file can name. */
  private static final String NONE = "-";

  /**
   * A class file.
   *
   * @param interfaceDigest the fingerprint of its {@link ClassInterface}
   */
  record CompiledClass(String source, String interfaceDigest) {
    static CompiledClass of(ClassInterface type) {
      return new CompiledClass(type.source(), type.digest().orElse(NONE));
    }

    boolean isNamedElsewhere() {
      return !interfaceDigest.equals(NONE);
    }
  }

  /** Returns the classes in a folder. */
  static SortedMap<String, CompiledClass> classesIn(Path folder) {
    SortedMap<String, CompiledClass> compiled = new TreeMap<>();
    for (String file : FileTree.files(folder, ".class")) {
      try {
        compiled.put(
            file, CompiledClass.of(new ClassInterface(Files.readAllBytes(folder.resolve(file)))));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return compiled;
  }

  /** Returns a fingerprint of all that other rooms can see. */
  String interfaceDigest() {
    return Digest.of(interfaceDigests(classes).toString());
  }

  /** Returns the digests of those classes that other files can name. */
  static SortedMap<String, String> interfaceDigests(Map<String, CompiledClass> classes) {
    SortedMap<String, String> digests = new TreeMap<>();
    classes.forEach(
        (file, compiled) -> {
          if (compiled.isNamedElsewhere()) {
            digests.put(file, compiled.interfaceDigest());
          }
        });
    return digests;
  }

  /** Reads a state; nothing if there is no such file. */
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
          case "class" -> state.classes.put(words[1], new CompiledClass(words[2], words[3]));
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
                                    each.getValue().interfaceDigest())
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
