package org.wardbell.standalone.wordpress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A WordPress and a PHP that runs it.
 *
 * @param php the program
 * @param options what has to stand before the script
 * @param folder of WordPress
 */
record WordPress(Path php, List<String> options, Path folder) {
  WordPress {
    options = List.copyOf(options);
  }

  /** Returns the command that runs a script, or has other words for PHP. */
  List<String> command(String... words) {
    List<String> command = new ArrayList<>();
    command.add(php.toString());
    command.addAll(options);
    command.addAll(List.of(words));
    return command;
  }
}
