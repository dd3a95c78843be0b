package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A room's page templates (JTE), which become Java sources. Made by the template library that the
 * room itself names, as its Maven plugin does.
 */
final class Templates {
  private static final String ENGINE = "gg.jte.TemplateEngine";

  /** The package in which the product looks for them. */
  private static final String PACKAGE = "gg.jte.generated.precompiled";

  private final Room room;
  private final Progress progress;

  Templates(Room room, Progress progress) {
    this.room = room;
    this.progress = progress;
  }

  /**
   * Makes the sources anew if a template has changed.
   *
   * @param classPath of the room, with the library
   */
  void bringUpToDate(Stream<Path> classPath) {
    if (!Files.isDirectory(room.templates())) {
      FileTree.delete(room.generated());
      return;
    }
    SortedMap<String, String> now = new TreeMap<>();
    for (String file : FileTree.files(room.templates(), ".jte")) {
      now.put(file, Digest.of(room.templates().resolve(file)));
    }
    Path seen = room.quick().resolve("jte.state");
    try {
      if (Files.exists(seen) && Files.readString(seen).equals(now.toString())) {
        return;
      }
      Files.deleteIfExists(seen);
      progress.say("Reading " + now.size() + " templates of " + room.name());
      generate(FileTree.makeEmpty(room.generated()), classPath.toList());
      Files.writeString(seen, now.toString());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private void generate(Path output, List<Path> classPath) {
    URL[] libraries = classPath.stream().map(Templates::url).toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader())) {
      Class<?> engine = loader.loadClass(ENGINE);
      Class<?> resolver = loader.loadClass("gg.jte.CodeResolver");
      Class<?> contentType = loader.loadClass("gg.jte.ContentType");
      Object folder =
          loader
              .loadClass("gg.jte.resolve.DirectoryCodeResolver")
              .getConstructor(Path.class)
              .newInstance(room.templates());
      Method create =
          engine.getMethod(
              "create", resolver, Path.class, contentType, ClassLoader.class, String.class);
      Object html = contentType.getField("Html").get(null);
      Object made = create.invoke(null, folder, output, html, null, PACKAGE);
      engine.getMethod("setTrimControlStructures", boolean.class).invoke(made, true);
      engine.getMethod("generateAll").invoke(made);
    } catch (ReflectiveOperationException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new QuickTestException(QuickTestException.FAILED, String.valueOf(cause.getMessage()));
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
