package org.wardbell.standalone.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.standalone.client.LocalMoment;
import org.wardbell.standalone.client.ScriptedServer;
import picocli.CommandLine;

/** What {@code send} tells of an event that is not delivered while somebody waits. */
@Timeout(60)
final class SendCommandTest {
  private static final String LONG = "3600";

  private final ScriptedServer server = new ScriptedServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  private int send(String wait, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bill.paid",
                "--key-from-environment",
                "k",
                "--server",
                server.address(),
                "--wait",
                wait));
    arguments.addAll(List.of(more));
    return new CommandLine(new SendCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  private void accept() {
    server.answer(
        200,
        "{\"variables\":[{\"name\":\"bill_id\",\"sample\":901},{\"name\":\"clinic_id\",\"sample\":\"c\"}],\"sample_subject\":\"bill/901\"}");
    server.answer(200, "{\"common_variables\":[\"clinic_id\"]}");
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
        .contains("CRM  waits for its next try at " + LocalMoment.of(later))
        .contains("What is left waits longer than --wait (3600 s); it goes on by itself");
  }

  /** Otherwise whoever follows the first steps cannot find their own event. */
  @Test
  void sample_saysWhatItIsAbout() {
    accept();
    look("\"status\":\"DELIVERED\"");

    assertThat(send(LONG)).isZero();
    assertThat(posted())
        .contains("\"subject\":\"bill/901\"", "\"bill_id\":901")
        .as("the clinic's own id counts, and not that of a sample")
        .doesNotContain("clinic_id");
    assertThat(out.toString()).contains("event e, about bill/901");
  }

  @Test
  void subject_ofOnesOwn_isPosted_andDataOfOnesOwnHasNoOther(@TempDir Path folder)
      throws IOException {
    accept();
    look("\"status\":\"DELIVERED\"");
    send(LONG, "--subject", "bill/7");
    assertThat(posted()).contains("\"subject\":\"bill/7\"");

    Path data = Files.writeString(folder.resolve("data"), "{\"bill_id\": 7}");
    server.answer(202, "{\"id\":\"e\",\"type\":\"bill.paid\"}");
    look("\"status\":\"DELIVERED\"");
    send(LONG, "--data", data.toString());
    assertThat(posted()).doesNotContain("subject");
  }

  private String posted() {
    return server.asked().stream()
        .filter(each -> each.method().equals("POST"))
        .reduce((first, last) -> last)
        .orElseThrow()
        .body();
  }

  @Test
  void file_thatIsNotThere_isToldInASentence(@TempDir Path folder) {
    assertThat(send(LONG, "--data", folder.resolve("absent").toString())).isEqualTo(1);

    assertThat(err.toString())
        .contains("it is not there. Check the path.")
        .doesNotContain("Exception");
  }

  /** A circuit's next probe that is due already is made at the next look, whenever that is. */
  @Test
  void nextTry_thatIsPast_isNotTold() {
    accept();
    look(
        "\"status\":\"PARKED\",\"parked_reason\":\"circuit\",\"next_attempt_at\":\""
            + Instant.now().minus(Duration.ofMinutes(1))
            + "\"");

    assertThat(send("-1")).isEqualTo(1);
    assertThat(out.toString()).contains("CRM  waits for its next try: its receiver fails again");
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
