package org.wardbell.build;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Compiles rooms in the order in which they need each other, each once. */
final class RoomCompiler {
  private final Rooms rooms;
  private final DependencyLists dependencies;
  private final Javac javac;
  private final Progress progress;
  private final Map<Room, String> interfaceDigests = new HashMap<>();

  RoomCompiler(Rooms rooms, DependencyLists dependencies, Progress progress) {
    this.rooms = rooms;
    this.dependencies = dependencies;
    this.progress = progress;
    this.javac =
        new Javac(
            Pom.read(rooms.pom())
                .text("/project/properties/maven.compiler.release")
                .orElseThrow(() -> new IllegalStateException("the pom names no Java version")));
  }

  /** Compiles a room's tests and every room that they run with. */
  void compileTests(Room room) {
    List<String> upstream =
        Stream.concat(Stream.of(room), roomsOf(room, dependency -> true))
            .map(this::compileMain)
            .toList();
    tree(room, Part.TEST, testClassPath(room).skip(1).toList(), upstream).bringUpToDate();
  }

  private String compileMain(Room room) {
    String known = interfaceDigests.get(room);
    if (known == null) {
      List<String> upstream =
          roomsOf(room, Dependency::isForCompilation).map(this::compileMain).toList();
      List<Path> classPath = entries(room, Dependency::isForCompilation).toList();
      new Templates(room, progress).bringUpToDate(entries(room, Dependency::isForCompilation));
      known = tree(room, Part.MAIN, classPath, upstream).bringUpToDate();
      interfaceDigests.put(room, known);
    }
    return known;
  }

  private SourceTree tree(Room room, Part part, List<Path> classPath, List<String> upstream) {
    return new SourceTree(
        room.name() + " " + part.folder(),
        part == Part.MAIN
            ? List.of(room.sources(part), room.generated())
            : List.of(room.sources(part)),
        room.classes(part),
        classPath,
        upstream,
        javac,
        progress);
  }

  private Stream<Room> roomsOf(Room room, Predicate<Dependency> which) {
    return dependencies.of(room).stream()
        .filter(which)
        .filter(Dependency::isRoom)
        .map(dependency -> rooms.ofArtifact(dependency.artifact()).orElseThrow());
  }

  /** Returns what the tests of a room run with: its own classes first, then Maven's order. */
  Stream<Path> testClassPath(Room room) {
    return Stream.of(
            Stream.of(room.classes(Part.TEST), room.resources(Part.TEST)),
            Stream.of(room.classes(Part.MAIN), room.resources(Part.MAIN)),
            entries(room, dependency -> true))
        .flatMap(each -> each);
  }

  /** Returns what a room's product runs with. */
  Stream<Path> productClassPath(Room room) {
    return Stream.concat(
        Stream.of(room.classes(Part.MAIN), room.resources(Part.MAIN)),
        entries(room, Dependency::isForProduct));
  }

  /** Returns the libraries of a room, without itself. */
  Stream<Path> libraries(Room room) {
    return entries(room, Dependency::isForProduct);
  }

  private Stream<Path> entries(Room room, Predicate<Dependency> which) {
    return dependencies.of(room).stream().filter(which).flatMap(this::entry);
  }

  private Stream<Path> entry(Dependency dependency) {
    if (!dependency.isRoom()) {
      return Stream.of(dependency.file());
    }
    Room room = rooms.ofArtifact(dependency.artifact()).orElseThrow();
    return Stream.of(room.classes(Part.MAIN), room.resources(Part.MAIN));
  }
}
