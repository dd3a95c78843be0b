package org.wardbell.standalone.walls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The texts of all files that people write, read once, by their path from the repository. */
final class WrittenFiles {
  /** Written by a build, by jOOQ, or recorded. */
  private static final Set<String> NOT_BY_PEOPLE =
      Set.of("target", ".git", ".idea", "generated", "histories", "node_modules");

  private static final Pattern WRITTEN = Pattern.compile(".*\\.(java|md|php|sql|ya?ml|xml|sh)");

  /** Paths with {@code /} on every machine, in alphabetical order. */
  static final Map<String, String> ALL = read();

  private WrittenFiles() {}

  private static Map<String, String> read() {
    Path house = Repository.folder();
    Map<String, String> files = new TreeMap<>();
    try {
      Files.walkFileTree(house, new Reader(house, files));
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read " + house, unreadable);
    }
    return Collections.unmodifiableMap(files);
  }

  private static final class Reader extends SimpleFileVisitor<Path> {
    private final Path house;
    private final Map<String, String> files;

    Reader(Path house, Map<String, String> files) {
      this.house = house;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return NOT_BY_PEOPLE.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (WRITTEN.matcher(file.getFileName().toString()).matches()) {
        String name = house.relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readString(file, StandardCharsets.UTF_8));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
