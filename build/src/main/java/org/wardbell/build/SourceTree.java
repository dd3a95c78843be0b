package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sources that are compiled together, and as few of them as possible: none if none has changed;
 * those that have changed, if other files see no difference; else all.
 */
final class SourceTree {
  /** Files that are compiled by themselves; of more, some interface has surely changed. */
  private static final int MOST_CHANGED = 20;

  private final String name;
  private final List<Path> roots;
  private final Path classes;
  private final List<Path> classPath;
  private final String setting;
  private final Javac javac;
  private final Progress progress;

  /**
   * Creates one.
   *
   * @param name for messages
   * @param roots the folders with sources; no path is in two of them
   * @param classPath without {@code classes}
   * @param upstream the {@link CompiledState#interfaceDigest} of each room on the class path
   */
  SourceTree(
      String name,
      List<Path> roots,
      Path classes,
      List<Path> classPath,
      Collection<String> upstream,
      Javac javac,
      Progress progress) {
    this.name = name;
    this.roots = roots;
    this.classes = classes;
    this.classPath = classPath;
    this.setting = Digest.of(javac.setting() + classPath + upstream);
    this.javac = javac;
    this.progress = progress;
  }

  /** Compiles what has to be; returns the digest of its interface. */
  String bringUpToDate() {
    SortedMap<String, String> now = fingerprints();
    Optional<CompiledState> before = CompiledState.read(state());
    if (before.isPresent() && before.get().setting().equals(setting)) {
      if (before.get().sources().equals(now)) {
        return before.get().interfaceDigest();
      }
      if (before.get().sources().keySet().equals(now.keySet())) {
        Optional<CompiledState> after = compileChanged(before.get(), now);
        if (after.isPresent()) {
          return after.get().interfaceDigest();
        }
      }
    }
    return compileAll(now).interfaceDigest();
  }

  private SortedMap<String, String> fingerprints() {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    for (Path root : roots) {
      for (String file : FileTree.files(root, ".java")) {
        fingerprints.put(file, Digest.of(root.resolve(file)));
      }
    }
    return fingerprints;
  }

  private Path source(String file) {
    return roots.stream()
        .map(root -> root.resolve(file))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(file + " is gone"));
  }

  private CompiledState compileAll(SortedMap<String, String> now) {
    Path fresh = FileTree.makeEmpty(beside(".new"));
    compile(now.keySet(), classPath, fresh);
    CompiledState after = new CompiledState(setting, now, CompiledState.classesIn(fresh));
    deleteState();
    FileTree.delete(classes);
    FileTree.move(fresh, classes);
    after.write(state());
    return after;
  }

  /** Returns nothing if other files may have to be compiled too. */
  private Optional<CompiledState> compileChanged(
      CompiledState before, SortedMap<String, String> now) {
    List<String> changed =
        now.keySet().stream()
            .filter(file -> !Objects.equals(now.get(file), before.sources().get(file)))
            .toList();
    if (changed.size() > MOST_CHANGED) {
      return Optional.empty();
    }
    Path fresh = FileTree.makeEmpty(beside(".part"));
    compile(changed, Stream.concat(Stream.of(classes), classPath.stream()).toList(), fresh);
    SortedMap<String, CompiledState.CompiledClass> made = CompiledState.classesIn(fresh);
    SortedMap<String, CompiledState.CompiledClass> replaced = new TreeMap<>(before.classes());
    replaced.values().removeIf(each -> !changed.contains(each.source()));
    if (!CompiledState.interfaceDigests(made).equals(CompiledState.interfaceDigests(replaced))) {
      return Optional.empty();
    }
    deleteState();
    replaced.keySet().forEach(file -> delete(classes.resolve(file)));
    made.keySet().forEach(file -> FileTree.move(fresh.resolve(file), classes.resolve(file)));
    SortedMap<String, CompiledState.CompiledClass> all = new TreeMap<>(before.classes());
    all.keySet().removeAll(replaced.keySet());
    all.putAll(made);
    CompiledState after = new CompiledState(setting, now, all);
    after.write(state());
    return Optional.of(after);
  }

  private void compile(Collection<String> files, List<Path> path, Path output) {
    if (files.isEmpty()) {
      return;
    }
    progress.say("Compiling " + name + ": " + files(files));
    progress.during(
        "compiling " + name,
        () -> javac.compile(files.stream().map(this::source).toList(), path, output));
  }

  private static String files(Collection<String> files) {
    return files.size() == 1 ? files.iterator().next() : files.size() + " files";
  }

  /** Classes that are half replaced must not be taken for whole if this process ends here. */
  private void deleteState() {
    delete(state());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException held) {
      throw new UncheckedIOException(held);
    }
  }

  private Path state() {
    return beside(".state");
  }

  private Path beside(String ending) {
    return classes.resolveSibling(classes.getFileName() + ending);
  }
}
