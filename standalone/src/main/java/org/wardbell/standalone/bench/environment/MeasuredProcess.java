package org.wardbell.standalone.bench.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process whose use of the machine is measured, read from Linux's {@code /proc} (man 5 proc).
 *
 * @param name in the table
 */
public record MeasuredProcess(String name, long pid) {
  /** The unit of utime and stime: USER_HZ, 100 on every Linux since 2.6. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int KIBIBYTES_PER_MEGABYTE = 1_024;

  /** Fields of {@code /proc/pid/stat} after the program's name, which may contain blanks. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  /** Returns the server and the two servers that it starts as its children. */
  static List<MeasuredProcess> serverWithChildren(ProcessHandle server) {
    Stream<MeasuredProcess> children =
        server
            .descendants()
            .flatMap(
                child ->
                    switch (programOf(child.pid())) {
                      case "mysqld" -> Stream.of(new MeasuredProcess("MySQL", child.pid()));
                      case "temporal" -> Stream.of(new MeasuredProcess("Temporal", child.pid()));
                      default -> Stream.empty();
                    });
    return Stream.concat(Stream.of(new MeasuredProcess("server", server.pid())), children).toList();
  }

  /** Returns the time on any core since the process started, user and system, all threads. */
  public double cpuSeconds() {
    return seconds(read(pid, "stat"));
  }

  /**
   * Returns the same of the threads with such names (15 characters at most) that live now; the JVM
   * ends compiler threads that have nothing to do, so this may be less than it was.
   */
  public double cpuSeconds(Predicate<String> thread) {
    double sum = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        sum += ofThread(task, thread);
      }
    } catch (IOException e) {
      throw ended(e);
    }
    return sum;
  }

  private static double ofThread(Path task, Predicate<String> thread) {
    try {
      return thread.test(Files.readString(task.resolve("comm")).strip())
          ? seconds(Files.readString(task.resolve("stat")))
          : 0;
    } catch (IOException e) {
      return 0; // It ended since it was listed.
    }
  }

  private static double seconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
        / TICKS_PER_SECOND;
  }

  /** Returns the most memory that it ever had resident, in megabytes. */
  public long peakMegabytes() {
    String line =
        read(pid, "status")
            .lines()
            .filter(l -> l.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow(() -> new BenchmarkException("The " + name + " has ended."));
    return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIBIBYTES_PER_MEGABYTE;
  }

  private static String programOf(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).strip();
    } catch (IOException e) {
      // It ended since it was listed.
      return "";
    }
  }

  private String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private BenchmarkException ended(IOException e) {
    return new BenchmarkException(
        "The %s (process %d) ended during the benchmark.".formatted(name, pid), e);
  }
}
