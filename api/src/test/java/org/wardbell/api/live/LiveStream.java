package org.wardbell.api.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.wardbell.api.ApiServer;

/** A stream of server-sent events as a client reads it. */
final class LiveStream implements AutoCloseable {
  private static final long LONGEST_MILLIS = 60_000;

  private final HttpClient client;
  private final InputStream body;
  private final StringBuffer read = new StringBuffer();
  private volatile boolean ended;

  private LiveStream(HttpClient client, InputStream body) {
    this.client = client;
    this.body = body;
    Thread.ofVirtual().start(this::read);
  }

  static LiveStream open(String key, String... lastId) throws Exception {
    return openWith("Authorization", "Bearer " + key, lastId);
  }

  static LiveStream openSignedIn(String cookie) throws Exception {
    return openWith("Cookie", cookie);
  }

  private static LiveStream openWith(String header, String proof, String... lastId)
      throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI url = ApiServer.shared().url().resolve("/api/v1/live");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).header(header, proof).header("Accept", "text/event-stream");
    for (String id : lastId) {
      request.header("Last-Event-ID", id);
    }
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new AssertionError("answered " + answer.statusCode());
    }
    return new LiveStream(client, answer.body());
  }

  private void read() {
    byte[] buffer = new byte[8_192];
    try {
      for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
        read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      // By this side or the other.
    }
    ended = true;
  }

  String all() {
    return read.toString();
  }

  boolean contains(String text, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      if (read.indexOf(text) >= 0) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  /** Waits for a text and returns all that was read until then. */
  String until(String text) throws InterruptedException {
    if (!contains(text, LONGEST_MILLIS)) {
      throw new AssertionError("no " + text + " in " + read);
    }
    return all();
  }

  void untilEnd() throws InterruptedException {
    long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    while (!ended) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the stream goes on");
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
    client.shutdownNow();
  }
}
