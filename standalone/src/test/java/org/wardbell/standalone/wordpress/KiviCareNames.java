package org.wardbell.standalone.wordpress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that KiviCare has for events, from the catalogue and from the plugin. */
final class KiviCareNames {
  /** The repository's folder: tests run in that of their room. */
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern CATALOGUE =
      Pattern.compile("type: ([\\w.]+)\\R(?:(?!\\s*- ).*\\R)*?\\s*aliases: \\[(.*)]");

  private static final Pattern PLUGIN = Pattern.compile("'(\\w+)'\\s*=> '([a-z_]+\\.[a-z_]+)',");
  private static final Pattern COMMA = Pattern.compile(",\\s*");

  private KiviCareNames() {}

  /** Returns the types of the catalogue's aliases, by alias. */
  static Map<String, String> ofTheCatalogue() {
    Map<String, String> types = new TreeMap<>();
    CATALOGUE
        .matcher(read("activities/src/main/resources/catalogue.yaml"))
        .results()
        .forEach(
            event ->
                Arrays.asList(COMMA.split(event.group(2), -1))
                    .forEach(alias -> types.put(alias, event.group(1))));
    return types;
  }

  /** Returns the types of the plugin's hooks, by hook. */
  static Map<String, String> ofThePlugin() {
    Map<String, String> types = new TreeMap<>();
    PLUGIN
        .matcher(read("wordpress/wardbell/src/Hooks.php"))
        .results()
        .forEach(hook -> types.put(hook.group(1), hook.group(2)));
    return types;
  }

  /** Returns the types that KiviCare tells of. */
  static Set<String> types() {
    return new TreeSet<>(ofTheCatalogue().values());
  }

  private static String read(String file) {
    try {
      return Files.readString(REPOSITORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
