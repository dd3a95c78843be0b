package org.wardbell.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardbell.build.TestClasses.TestClass;

/** {@code ./wardbell test}: finds test classes, compiles what has changed, and runs them. */
public final class TestCommand {
  /** The tests of one JVM: those of the packaged product have settings of their own. */
  private record Group(Room room, boolean integration) {}

  private final Rooms rooms;
  private final TestRequest request;
  private final Progress progress;
  private final DependencyLists dependencies;
  private final RoomCompiler compiler;

  private TestCommand(Rooms rooms, TestRequest request, Progress progress) {
    this.rooms = rooms;
    this.request = request;
    this.progress = progress;
    this.dependencies = new DependencyLists(rooms, progress);
    this.compiler = new RoomCompiler(rooms, dependencies, progress);
  }

  /**
   * Runs it, and exits with 0 if all tests passed.
   *
   * @param arguments the repository's folder, then those of the command
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      Rooms rooms = Rooms.of(Path.of(arguments.getFirst()));
      return TestRequest.of(arguments.subList(1, arguments.size()))
          .map(request -> new TestCommand(rooms, request, new Progress(System.out)).run())
          .orElseGet(
              () -> {
                System.out.println(TestRequest.USAGE);
                return 0;
              });
    } catch (QuickTestException stopped) {
      System.err.println(stopped.getMessage());
      return stopped.exitCode();
    }
  }

  private int run() {
    long start = System.nanoTime();
    Map<Group, List<TestRun.SelectedClass>> chosen = request.fast() ? Map.of() : chosen();
    Set<Room> wanted = new LinkedHashSet<>();
    chosen.keySet().forEach(group -> wanted.add(group.room()));
    if (request.fast()) {
      wanted.addAll(rooms.all());
    }
    WorkLock.whileHeld(
        rooms.quick(),
        progress,
        () -> {
          dependencies.bringUpToDate();
          wanted.forEach(compiler::compileTests);
        });
    Duration preparing = Progress.since(start);
    int exitCode = 0;
    for (Map.Entry<Group, List<TestRun.SelectedClass>> each : chosen.entrySet()) {
      exitCode = Math.max(exitCode, testRun(each.getKey()).runClasses(each.getValue(), progress));
    }
    if (request.fast()) {
      for (Room room : rooms.all()) {
        exitCode = Math.max(exitCode, testRun(new Group(room, false)).runWithoutServers(progress));
      }
    }
    progress.say(
        outcome(exitCode)
            + ": "
            + Progress.seconds(Progress.since(start))
            + ", of which "
            + Progress.seconds(preparing)
            + " before the tests");
    return exitCode;
  }

  private static String outcome(int exitCode) {
    return switch (exitCode) {
      case 0 -> "Passed";
      case QuickTestException.USAGE -> "NO TEST was found";
      default -> "FAILED";
    };
  }

  /** Looks up all names before anything is compiled, so that a typing error costs nothing. */
  private Map<Group, List<TestRun.SelectedClass>> chosen() {
    TestClasses classes = TestClasses.in(rooms);
    String unknown =
        request.selections().stream()
            .map(TestRequest.Selection::type)
            .filter(name -> classes.named(name).isEmpty())
            .map(classes::unknown)
            .collect(Collectors.joining("\n"));
    if (!unknown.isEmpty()) {
      throw new QuickTestException(QuickTestException.USAGE, unknown);
    }
    Map<Group, List<TestRun.SelectedClass>> chosen = new LinkedHashMap<>();
    for (TestRequest.Selection selection : request.selections()) {
      String methods = selection.method().map(TestClasses::glob).orElse(".*");
      for (TestClass type : classes.named(selection.type())) {
        chosen
            .computeIfAbsent(
                new Group(type.room(), type.isIntegrationTest()), group -> new ArrayList<>())
            .add(new TestRun.SelectedClass(type.fullName(), methods));
      }
    }
    return chosen;
  }

  private TestRun testRun(Group group) {
    Room room = group.room();
    List<String> options = new ArrayList<>(request.properties());
    if (group.integration()) {
      ProductJar.write(room, compiler.productClassPath(room))
          .ifPresent(folder -> options.add("-Dwardbell.product=" + folder));
    }
    Set<Path> classPath = new LinkedHashSet<>();
    Stream.concat(compiler.testClassPath(room), compiler.libraries(rooms.console()))
        .forEach(classPath::add);
    return new TestRun(room, TestSettings.of(rooms, room, group.integration()), classPath, options);
  }
}
