package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dependencies of each room. Maven is asked for them only when a pom has changed. */
final class DependencyLists {
  private static final String LIST = "dependencies";

  /** Maven repeats itself, and ends with advice on how to run it with more output. */
  private static final int ERROR_LINES = 5;

  private final Rooms rooms;
  private final Progress progress;
  private final Map<Room, List<Dependency>> read = new HashMap<>();

  DependencyLists(Rooms rooms, Progress progress) {
    this.rooms = rooms;
    this.progress = progress;
  }

  /** Returns the dependencies of a room's tests, in Maven's order. */
  List<Dependency> of(Room room) {
    return read.computeIfAbsent(room, this::list);
  }

  private List<Dependency> list(Room room) {
    try (Stream<String> lines = Files.lines(room.quick().resolve(LIST))) {
      return Dependency.parse(lines);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Asks Maven, unless its answers still hold. */
  void bringUpToDate() {
    Path seen = rooms.quick().resolve("poms");
    String poms = poms();
    try {
      if (Files.exists(seen) && Files.readString(seen).equals(poms) && areComplete()) {
        return;
      }
      Files.createDirectories(rooms.quick());
      Files.deleteIfExists(seen);
      read.clear();
      askMaven();
      Files.writeString(seen, poms);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private String poms() {
    return Stream.concat(Stream.of(rooms.pom()), rooms.all().stream().map(Room::pom))
        .map(pom -> pom + " " + Digest.of(pom))
        .collect(Collectors.joining("\n"));
  }

  /** Somebody may have deleted libraries from Maven's cache. */
  private boolean areComplete() {
    return rooms.all().stream()
        .allMatch(
            room ->
                Files.exists(room.quick().resolve(LIST))
                    && of(room).stream()
                        .allMatch(each -> each.isRoom() || Files.exists(each.file())));
  }

  private void askMaven() {
    progress.say("Asking Maven for the class paths, because a pom has changed");
    List<String> errors = new ArrayList<>();
    ProcessBuilder maven =
        new ProcessBuilder(
                "./mvnw",
                "-B",
                "-Dstyle.color=never",
                // Nothing is compiled or copied; the phase only makes rooms known to each other.
                "-Dmaven.main.skip=true",
                "-Dmaven.resources.skip=true",
                "-Dspotless.check.skip=true",
                "-Denforcer.skip=true",
                "-Dlicense.skipAddThirdParty=true",
                "compile",
                "dependency:list",
                "-DoutputFile=target/quick/" + LIST,
                "-DoutputAbsoluteArtifactFilename=true")
            .directory(rooms.folder().toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    progress.during(
        "asking Maven",
        () -> {
          if (ChildProcesses.run(maven, line -> keepErrors(line, errors)) != 0) {
            errors.addFirst("Maven failed:");
            throw new QuickTestException(QuickTestException.FAILED, String.join("\n", errors));
          }
        });
  }

  private static void keepErrors(String line, List<String> errors) {
    if (line.startsWith("[ERROR]") && errors.size() < ERROR_LINES) {
      errors.add(line);
    }
  }
}
