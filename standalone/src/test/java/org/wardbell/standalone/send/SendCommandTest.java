package org.wardbell.standalone.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardbell.standalone.client.ScriptedServer;
import picocli.CommandLine;

/** What {@code send} tells of an event that is not delivered while somebody waits. */
@Timeout(60)
final class SendCommandTest {
  private static final String LONG = "3600";

  private final ScriptedServer server = new ScriptedServer();
  private final StringWriter out = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  private int send(String wait) {
    return new CommandLine(new SendCommand())
        .setOut(new PrintWriter(out))
        .execute(
            "bill.paid",
            "--key-from-environment",
            "k",
            "--server",
            server.address(),
            "--wait",
            wait);
  }

  private void accept() {
    server.answer(200, "{\"variables\":[]}");
    server.answer(202, "{\"id\":\"e\",\"type\":\"bill.paid\"}");
  }

  private void look(String delivery) {
    String row = "{\"id\":\"d\",\"webhook_id\":\"w\",\"webhook_name\":\"CRM\",%s}";
    server.answer(
        200,
        "{\"id\":\"e\",\"dispatched_at\":\"2026-03-05T09:00:00Z\",\"deliveries\":[%s]}"
            .formatted(row.formatted(delivery)));
    server.answer(200, row.formatted(delivery + ",\"attempts\":[]"));
  }

  /** Otherwise it followed a receiver that is not there for as long as it was told to. */
  @Test
  void nextTry_afterThePatience_endsIt_withTheReason() {
    Instant later = Instant.now().plus(Duration.ofHours(2));
    accept();
    look("\"status\":\"PENDING\",\"next_attempt_at\":\"" + later + "\"");

    assertThat(send(LONG)).isEqualTo(1);
    assertThat(out.toString())
        .contains("CRM  waits for its next try at " + later)
        .contains("What is left waits longer than --wait (3600 s); it goes on by itself");
  }

  @Test
  void pausedWebhook_endsIt_withTheReason() {
    accept();
    look("\"status\":\"PARKED\",\"parked_reason\":\"paused\"");

    assertThat(send(LONG)).isEqualTo(1);
    assertThat(out.toString()).contains("CRM  waits until its webhook is resumed");
  }

  @Test
  void nextTry_withinThePatience_isWaitedFor() {
    Instant soon = Instant.now().plus(Duration.ofMinutes(1));
    accept();
    look("\"status\":\"PENDING\",\"next_attempt_at\":\"" + soon + "\"");
    look("\"status\":\"DELIVERED\"");

    assertThat(send(LONG)).isZero();
    assertThat(out.toString()).contains("CRM  DELIVERED", "1 of 1 delivered.");
  }

  @Test
  void patience_thatEnds_saysWhatItWaitsFor() {
    accept();
    look("\"status\":\"SENDING\"");

    assertThat(send("-1")).isEqualTo(1);
    assertThat(out.toString()).contains("CRM  waits for the receiver's answer", "Not over after");
  }
}
