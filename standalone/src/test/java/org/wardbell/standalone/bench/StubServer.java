package org.wardbell.standalone.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with only those routes that the generator uses; it can lose, repeat and refuse every
 * n-th event.
 */
final class StubServer implements AutoCloseable {
  static final String KEY = "0123456789abcdef0123456789abcdef";

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> webhooks = new CopyOnWriteArrayList<>();
  private final AtomicInteger events = new AtomicInteger();
  private final List<Integer> bodyLengths = new CopyOnWriteArrayList<>();
  volatile int loseEvery = Integer.MAX_VALUE;
  volatile int repeatEvery = Integer.MAX_VALUE;
  volatile int refuseEvery = Integer.MAX_VALUE;

  StubServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/v1/webhooks", this::createWebhook);
    server.createContext("/api/v1/events", this::acceptEvent);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Integer> bodyLengths() {
    return bodyLengths;
  }

  private void createWebhook(HttpExchange exchange) throws IOException {
    JsonNode webhook = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
    webhooks.add(webhook.path("url").asString());
    answer(exchange, 201, "{\"id\":\"w\"}");
  }

  private void acceptEvent(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodyLengths.add(body.length);
    String type = JsonMapper.shared().readTree(body).path("type").asString();
    boolean authorised =
        ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    int number = events.incrementAndGet();
    if (!authorised || !type.equals("appointment.booked") || number % refuseEvery == 0) {
      answer(exchange, 503, "{}");
      return;
    }
    String id = UUID.randomUUID().toString();
    answer(exchange, 202, "{\"id\":\"" + id + "\",\"type\":\"" + type + "\",\"duplicate\":false}");
    if (number % loseEvery != 0) {
      for (String url : webhooks) {
        String webhookId = UUID.randomUUID().toString();
        deliver(url, webhookId, id);
        if (number % repeatEvery == 0) {
          deliver(url, webhookId, id);
        }
      }
    }
  }

  private void deliver(String url, String webhookId, String eventId) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("webhook-id", webhookId)
            .header("wardbell-event-id", eventId)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try {
      client.send(request, BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    // 0 means chunked: the real server answers so too when it does not know the length.
    exchange.sendResponseHeaders(status, 0);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}
