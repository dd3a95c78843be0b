package org.wardbell.standalone.client;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command on a running server: where it is, and the key it is asked with. */
public final class ServerOptions {
  /** Where {@code wardbell up} listens unless told otherwise. */
  public static final String STANDARD = "http://127.0.0.1:8080";

  private static final int HIGHEST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where the server is (default: ${DEFAULT-VALUE}).",
      defaultValue = STANDARD)
  private URI server = URI.create(STANDARD);

  /** Where the key comes from; not an option, because command lines are seen by others. */
  @Option(names = "--key-from-environment", hidden = true, defaultValue = "${env:WARDBELL_KEY}")
  private @Nullable String key;

  /**
   * Returns the server.
   *
   * @param needed the key that the command needs, in words
   * @throws ParameterException if there is no key, or the address is none
   */
  public RunningServer server(String needed) {
    if (key == null || key.isBlank()) {
      throw wrong("WARDBELL_KEY is not set: it has to be " + needed);
    }
    String sent = key.strip();
    if (!sent.chars().allMatch(character -> character > ' ' && character < 127)) {
      throw wrong("WARDBELL_KEY is not a key: a key has letters, digits and signs of ASCII only");
    }
    if (!isAddress(server)) {
      throw wrong("--server is an address such as https://wardbell.example");
    }
    return new RunningServer(server, sent);
  }

  /** Returns whether it is one that a path can be put behind. */
  private static boolean isAddress(URI server) {
    return server.getHost() != null
        && server.getPort() <= HIGHEST_PORT
        && server.getRawQuery() == null
        && server.getRawFragment() == null
        && List.of("http", "https").contains(server.getScheme());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
