package org.wardbell.build;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of the JDK that runs this. */
final class Javac {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final List<String> options;

  /**
   * Creates one with the pom's options.
   *
   * @param release the Java version
   */
  Javac(String release) {
    options =
        List.of(
            "--release",
            release,
            "-g",
            "-parameters",
            "-proc:none",
            "-implicit:none",
            "-nowarn",
            "-Xlint:none",
            "-XDsuppressNotes",
            "-encoding",
            "UTF-8");
  }

  /** Returns what decides, beside sources and class path, what comes out. */
  String setting() {
    return Runtime.version() + " " + options;
  }

  /** Compiles, or throws with the compiler's own words. */
  void compile(Collection<Path> sources, List<Path> classPath, Path output) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("-d");
    arguments.add(output.toString());
    arguments.add("-cp");
    arguments.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    StringWriter words = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  words, files, null, arguments, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new QuickTestException(QuickTestException.FAILED, words.toString().stripTrailing());
      }
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    }
  }
}
