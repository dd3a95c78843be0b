package org.wardbell.standalone.person;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code wardbell person add}: a person with a role, and the link for a first password. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a person who can sign in, and prints a one-time link for the first password.",
      "Exit code 0: made, 1: not made, or made without a link, or that is not known.",
      "Needs an administrator's key in the environment variable WARDBELL_KEY."
    })
final class AddCommand implements Callable<Integer> {
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
      description = "The name that pages show (default: what stands before the @).")
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
      description = "The clinic in which the role counts (default: the whole installation).")
  private @Nullable String clinic;

  @Mixin private final ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    RunningServer server = options.server("an administrator's key");
    String id;
    try {
      id = server.post("/api/v1/persons", body()).path("id").asString("");
    } catch (Refused refused) {
      return failed(refused.getMessage());
    }
    say(
        "Made: person %s, %s %s."
            .formatted(id, role, clinic == null ? "everywhere" : "in " + clinic));
    String linkPath = "/api/v1/persons/" + id + "/password-link";
    try {
      JsonNode link = server.post(linkPath, null);
      say(
          "One-time link for the password, good until %s:"
              .formatted(link.path("expires_at").asString("")));
      say("  " + server.address() + "/password?token=" + link.path("token").asString(""));
      return 0;
    } catch (Refused refused) {
      return failed(
          "the person has no password yet, %s. Ask for another token with POST %s"
              .formatted(refused.getMessage(), linkPath));
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private int failed(@Nullable String why) {
    spec.commandLine().getErr().println("wardbell: " + why);
    return 1;
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
}
