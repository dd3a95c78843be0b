package org.wardbell.simulator.http;

import java.util.List;

/** The argument {@code --port P} of a command line. */
public final class PortArgument {

  private static final int GREATEST_PORT = 65_535;

  private PortArgument() {}

  /**
   * Returns the requested port; 0, which means any free port, when there is none.
   *
   * @throws IllegalArgumentException with a sentence for the person at the terminal
   */
  public static int read(List<String> words) {
    int place = words.indexOf("--port");
    if (place < 0) {
      return 0;
    }
    String text = place + 1 < words.size() ? words.get(place + 1) : "";
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > GREATEST_PORT) {
      throw new IllegalArgumentException(
          "--port needs a number from 0 to 65535, got \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }
}
