package org.wardbell.standalone.statistics;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code wardbell statistics rebuild}: counts everything that is kept once more, and waits. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Counts all attempts, deliveries and events that are kept once more while traffic goes on, and waits until the new",
      "figures are shown. Days whose rows were removed by age keep their figures.",
      "Exit code 0: they are shown, 1: they are not, or nobody can tell.",
      "The environment has an administrator key of the installation in WARDBELL_KEY."
    })
final class RebuildCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where the server is (default: ${DEFAULT-VALUE}).",
      defaultValue = "http://127.0.0.1:8080")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(names = "--pause-millis", hidden = true, defaultValue = "1000")
  private int pauseMillis;

  /** Where the key comes from; not an option, because command lines are seen by others. */
  @Option(names = "--key-from-environment", hidden = true, defaultValue = "${env:WARDBELL_KEY}")
  private @Nullable String key;

  @Override
  public Integer call() {
    if (key == null || key.isBlank()) {
      throw new ParameterException(
          spec.commandLine(),
          "WARDBELL_KEY is not set: it has to be an administrator key of the installation");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      JsonNode state = send(http, request().POST(HttpRequest.BodyPublishers.noBody()), ACCEPTED);
      out.println("Counting anew; the figures of before are shown until it is complete.");
      out.flush();
      while (state != null && state.path("rebuilding").asBoolean()) {
        Thread.sleep(pauseMillis);
        state = send(http, request().GET(), OK);
      }
      if (state == null) {
        return 1;
      }
      out.println("The new figures are shown.");
      out.flush();
      return 0;
    } catch (IOException | JacksonException e) {
      return failed(
          server + " does not answer as Wardbell does (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted; the server goes on");
    }
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create(server + "/api/v1/statistics/rebuild"))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  /** Returns the answer, or null after it has told why it is another one than expected. */
  private @Nullable JsonNode send(HttpClient http, HttpRequest.Builder request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode json = JsonMapper.shared().readTree(answer.body());
    if (answer.statusCode() == expected) {
      return json;
    }
    int _ =
        failed(
            "the server answers " + answer.statusCode() + ": " + json.path("detail").asString(""));
    return null;
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("wardbell: nothing is known of a rebuild, " + why);
    return 1;
  }
}
