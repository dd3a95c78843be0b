package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.delivery.replay.DeliveryRepeats;
import org.wardbell.activities.delivery.replay.RepeatResult;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

/**
 * What the database keeps of a subject and an idempotency key, in its tables and in its files: of
 * events, deliveries, lines and repetitions. Both are free text, and will be a patient's name.
 */
final class StoredTextTest extends DeliveryTest {
  private static final String TYPE = "appointment.booked";

  private static final Payload CLOUD =
      new Payload(
          PayloadFormat.CLOUDEVENTS,
          PayloadDetail.FULL,
          Payload.CLOUDEVENTS,
          null,
          List.of(),
          null);

  private final String subject = canary("subject");
  private final String key = canary("key");

  @Test
  void subjectAndKey_areNowhereInTheDatabase_andReachTheReceiver() throws Exception {
    UUID other = otherClinic();
    harness.webhook(WebhookBuilder.at("/hook/now").with(settings -> settings.payload(CLOUD)));
    harness.webhook(WebhookBuilder.at("/hook/ordered").ordered());
    UUID elsewhere = harness.webhook(other, WebhookBuilder.at("/hook/elsewhere"));
    harness.pause(elsewhere);
    for (UUID clinic : List.of(harness.clinic, other)) {
      var _ = harness.engine.dispatch().dispatch(accept(clinic));
    }
    resendFirst();

    assertThat(received()).anyMatch(request -> request.contains(subject));
    new Invariants(harness.dsl()).areNowhereInTheClear(List.of(subject, key));
    rewrite();
    assertThat(files(subject)).isEmpty();
    assertThat(files(key)).isEmpty();
  }

  /** What is not sealed is found by the same search. */
  @Test
  void clinicsName_isFound() throws Exception {
    String name = canary("name");
    UUID clinic = otherClinic();
    harness.dsl().update(CLINIC).set(CLINIC.NAME, name).where(CLINIC.ID.eq(clinic)).execute();

    assertThatThrownBy(() -> new Invariants(harness.dsl()).areNowhereInTheClear(List.of(name)))
        .hasMessageContaining("clinic.name");
    rewrite();
    assertThat(files(name)).isNotEmpty();
  }

  private static String canary(String what) {
    return "Mustermann-" + what + "-" + UUID.randomUUID();
  }

  private UUID otherClinic() {
    UUID other = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, other)
        .set(CLINIC.NAME, canary("clinic"))
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return other;
  }

  private EventBatch accept(UUID clinic) {
    byte[] data = "{\"appointment_id\":4711}".getBytes(StandardCharsets.UTF_8);
    return new EventBatch(
        harness
            .intake
            .accept(List.of(new NewEvent(clinic, TYPE, subject, "api", key, null, data)))
            .stream()
            .map(event -> event.id().toString())
            .toList());
  }

  private void resendFirst() {
    UUID first =
        harness.deliveries().stream()
            .filter(delivery -> delivery.getStatus().equals("DELIVERED"))
            .findFirst()
            .orElseThrow()
            .getId();
    Optional<RepeatResult> resent =
        harness
            .dsl()
            .transactionResult(
                transaction -> new DeliveryRepeats().resend(transaction.dsl(), first));
    assertThat(resent).containsInstanceOf(RepeatResult.Made.class);
  }

  private List<String> received() {
    return harness.receiver.requests().stream().map(ReceivedRequest::text).toList();
  }

  /** Makes the server write what it holds in memory: a rewritten table is flushed. */
  private void rewrite() {
    for (String table : List.of("clinic", "event", "delivery", "ordered_delivery", "attempt")) {
      harness.dsl().execute("alter table " + table + " force");
    }
  }

  /** Returns the files of the server in which a text can be read: tables, undo and redo logs. */
  private List<Path> files(String text) throws IOException {
    Path data = Path.of(String.valueOf(harness.dsl().fetchValue("select @@datadir")));
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
