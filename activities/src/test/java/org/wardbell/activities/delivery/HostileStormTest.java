package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.http.HostileTest;
import org.wardbell.activities.http.RawReceiver;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;

/**
 * Twenty receivers that mean harm, each in another way, beside one that is well: it gets everything
 * once, and what must be true stays true.
 */
final class HostileStormTest extends DeliveryTest {
  private static final String PATIENT_NAME = "Zdenka Pohlreichová";

  /** A key is ASCII. */
  private static final String PATIENT_KEY = "Pohlreich-";

  private static final String SPLIT = "HTTP/1.1 200 OK\r\n";

  private final List<RawReceiver> receivers = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterEach
  void stop() throws Exception {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    for (RawReceiver receiver : receivers) {
      receiver.close();
    }
  }

  private static List<RawReceiver.AnswerStyle> styles() {
    return List.of(
        (self, socket, number) -> socket.setSoLinger(true, 0),
        (self, socket, number) -> {},
        (self, socket, number) -> Thread.sleep(20_000),
        HostileTest.dripping("", "H"),
        HostileTest.dripping(SPLIT + "\r\n", "x"),
        HostileTest.dripping("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
        HostileTest.endlessly(SPLIT + "\r\n", "x"),
        HostileTest.endlessly(SPLIT, "X-A: b\r\n"),
        HostileTest.endlessly(SPLIT + "Transfer-Encoding: chunked\r\n\r\n5;a=", "b"),
        HostileTest.endlessly("", "HTTP/1.1 100 Continue\r\n\r\n"),
        HostileTest.answering("garbage\r\n\r\n"),
        HostileTest.answering("HTTP/1.1 -12 X\r\n\r\n"),
        HostileTest.answering(SPLIT + "Content-Length: -5\r\n\r\n"),
        HostileTest.answering(SPLIT + "Content-Length: 10\r\n\r\nhello"),
        HostileTest.answering("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
        HostileTest.answering("HTTP/1.1 307 X\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
        HostileTest.answering("HTTP/1.1 429 X\r\nRetry-After: 99999999999\r\n\r\n"),
        HostileTest.answering("HTTP/1.1 503 X\r\nRetry-After: 9999999999\r\n\r\n"),
        HostileTest.answering("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"),
        HostileTest.answering("HTTP/1.1 400 X\r\n\r\n" + PATIENT_NAME + " is not known here"));
  }

  @Test
  void hostileReceivers_besideAHealthyOne_delayAndBreakNothing() throws Exception {
    long seed = Long.getLong("wardbell.seed", System.nanoTime());
    Random random = new Random(seed);
    List<UUID> webhooks = new ArrayList<>();
    for (RawReceiver.AnswerStyle style : styles()) {
      RawReceiver receiver = new RawReceiver(style);
      receivers.add(receiver);
      webhooks.add(
          harness.webhook(
              WebhookBuilder.at("@" + receiver.port())
                  .withBody("{\"name\": \"{{patient_name}}\"}")
                  .withTimeout(1 + random.nextInt(2))
                  .withSchedule(0, 60 + random.nextInt(600))));
    }
    harness.receiver.behave("/healthy", Step.echo());
    UUID healthy =
        harness.webhook(WebhookBuilder.at("/healthy").withBody("{\"name\": \"{{patient_name}}\"}"));
    webhooks.add(healthy);
    Invariants invariants = new Invariants(harness.dsl());
    List<UUID> accepted = new ArrayList<>();

    for (int round = 0; round < 3; round++) {
      EventBatch batch = accept(1 + random.nextInt(5));
      batch.eventIds().stream().map(UUID::fromString).forEach(accepted::add);
      while (harness.engine.dispatch().dispatch(batch).more()) {
        Thread.onSpinWait();
      }
      invariants.rememberFinals();
    }
    DeliveryHarness.await(
        "all deliveries of the healthy webhook (seed " + seed + ")", () -> playOn(healthy));
    DeliveryHarness.await("the end of all requests (seed " + seed + ")", this::nothingUnderWay);

    assertThat(harness.receiver.requests("/healthy")).as("seed " + seed).hasSize(accepted.size());
    invariants.hold(accepted, webhooks);
    invariants.areDeliveredOnce(healthy, harness.receiver.requests("/healthy"));
    invariants.areRecorded(harness.receiver.requests());
    invariants.areNowhereInTheClear(List.of(PATIENT_NAME, "Pohlreich"));
    assertThat(List.copyOf(log.list))
        .allSatisfy(
            each ->
                assertThat(each.getFormattedMessage() + throwable(each))
                    .doesNotContain("Pohlreich"));
    webhooks.forEach(this::withdraw);
  }

  /** Ends what waits for another attempt: no workflow is there that would look after it. */
  private void withdraw(UUID webhook) {
    harness.disable(webhook);
    var _ = harness.engine.drain().drain(webhook.toString());
  }

  private EventBatch accept(int count) {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NewEvent event =
          harness.event(PATIENT_KEY + Ids.next(), "{\"patient_name\":\"" + PATIENT_NAME + "\"}");
      events.add(
          new NewEvent(
              event.clinicId(),
              event.type(),
              PATIENT_NAME,
              event.source(),
              event.idempotencyKey(),
              null,
              event.data()));
    }
    return new EventBatch(
        harness.intake.accept(events).stream().map(each -> each.id().toString()).toList());
  }

  /** What the workflows would do for it; a busy machine moves a healthy webhook between lanes. */
  private boolean playOn(UUID webhook) {
    List<DeliveryRecord> deliveries =
        harness.dsl().fetch(DELIVERY, DELIVERY.WEBHOOK_ID.eq(webhook));
    for (DeliveryRecord delivery : deliveries) {
      if (delivery.getStatus().equals("PENDING")) {
        try {
          harness.engine.deliver().deliver(delivery.getId().toString());
        } catch (ApplicationFailure notYet) {
          continue;
        }
      }
    }
    harness.engine.drain().drain(webhook.toString());
    return deliveries.stream().allMatch(each -> each.getStatus().equals("DELIVERED"));
  }

  private boolean nothingUnderWay() {
    return harness.dsl().fetchCount(DELIVERY, DELIVERY.STATUS.eq("SENDING")) == 0;
  }

  private static String throwable(ILoggingEvent event) {
    return event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage();
  }
}
