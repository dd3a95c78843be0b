package org.wardbell.standalone.person;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

/** {@code wardbell person add}: a person with a role, and the link for a first password. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a person who can sign in, and prints a one-time token for the first password.",
      "Exit code 0: made, 1: not made, or nobody can tell.",
      "The environment has an administrator's key in WARDBELL_KEY."
    })
final class AddCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--email",
      required = true,
      paramLabel = "ADDRESS",
      description = "The e-mail address to sign in with.")
  private String email = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "For people (default: what stands before the @).")
  private @Nullable String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "READER, WRITER or ADMIN (default: ${DEFAULT-VALUE}).",
      defaultValue = "ADMIN")
  private String role = "ADMIN";

  @Option(
      names = "--clinic",
      paramLabel = "ID",
      description = "The clinic of the role (default: the whole installation).")
  private @Nullable String clinic;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where the server is (default: ${DEFAULT-VALUE}).",
      defaultValue = "http://127.0.0.1:8080")
  private URI server = URI.create("http://127.0.0.1:8080");

  /** Where the key comes from; not an option, because command lines are seen by others. */
  @Option(names = "--key-from-environment", hidden = true, defaultValue = "${env:WARDBELL_KEY}")
  private @Nullable String key;

  @Override
  public Integer call() {
    if (key == null || key.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "WARDBELL_KEY is not set: it has to be an administrator's key");
    }
    JsonNode person = post("/api/v1/persons", JsonMapper.shared().writeValueAsString(body()));
    if (person == null) {
      return 1;
    }
    String id = person.path("id").asString("");
    JsonNode link = post("/api/v1/persons/" + id + "/password-link", "");
    if (link == null) {
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Made: person %s, %s %s.%n", id, role, clinic == null ? "everywhere" : "in " + clinic);
    out.printf(
        "One-time token for the password, good until %s: %s%n",
        link.path("expires_at").asString(""), link.path("token").asString(""));
    out.printf(
        "The person sets it with: curl %s/api/v1/passwords --json '{\"token\":\"…\",\"password\":\"…\"}'%n",
        server);
    out.flush();
    return 0;
  }

  private Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("email", email);
    body.put("name", name == null ? email.replaceFirst("@.*", "") : name);
    body.put("role", role);
    if (clinic == null) {
      body.put("installation", true);
    } else {
      body.put("clinic", clinic);
    }
    return body;
  }

  /** Returns the answer, or null after it has told why there is none. */
  private @Nullable JsonNode post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      return answer.statusCode() == 201 ? json : failed(refusal(answer.statusCode(), json));
    } catch (IOException | JacksonException e) {
      return failed(
          server + " does not answer as Wardbell does (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private static String refusal(int status, JsonNode problem) {
    StringBuilder text = new StringBuilder("the server answers " + status + ": ");
    text.append(problem.path("detail").asString(""));
    problem
        .path("errors")
        .forEach(
            error ->
                text.append(' ')
                    .append(error.path("field").asString(""))
                    .append(' ')
                    .append(error.path("problem").asString(""))
                    .append(". ")
                    .append(error.path("fix").asString("")));
    return text.toString();
  }

  private @Nullable JsonNode failed(String why) {
    spec.commandLine().getErr().println("wardbell: " + why);
    return null;
  }
}
