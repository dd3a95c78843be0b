package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.simulator.receiver.AnswerStyle;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Tests that no receiver takes longer than its timeout, wherever it lingers. */
class WebhookSenderTimeoutTest extends SenderTest {
  @Test
  void send_connectionNotTaken_timesOutConnecting() throws IOException {
    // A backlog of one that is full drops every further SYN, like a firewall does.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket filler = new Socket();
        fillers.add(filler);
        try {
          filler.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 50);
        } catch (IOException e) {
          break;
        }
      }

      AttemptReport report =
          sender.send(Requests.post("http://127.0.0.1:" + full.getLocalPort(), SHORT));

      assertThat(report.outcome()).isEqualTo(AttemptOutcome.TIMEOUT);
      assertThat(report.code()).isEqualTo("timeout_connect");
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void send_nameServerHangs_timesOutInTime() {
    Dns hanging =
        name -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (WebhookSender slow =
        new WebhookSender(new NetworkGuard(LOOPBACK), new OkHttpClient.Builder(), hanging)) {
      AttemptReport report = slow.send(Requests.post("http://slow.example/", SHORT));

      assertThat(report.outcome()).isEqualTo(AttemptOutcome.TIMEOUT);
      assertThat(report.code()).isEqualTo("timeout_dns");
      assertThat(report.timings().totalMicros()).isLessThan(7_000_000);
    }
  }

  @Test
  void send_silentReceiver_timesOutInTime() {
    receiver.behave("/hook", Step.hang());

    assertTimeout(sender.send(Requests.post(receiver.url("/hook"), SHORT)), "timeout_first_byte");
  }

  @Test
  void send_drippedHeaders_timesOutInTime() {
    receiver.behave("/hook", Step.answer(200).in(new AnswerStyle.DripHead(Duration.ofMillis(50))));

    assertTimeout(sender.send(Requests.post(receiver.url("/hook"), SHORT)), "timeout_first_byte");
  }

  @Test
  void send_drippedBody_timesOutInTimeAndKeepsWhatCame() {
    receiver.behave(
        "/hook",
        Step.answer(200)
            .withBody("x".repeat(1_000))
            .in(new AnswerStyle.DripBody(Duration.ofMillis(50))));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), SHORT));

    assertTimeout(report, "timeout_body");
    assertThat(report.httpStatus()).isEqualTo(200);
    assertThat(report.response().body()).isNotEmpty().hasSizeLessThan(1_000);
    assertThat(report.response().truncated()).isTrue();
  }

  @Test
  void send_slowButInTime_isDelivered() {
    receiver.behave("/hook", Step.answer(200).after(Duration.ofMillis(200)));

    assertThat(sender.send(Requests.post(receiver.url("/hook"), PATIENT)).outcome())
        .isEqualTo(AttemptOutcome.DELIVERED);
  }

  private static void assertTimeout(AttemptReport report, String code) {
    assertThat(report.outcome()).isEqualTo(AttemptOutcome.TIMEOUT);
    assertThat(report.code()).isEqualTo(code);
    assertThat(report.timings().totalMicros()).isBetween(400_000, 3_000_000);
  }
}
