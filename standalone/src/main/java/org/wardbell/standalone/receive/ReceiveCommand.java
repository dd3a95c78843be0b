package org.wardbell.standalone.receive;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.Response;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.PortNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell receive}: a receiver on this machine that prints what it gets. */
@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Listens on 127.0.0.1 and prints each request and whether its signature is right, until Ctrl-C.",
      "A webhook reaches it at http://127.0.0.1:PORT/ if the server was started with --allow-network 127.0.0.0/8."
    })
public final class ReceiveCommand implements Callable<Integer> {
  private static final int LOWEST_STATUS = 200;
  private static final int HIGHEST_STATUS = 599;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "9000",
      description = "The port to listen on (default: ${DEFAULT-VALUE}; 0: a free one).")
  private int port;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = "A webhook's signing secret, whsec_…, to check signatures. May be repeated.")
  private List<String> secrets = List.of();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      defaultValue = "200",
      description =
          "The status to answer with (default: ${DEFAULT-VALUE}); 503 shows how it is tried again.")
  private int status;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ends after that many requests (default: never).")
  private int count;

  @Override
  public Integer call() throws InterruptedException {
    if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
      throw new CannotStart("--status is a number from 200 to 599.", null);
    }
    PrintWriter out = spec.commandLine().getOut();
    RequestPrinter printer = new RequestPrinter(out, checks());
    CountDownLatch enough = new CountDownLatch(1);
    try (LoopbackServer server =
        LoopbackServer.start(
            port,
            (request, connection) -> {
              int printed = printer.print(request, status);
              connection.send(Response.of(status));
              if (printed == count) {
                enough.countDown();
              }
            })) {
      out.println("Listening on " + server.url() + ", any path; Ctrl-C ends it");
      out.flush();
      enough.await();
      return 0;
    } catch (IOException e) {
      throw new CannotStart(
          "Port " + port + " is in use by another program: choose another with --port.", e);
    }
  }

  private List<SignatureCheck> checks() {
    try {
      return secrets.stream().map(SignatureCheck::with).toList();
    } catch (IllegalArgumentException e) {
      throw new CannotStart("--secret: " + e.getMessage() + ".", e);
    }
  }
}
