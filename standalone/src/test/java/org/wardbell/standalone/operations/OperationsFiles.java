package org.wardbell.standalone.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the repository that operators use. */
final class OperationsFiles {
  private OperationsFiles() {}

  /** Returns the repository's folder. */
  static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "run this inside the repository");
    }
    return folder;
  }

  /** Returns the text of a file, by its path from the repository. */
  static String text(String file) {
    try {
      return Files.readString(folder().resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the first document of a YAML text. */
  static Map<?, ?> yaml(String text) {
    Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return (Map<?, ?>) document;
  }

  /** Returns a map in a map. */
  static Map<?, ?> map(Map<?, ?> parent, String name) {
    return (Map<?, ?>) Objects.requireNonNull(parent.get(name), name);
  }

  /** Returns the maps in a list that a map has. */
  static List<Map<?, ?>> maps(Map<?, ?> map, String name) {
    return ((List<?>) Objects.requireNonNull(map.get(name), name))
        .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
  }
}
