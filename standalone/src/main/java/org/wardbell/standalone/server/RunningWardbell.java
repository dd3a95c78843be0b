package org.wardbell.standalone.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardbell.embedded.process.Ports;

/** The look at a port that is taken: whether a Wardbell has it, and on which data. */
public final class RunningWardbell {
  /** On the same machine; another program may not answer at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Every refusal of the API has it, and nothing else does. */
  private static final String MARK = "urn:wardbell:problem:";

  /** A refusal is shorter by far, and another program's answer may have no end. */
  private static final int LOOKED_AT_BYTES = 4 * 1024;

  private RunningWardbell() {}

  /** Returns whether a Wardbell answers at an address. */
  public static boolean answersAt(URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/session")).timeout(PATIENCE).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return new String(body.readNBytes(LOOKED_AT_BYTES), StandardCharsets.UTF_8).contains(MARK);
      }
    } catch (IOException nobody) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Returns what to tell a person whose port a Wardbell has; empty if it is another program.
   *
   * @param address where the person wanted to listen
   * @param folders whose servers it may be
   */
  static Optional<String> sentence(URI address, Path... folders) {
    if (!answersAt(address)) {
      return Optional.empty();
    }
    Optional<Path> data =
        Stream.of(folders)
            .map(folder -> folder.toAbsolutePath().normalize())
            .filter(folder -> isOf(folder, address.getPort()))
            .findFirst();
    return Optional.of(
        "Port "
            + address.getPort()
            + " is in use by a Wardbell that runs already"
            + data.map(folder -> ", on the data in " + folder).orElse("")
            + ": ./wardbell open"
            + data.map(RunningWardbell::named).orElse(" --server " + address)
            + " shows it. To start this one, end that one first, or give this one a --port"
            + (data.isEmpty() ? "" : " and a --data")
            + " of its own.");
  }

  /** The record of a server that was killed may have a port that another one has now. */
  private static boolean isOf(Path folder, int port) {
    Map<String, Integer> recorded = Ports.recorded(folder);
    Integer mySql = recorded.get("mysql");
    return Integer.valueOf(port).equals(recorded.get("server"))
        && (mySql == null || Ports.accepts(mySql));
  }

  private static String named(Path folder) {
    return folder.equals(DataFolder.standard().toAbsolutePath().normalize())
        ? ""
        : " --data " + folder;
  }
}
