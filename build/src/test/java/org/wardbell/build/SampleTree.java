package org.wardbell.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A few sources in a temporary folder, and what was said while they were compiled. */
final class SampleTree {
  private static final String RELEASE = Integer.toString(Runtime.version().feature());

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Path folder;

  SampleTree(Path folder) {
    this.folder = folder;
  }

  SampleTree with(String file, String text) {
    try {
      Path path = folder.resolve("java").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SampleTree without(String file) {
    try {
      Files.delete(folder.resolve("java").resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles what has to be; returns the digest of their interface. */
  String bringUpToDate(String... upstream) {
    said.reset();
    return new SourceTree(
            "sample",
            List.of(folder.resolve("java")),
            classes(),
            List.of(),
            List.of(upstream),
            new Javac(RELEASE),
            new Progress(new PrintStream(said, true, StandardCharsets.UTF_8)))
        .bringUpToDate();
  }

  /** What was said the last time. */
  List<String> said() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  Path classes() {
    return folder.resolve("out");
  }

  byte[] bytes(String type) {
    try {
      return Files.readAllBytes(classes().resolve(type + ".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClassInterface type(String type) {
    return new ClassInterface(bytes(type));
  }
}
