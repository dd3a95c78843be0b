package org.wardbell.activities.calendar.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A proxy in front of a stand-in for Google. It lets somebody act at a chosen moment: just before a
 * request about events reaches Google.
 */
final class CrossingProxy implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "host",
          "expect",
          "upgrade",
          "transfer-encoding");

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final URI target;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int crossing;
  private volatile Runnable act = () -> {};
  private volatile UnaryOperator<String> answers = UnaryOperator.identity();

  CrossingProxy(String target) throws IOException {
    this.target = URI.create(target);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  String rootUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /**
   * Counts requests about events from here on, and acts before the one with this number, from 1.
   */
  void before(int request, Runnable what) {
    requests.set(0);
    act = what;
    crossing = request;
  }

  /** Changes the bodies of answers from here on. */
  void answers(UnaryOperator<String> change) {
    answers = change;
  }

  /** Returns how many requests about events there were since the last call of {@link #before}. */
  int requests() {
    return requests.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().contains("/events")
          && requests.incrementAndGet() == crossing) {
        act.run();
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
              .method(
                  exchange.getRequestMethod(),
                  body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      byte[] changed = answers.apply(answer.body()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.statusCode(), changed.length == 0 ? -1 : changed.length);
      exchange.getResponseBody().write(changed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
