package org.wardbell.standalone.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code wardbell audit verify}: the whole trail against its seals, and against a head of before.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares every row of the audit trail with its seal and names the first that was changed, removed or put elsewhere.",
      "Exit code 0: all is as it was written, 1: it is not, or nobody can tell.",
      "The environment has an administrator key of the installation in WARDBELL_KEY."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-fA-F]{64})");
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where the server is (default: ${DEFAULT-VALUE}).",
      defaultValue = "http://127.0.0.1:8080")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--head",
      paramLabel = "POSITION:SEAL",
      description = "A head that an earlier run printed, or the log, and that was kept elsewhere.")
  private @Nullable String head;

  /** Where the key comes from; not an option, because command lines are seen by others. */
  @Option(names = "--key-from-environment", hidden = true, defaultValue = "${env:WARDBELL_KEY}")
  private @Nullable String key;

  @Override
  public Integer call() {
    if (key == null || key.isBlank()) {
      throw wrong("WARDBELL_KEY is not set: it has to be an administrator key of the installation");
    }
    PrintWriter out = spec.commandLine().getOut();
    long checked = 0;
    String query = headQuery();
    while (true) {
      JsonNode found = ask(query);
      if (found == null) {
        return 1;
      }
      checked += found.path("checked").asLong();
      if (!found.path("intact").asBoolean()) {
        JsonNode fault = found.path("fault");
        out.printf(
            "BROKEN at position %s, row %s: %s%n",
            shown(fault, "position"), shown(fault, "number"), fault.path("meaning").asString(""));
        out.flush();
        return 1;
      }
      if (found.path("complete").asBoolean()) {
        tell(out, checked, found);
        return 0;
      }
      query = "?after=" + found.path("position").asLong();
    }
  }

  private static void tell(PrintWriter out, long checked, JsonNode found) {
    out.printf(
        "Intact: %,d rows are as they were written; %,d new ones wait for their seal.%n",
        checked, found.path("waiting").asLong());
    if (found.has("head")) {
      out.printf(
          "Head, to be kept elsewhere: %d:%s%n",
          found.at("/head/position").asLong(), found.at("/head/seal").asString());
    }
    out.flush();
  }

  private static String shown(JsonNode fault, String field) {
    return fault.has(field) ? Long.toString(fault.path(field).asLong()) : "unknown";
  }

  private String headQuery() {
    if (head == null) {
      return "";
    }
    Matcher parts = HEAD.matcher(head);
    if (!parts.matches()) {
      throw wrong("--head is a position, a colon and 64 hexadecimal digits");
    }
    return "?position=" + parts.group(1) + "&seal=" + parts.group(2);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Returns the answer, or null after it has told why there is none. */
  private @Nullable JsonNode ask(String query) {
    URI address = URI.create(server + "/api/v1/audit/verification" + query);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      return answer.statusCode() == 200
          ? json
          : failed(
              "the server answers "
                  + answer.statusCode()
                  + ": "
                  + json.path("detail").asString(""));
    } catch (IOException | JacksonException e) {
      return failed(
          server + " does not answer as Wardbell does (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private @Nullable JsonNode failed(String why) {
    spec.commandLine().getErr().println("wardbell: nothing was verified, " + why);
    return null;
  }
}
