package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A jar that can be started like the packaged one, and holds nothing: its manifest points to the
 * classes and libraries where they lie.
 */
final class ProductJar {
  private static final String MAIN_CLASS =
      "/project/build/plugins/plugin[artifactId='maven-jar-plugin']//mainClass";

  private ProductJar() {}

  /** Writes the jar of a room that packages a program; returns the folder it is in. */
  static Optional<Path> write(Room room, Stream<Path> classPath) {
    return Pom.read(room.pom())
        .text(MAIN_CLASS)
        .map(mainClass -> write(room, mainClass, classPath));
  }

  private static Path write(Room room, String mainClass, Stream<Path> classPath) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        // A folder's address must end with a slash, which it does only while the folder exists.
        classPath
            .filter(Files::exists)
            .map(entry -> entry.toUri().toString())
            .collect(Collectors.joining(" ")));
    Path folder = FileTree.makeEmpty(room.quick().resolve("product"));
    Path jar = folder.resolve(room.artifact() + "-quick.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return folder;
  }
}
