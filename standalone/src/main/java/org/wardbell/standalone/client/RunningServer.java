package org.wardbell.standalone.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a running server, asked with a key. */
public final class RunningServer {
  /** The longest step of the API, a part of the audit trail's verification, takes seconds. */
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final String SEE_ERRORS = "see errors.";

  private final String address;
  private final String key;

  /**
   * Creates a client.
   *
   * @param server an http or https address; it may have a path in front of the API's
   */
  RunningServer(URI server, String key) {
    this.address = server.toString().replaceFirst("/+$", "");
    this.key = key;
  }

  /** Returns where the server is, without a slash at its end. */
  public String address() {
    return address;
  }

  /**
   * Reads something.
   *
   * @param path from the slash on, with its query
   * @throws Refused unless the answer is a success
   */
  public JsonNode get(String path) throws Refused {
    return send(request(path).GET());
  }

  /**
   * Makes or orders something.
   *
   * @param path from the slash on
   * @param body becomes JSON; null for none
   * @throws Refused unless the answer is a success
   */
  public JsonNode post(String path, @Nullable Object body) throws Refused {
    return send(
        body == null
            ? request(path).POST(BodyPublishers.noBody())
            : request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
  }

  /**
   * Removes something.
   *
   * @param path from the slash on
   * @throws Refused unless the answer is a success
   */
  public void delete(String path) throws Refused {
    send(request(path).DELETE());
  }

  /**
   * Waits between two looks at what the server does.
   *
   * @throws Refused if the command is interrupted
   */
  public static void pause(Duration time) throws Refused {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) throws Refused {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      if (answer.statusCode() / 100 != 2) {
        throw new Refused(refusal(answer.statusCode(), json));
      }
      return json;
    } catch (ConnectException e) {
      throw new Refused(
          "nothing answers at " + address + ": start Wardbell, or name another address (--server)");
    } catch (IOException | JacksonException e) {
      throw new Refused(
          address + " does not answer as Wardbell does (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static Refused interrupted() {
    Thread.currentThread().interrupt();
    return new Refused("interrupted");
  }

  private static String refusal(int status, JsonNode problem) {
    String detail = problem.path("detail").asString("");
    String errors =
        StreamSupport.stream(problem.path("errors").spliterator(), false)
            .map(RunningServer::sentences)
            .collect(Collectors.joining(" "));
    // The detail of such a refusal says no more than that there are errors.
    String said =
        errors.isEmpty() ? detail : detail.endsWith(SEE_ERRORS) ? errors : detail + " " + errors;
    return "the server answers " + status + ": " + said;
  }

  /** Some problems are sentences, others end one that begins with the field. */
  private static String sentences(JsonNode error) {
    String problem = error.path("problem").asString("");
    boolean whole = !problem.isEmpty() && !Character.isLowerCase(problem.charAt(0));
    return "%s%s %s%s %s"
        .formatted(
            error.path("field").asString(""),
            whole ? ":" : "",
            problem,
            problem.endsWith(".") ? "" : ".",
            error.path("fix").asString(""))
        .strip();
  }
}
