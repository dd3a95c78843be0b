package org.wardbell.standalone.receive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Header;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * A pass of received requests to a developer's own program: method, headers and body as they came,
 * so that its check of the signature holds; its answer goes back to the server.
 */
final class Forwarding {
  /** The longest that a webhook waits by default. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int BAD_GATEWAY = 502;

  /** What belongs to one connection (RFC 9110, section 7.6.1), or is made anew by the client. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI target;

  Forwarding(URI target) {
    this.target = target;
  }

  /** Returns the program's answer, or 502 with the reason when there is none. */
  Response forward(Request request) {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .method(
                request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body().toArray()));
    for (Header header : request.headers()) {
      if (!OF_THE_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT))) {
        forwarded.header(header.name(), header.value());
      }
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
      Response response = Response.of(answer.statusCode()).withBody(Bytes.of(answer.body()));
      String type = answer.headers().firstValue("content-type").orElse("");
      String wait = answer.headers().firstValue("retry-after").orElse("");
      response = type.isEmpty() ? response : response.with("Content-Type", type);
      return wait.isEmpty() ? response : response.with("Retry-After", wait);
    } catch (IOException e) {
      return Response.of(BAD_GATEWAY)
          .withBody(
              Bytes.utf8(
                  "%s does not answer (%s)%n".formatted(target, e.getClass().getSimpleName())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.of(BAD_GATEWAY);
    }
  }
}
