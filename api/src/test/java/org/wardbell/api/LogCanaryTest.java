package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LoggingSystem;

/** Requests that are wrong in every way, with a word that no log may repeat. */
@Tag("servers")
class LogCanaryTest {
  private static final String CANARY = "CANARYBIRD";
  private static final int PATIENCE_MILLIS = 2_000;

  private static final String KEY = "Authorization: Bearer " + ApiServer.ADMINISTRATOR_KEY;

  /** Heads and bodies as they go over the wire; each connection is closed after its answer. */
  private static final List<String> REQUESTS =
      List.of(
          "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization : Bearer wb_CANARYBIRD\r\n\r\n",
          "GET /api/v1/events?patient=CANARYBIRD|x HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /api/v1/CANARYBIRD\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
          "CANARYBIRD\u0001 / HTTP/1.1\r\nHost: x\r\n\r\n",
          "CANARYBIRD / HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET / CANARYBIRD/1.1\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: CANARYBIRD bad host\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nCookie: a=CANARYBIRD;;=[\u0002;$Version=CANARYBIRD\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nX-A: " + "CANARYBIRD".repeat(2_000) + "\r\n\r\n",
          "GET /api/v1/events?clinic=%zzCANARYBIRD HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n\r\n",
          "GET /api/v1/events?clinic=CANARYBIRD HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n\r\n",
          "GET /api/v1//CANARYBIRD HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n\r\n",
          "GET /api/v1/events/CANARYBIRD;x=1 HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n\r\n",
          "GET /api/v1/events/CANARYBIRD HTTP/1.1\r\nHost: x\r\nX-Request-Id: CANARYBIRD\r\n"
              + KEY
              + "\r\n\r\n",
          "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wb_CANARYBIRD\r\n\r\n",
          "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: CANARYBIRD\r\n\r\n",
          "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAccept: CANARYBIRD/;q=x\r\n"
              + KEY
              + "\r\n\r\n",
          "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: CANARYBIRD\r\n\r\n",
          "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: CANARYBIRD\r\n\r\n",
          "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n"
              + KEY
              + "\r\n\r\nCANARYBIRD\r\n{}\r\n0\r\n\r\n",
          body(
              "/api/v1/events", "application/json", "{\"type\":\"bill.paid\",\"data\":{CANARYBIRD"),
          body("/api/v1/events", "application/json", "{\"type\":\"CANARYBIRD\",\"data\":{}}"),
          body("/api/v1/clinics", "application/json", "{\"CANARYBIRD\":\"CANARYBIRD\"}"),
          body("/api/v1/clinics", "application/json", "{\"name\":[\"CANARYBIRD\"]}"),
          body(
              "/api/v1/clinics",
              "application/json",
              "{\"name\":\"x\",\"time_zone\":\"CANARYBIRD\"}"),
          body("/api/v1/clinics", "application/json; charset=CANARYBIRD", "{}"),
          body("/api/v1/clinics", "CANARYBIRD", "{}"),
          body("/api/v1/events", "application/x-www-form-urlencoded", "a=%zzCANARYBIRD"));

  private static String body(String path, String type, String text) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
        .formatted(path, type, text.length(), KEY, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logstash"})
  void log_ofAnyRequest_repeatsNothingOfIt(String format) throws Exception {
    Path log = Path.of("target", "canary-" + UUID.randomUUID() + ".log").toAbsolutePath();
    // Logging is set up once for a JVM: a server that runs beside this one would keep its settings.
    LoggingSystem.get(getClass().getClassLoader()).cleanUp();
    ApiServer server =
        ApiServer.start(
            Map.of("logging.file.name", log.toString(), "logging.structured.format.file", format));
    try {
      for (String request : REQUESTS) {
        send(server.url(), request);
      }
      faultOfTheDatabase(server);
    } finally {
      server.stop();
    }
    String text = Files.readString(log);
    assertThat(text).as("the log of the server").contains("request failed, incident");
    assertThat(text).contains("SQLSTATE 23000, error 1062");
    assertThat(text.lines().filter(line -> line.contains(CANARY)).limit(3)).isEmpty();
  }

  /**
   * Provokes a failure whose message, MySQL's, quotes a value: a rule of a database of their own.
   */
  private static void faultOfTheDatabase(ApiServer server) {
    server.bean(DSLContext.class).execute("create unique index theirs on api_key (name)");
    for (int expected : new int[] {201, 500}) {
      Call.Answer answer =
          Call.at(server.url().resolve("/api/v1/keys"))
              .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
              .post("{\"name\":\"" + CANARY + "\",\"role\":\"READER\"}");
      assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
    }
  }

  private static void send(URI url, String request) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var _ = socket.getInputStream().read();
    } catch (SocketTimeoutException | SocketException closed) {
      // What it answers is not the question here.
    }
  }
}
