package org.wardbell.standalone.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command of this machine, run in a folder to its end. */
final class Command {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private Command() {}

  /** The end of a command: its code, and all that it wrote. */
  record End(int code, String output) {
    /** Returns the output of a command that did what it should. */
    String outputOrFail() {
      if (code != 0) {
        throw new AssertionError("ended with code " + code + ":\n" + output);
      }
      return output;
    }
  }

  static End run(Path folder, List<String> words) {
    Path output = folder.resolve("command-" + System.nanoTime() + ".log");
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(words + " did not end:\n" + Files.readString(output));
      }
      return new End(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the program of that name on the PATH. */
  static Optional<String> find(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
