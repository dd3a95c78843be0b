package org.wardbell.standalone.send;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ServerOptions;
import org.wardbell.standalone.client.TemporaryWebhook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code wardbell send}: one event from a terminal, followed until its deliveries end. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Posts an event to a running server and follows its deliveries until they end.",
      "It is an event like any other: every webhook of the clinic that asks for its type gets it.",
      "Exit code 0: all were delivered, or no webhook asks for it, 1: one was not, or not yet.",
      "Needs a key that may post events in the environment variable WARDBELL_KEY."
    })
public final class SendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE",
      description = "A type of the catalogue, such as appointment.booked, or one of the clinic's.")
  private String type = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "A JSON object, or - for standard input (default: the catalogue's sample, with invented"
              + " people).")
  private @Nullable Path data;

  @Option(
      names = "--subject",
      paramLabel = "TEXT",
      description =
          "What the event is about, such as appointment/4711; searches find it by that (default: what"
              + " the catalogue's sample is about; with --data none).")
  private @Nullable String subject;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "Also makes a temporary webhook that sends this type to this address; it is removed at the end.")
  private @Nullable URI to;

  @Option(
      names = "--clinic",
      paramLabel = "ID",
      description = "The clinic (default: the key's own, or default).")
  private @Nullable String clinic;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long deliveries are followed at most (default: ${DEFAULT-VALUE}); it ends sooner when"
              + " what is left waits longer than that.")
  private int seconds;

  @Mixin private final ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    RunningServer server = options.server("a key that may post events");
    try {
      SampleData content =
          data == null ? SampleData.ofCatalogue(server, type, clinic) : SampleData.ofFile(data);
      if (to == null) {
        return send(server, content) ? 0 : 1;
      }
      try (TemporaryWebhook webhook =
          TemporaryWebhook.make(server, "Temporary: send", to.toString(), List.of(type), clinic)) {
        say(
            "Webhook   "
                + to
                + ", signed with "
                + webhook.secret()
                + "; it ends with this command");
        return send(server, content) ? 0 : 1;
      }
    } catch (Refused refused) {
      spec.commandLine().getErr().println("wardbell: " + refused.getMessage());
      return 1;
    }
  }

  private boolean send(RunningServer server, SampleData content) throws Refused {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("id", "terminal-" + UUID.randomUUID());
    event.put("data", content.data());
    String about = subject == null ? content.subject() : subject;
    if (about != null) {
      event.put("subject", about);
    }
    if (clinic != null) {
      event.put("clinic", clinic);
    }
    JsonNode accepted = server.post("/api/v1/events", event);
    String id = accepted.path("id").asString("");
    say(
        "Accepted  "
            + accepted.path("type").asString("")
            + ", event "
            + id
            + (about == null ? "" : ", about " + about));
    return new EventWatch(server, spec.commandLine().getOut())
        .follow(id, Duration.ofSeconds(seconds));
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
