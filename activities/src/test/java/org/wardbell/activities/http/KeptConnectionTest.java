package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;

/**
 * Connections that are kept between requests: used again when they live, never twice for one
 * request.
 */
class KeptConnectionTest {
  private static final AllowedNetworks LOOPBACK = AllowedNetworks.of(List.of("127.0.0.0/8"));
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final WebhookSender sender = new WebhookSender(LOOPBACK);
  private ReceiverSimulator receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 300, 600})
  void send_onAConnectionThatTheReceiverClosed_usesANewOne(long restMillis) throws Exception {
    try (RawReceiver closing =
        new RawReceiver(
            (self, socket, number) -> {
              self.readRequest(socket);
              self.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              // It promised to keep the connection, but has closed it before the next request.
            })) {
      assertThat(sender.send(Requests.post(closing.url(), PATIENT)).code()).isEqualTo("http_200");
      Thread.sleep(Math.max(restMillis, 260));

      AttemptReport second = sender.send(Requests.post(closing.url(), PATIENT));

      assertThat(second.code()).isEqualTo("http_200");
      assertThat(closing.connections).hasValue(2);
      assertThat(closing.requests).hasValue(2);
    }
  }

  @Test
  void send_onManyStaleConnections_findsANewOneWithoutAFailure() throws Exception {
    try (RawReceiver closing =
            new RawReceiver(
                (self, socket, number) -> {
                  self.readRequest(socket);
                  Thread.sleep(100);
                  self.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 2; round++) {
        List<Future<AttemptReport>> reports = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          reports.add(threads.submit(() -> sender.send(Requests.post(closing.url(), PATIENT))));
        }
        for (Future<AttemptReport> report : reports) {
          assertThat(report.get().code()).isEqualTo("http_200");
        }
        Thread.sleep(300);
      }
      assertThat(closing.requests).hasValue(16);
    }
  }

  @Test
  void send_onAKeptConnectionAfterARest_keepsIt() throws Exception {
    sender.send(Requests.post(receiver.url("/a"), PATIENT));
    Thread.sleep(300);
    sender.send(Requests.post(receiver.url("/a"), PATIENT));

    assertThat(receiver.requests("/a").getFirst().connection())
        .isEqualTo(receiver.requests("/a").getLast().connection());
  }

  @Test
  void send_receiverThatDiesAfterReading_isOneRequestAndOneFailure() throws Exception {
    try (RawReceiver dying =
        new RawReceiver(
            (self, socket, number) -> {
              self.readRequest(socket);
              if (number == 1) {
                self.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                self.readRequest(socket);
              }
              socket.setSoLinger(true, 0);
            })) {
      assertThat(sender.send(Requests.post(dying.url(), PATIENT)).code()).isEqualTo("http_200");

      AttemptReport report = sender.send(Requests.post(dying.url(), PATIENT));

      assertThat(report.code()).isEqualTo("connection_reset");
      assertThat(dying.requests).hasValue(2);
      assertThat(dying.connections).hasValue(1);
    }
  }

  @Test
  void send_manyAtOnce_eachGetsItsOwnAnswer() throws Exception {
    receiver.behave("/hook", Step.echo());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AttemptReport>> reports = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        reports.add(
            threads.submit(() -> sender.send(Requests.post(receiver.url("/hook"), PATIENT))));
      }
      for (Future<AttemptReport> report : reports) {
        assertThat(report.get().code()).isEqualTo("http_200");
      }
    }
    assertThat(receiver.requests()).hasSize(500);
  }
}
