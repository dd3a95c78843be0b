package org.wardbell.standalone.browser.chromium;

import java.nio.file.Path;
import java.util.Map;

/**
 * A Chromium, or a browser made of it, that runs on this machine.
 *
 * @param program its binary, or the script that starts it
 * @param environment further variables for it
 */
public record Chromium(Path program, Map<String, String> environment) {
  public Chromium {
    environment = Map.copyOf(environment);
  }

  static Chromium at(Path program) {
    return new Chromium(program, Map.of());
  }
}
