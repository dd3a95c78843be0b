package org.wardbell.build;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One JVM with tests of one room, run by JUnit's console.
 *
 * @param settings what the poms say about it
 * @param classPath the room's, with the console
 * @param options further options for it
 */
record TestRun(Room room, TestSettings settings, Collection<Path> classPath, List<String> options) {
  private static final String CONSOLE = "org.junit.platform.console.ConsoleLauncher";

  /** Lines of the console that tell nothing about a test. */
  private static final Pattern OMITTED =
      Pattern.compile(".* :: STARTED|\\[ +\\d+ (containers .*|tests (started|found)) +]");

  /** The tag of tests that need a server. */
  private static final String SERVERS = "servers";

  /** A class to run, with a regular expression for its methods. */
  record SelectedClass(String type, String methods) {}

  /** Runs these; returns the console's exit code: 0, 1 after a failure, 2 if there was no test. */
  int runClasses(List<SelectedClass> chosen, Progress progress) {
    Stream<String> types =
        chosen.stream().map(SelectedClass::type).distinct().map(type -> "--select-class=" + type);
    // Of a nested class, too; a name that is taken whole has no filter of its own.
    String methods =
        chosen.stream()
            .map(each -> Pattern.quote(each.type()) + "(\\$.+)?#" + each.methods())
            .collect(Collectors.joining("|"));
    return run(
        Stream.concat(
            types,
            Stream.of(
                "--include-methodname=" + methods,
                "--include-classname=.*",
                "--details=testfeed",
                "--fail-if-no-tests")),
        progress);
  }

  /** Runs all that need no server; returns the console's exit code. */
  int runWithoutServers(Progress progress) {
    return run(
        Stream.of(
            "--scan-class-path=" + room.classes(Part.TEST),
            "--include-classname=.*Test",
            "--exclude-tag=" + SERVERS,
            "--details=summary"),
        progress);
  }

  private int run(Stream<String> arguments, Progress progress) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Most of the time of a few tests is their JVM's start, which the better compiler makes longer.
    line.add("-XX:TieredStopAtLevel=1");
    line.addAll(settings.jvmOptions());
    line.addAll(options);
    line.add("-cp");
    line.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    line.addAll(List.of(CONSOLE, "execute", "--disable-banner", "--disable-ansi-colors"));
    arguments.forEach(line::add);
    ProcessBuilder command = new ProcessBuilder(line).directory(room.folder().toFile());
    command.environment().putAll(settings.environment());
    progress.say("Testing " + room.name());
    int[] exitCode = new int[1];
    progress.during(
        "testing " + room.name(),
        () -> exitCode[0] = ChildProcesses.run(command, each -> print(each, progress)));
    return exitCode[0];
  }

  private static void print(String line, Progress progress) {
    if (!OMITTED.matcher(line).matches()) {
      progress.say(line);
    }
  }
}
