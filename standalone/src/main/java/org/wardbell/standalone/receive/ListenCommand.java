package org.wardbell.standalone.receive;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ServerOptions;
import org.wardbell.standalone.client.TemporaryWebhook;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.PortNumber;
import org.wardbell.standalone.server.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell listen}: a webhook to this machine, for as long as the command runs. */
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a temporary webhook to this machine, prints each request and whether its signature is right, and can forward it to a program that you are developing. Ctrl-C removes the webhook.",
      "The server has to reach this machine: start it with --allow-network 127.0.0.0/8, or name an"
          + " address with --address.",
      "Needs an administrator's key in the environment variable WARDBELL_KEY."
    })
public final class ListenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--forward",
      paramLabel = "URL",
      description =
          "The program that gets each request as it came, such as http://localhost:3000/hooks, and"
              + " whose answer goes back (default: none; the answer is 200).")
  private @Nullable URI forward;

  @Option(
      names = "--events",
      paramLabel = "TYPE",
      split = ",",
      defaultValue = "*",
      description = "Which events: types, or module.* (default: all).")
  private List<String> events = List.of("*");

  @Option(
      names = "--address",
      paramLabel = "URL",
      description =
          "Where the server reaches this command, for instance a tunnel's address (default: its"
              + " own, on 127.0.0.1).")
  private @Nullable URI address;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "The port to listen on (default: a free one).")
  private int port;

  @Option(
      names = "--clinic",
      paramLabel = "ID",
      description = "The clinic (default: the key's own, or default).")
  private @Nullable String clinic;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ends after that many requests (default: never).")
  private int count;

  @Mixin private final ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws InterruptedException {
    RunningServer server = options.server("an administrator's key");
    if (forward != null
        && (forward.getHost() == null
            || !List.of("http", "https").contains(String.valueOf(forward.getScheme())))) {
      throw new CannotStart("--forward is an address such as http://localhost:3000/hooks.", null);
    }
    PrintWriter out = spec.commandLine().getOut();
    CompletableFuture<RequestPrinter> printer = new CompletableFuture<>();
    try (Running running = Running.untilStopped(out, "Removing the webhook …")) {
      LoopbackServer receiver = running.start(() -> receiver(running, printer));
      String target = address == null ? receiver.url() + "/" : address.toString();
      TemporaryWebhook webhook = running.start(() -> webhook(server, target));
      printer.complete(new RequestPrinter(out, List.of(SignatureCheck.with(webhook.secret()))));
      out.printf(
          "Webhook %s gets %s at %s%nSigning secret %s%n%s; Ctrl-C ends it%n",
          webhook.id(),
          String.join(", ", events),
          target,
          webhook.secret(),
          forward == null ? "Each request is answered with 200" : "Forwarding to " + forward);
      out.flush();
      running.await();
      return 0;
    }
  }

  private LoopbackServer receiver(Running running, CompletableFuture<RequestPrinter> printer) {
    Forwarding forwarding = forward == null ? null : new Forwarding(forward);
    AtomicInteger sent = new AtomicInteger();
    try {
      return LoopbackServer.start(
          port,
          (request, connection) -> {
            Response answer = answer(forwarding, request);
            printer.join().print(request, answer.status());
            connection.send(answer);
            if (sent.incrementAndGet() == count) {
              running.end();
            }
          });
    } catch (IOException e) {
      throw new CannotStart(
          "Port " + port + " is in use by another program: choose another with --port.", e);
    }
  }

  private static Response answer(@Nullable Forwarding forwarding, Request request) {
    return forwarding == null ? Response.of(200) : forwarding.forward(request);
  }

  private TemporaryWebhook webhook(RunningServer server, String target) {
    try {
      return TemporaryWebhook.make(server, "Temporary: listen", target, events, clinic);
    } catch (Refused refused) {
      throw new CannotStart("The webhook was not made: " + refused.getMessage(), refused);
    }
  }
}
