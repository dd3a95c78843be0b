package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Protection;

/** Rules 17 and 19: what a webhook's state learns, and that one webhook's trouble is its own. */
final class WebhookTroubleTest extends DeliveryTest {
  @Test
  void success_ofAHealthyWebhook_writesNothingToItsState() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/healthy"));
    WebhookStateRecord before = state(webhook);

    harness.engine.dispatch().dispatch(harness.accept(3));

    assertThat(state(webhook)).isEqualTo(before);
  }

  @Test
  void answer429WithRetryAfter_blocksTheWholeWebhookUntilThen() {
    harness.receiver.behave("/hook/limited", Step.answer(429).retryAfter("90"));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/limited"));
    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(state(webhook).getBlockedUntil())
        .isBetween(Instant.now().plusSeconds(75), Instant.now().plusSeconds(95));
    assertThat(harness.engine.dispatch().dispatch(harness.accept(2)).parked()).isEqualTo(2);
    assertThat(harness.receiver.requests()).hasSize(1);
    assertThat(harness.engine.drain().drain(webhook.toString()).waitMillis())
        .isBetween(70_000L, 95_000L);

    harness.receiver.behaveWell("/hook/limited");
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.BLOCKED_UNTIL, Instant.now().minusSeconds(1))
        .execute();
    assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(2);
  }

  @Test
  void answer503WithRetryAfter_isAPauseAndWithoutOneIsNot() {
    harness.receiver.behave("/hook/plain", Behaviour.statuses(503));
    harness.receiver.behave("/hook/pause", Step.answer(503).retryAfter("90"));
    UUID plain = harness.webhook(WebhookBuilder.at("/hook/plain"));
    UUID pause = harness.webhook(WebhookBuilder.at("/hook/pause"));

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(state(plain).getBlockedUntil()).isNull();
    assertThat(state(pause).getBlockedUntil()).isNotNull();
  }

  @Test
  void answer410_disablesTheWebhookAndCancelsItsOpenDeliveries() {
    harness.receiver.behave("/hook/gone", Behaviour.statuses(503, 410));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/gone"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.makeDue(harness.deliveries().get(1).getId());

    String status =
        harness.engine.deliver().deliver(harness.deliveries().get(1).getId().toString());

    assertThat(status).isEqualTo("GONE");
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).containsExactly("CANCELLED", "GONE");
    assertThat(enabled(webhook)).isFalse();
    assertThat(harness.news()).contains("webhook.disabled");
  }

  @Test
  void answer410_ofAUrlWithVariables_endsThatDeliveryOnly() {
    harness.receiver.behave("/hook/one/1", Behaviour.statuses(410));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/one/{{data.appointment_id}}"));
    harness.engine.dispatch().dispatch(harness.accept(2));

    assertThat(harness.statuses()).containsExactlyInAnyOrder("DELIVERED", "GONE");
    assertThat(enabled(webhook)).isTrue();
  }

  /** After an absence of the database a group may be as large as that. */
  @Test
  void outcomes_withMoreNewsThanAWorkflowBeginsWith_areWrittenTogether() {
    harness.webhook(
        WebhookBuilder.at("/hook/news")
            .withProtection(new Protection(64, null, false, true, false)));
    List<AttemptResult> exhausted =
        IntStream.range(0, 3)
            .boxed()
            .flatMap(_ -> harness.claimAndDie(harness.accept(50)).planned().stream())
            .map(PlannedDelivery::claim)
            .map(Outcomes::exhausted)
            .toList();

    harness.attempt().write(exhausted);

    assertThat(harness.news().stream().filter("delivery.exhausted"::equals))
        .hasSize(exhausted.size())
        .hasSizeGreaterThan(100);
  }

  @Test
  void failures_areNewsAtTheFirstAndAtEachDoubling() {
    harness.receiver.behave("/hook/failing", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/failing"));

    harness.engine.dispatch().dispatch(harness.accept(5));

    assertThat(state(webhook).getConsecutiveFailures()).isEqualTo(5);
    assertThat(harness.news())
        .containsExactly("webhook.failing", "webhook.failing", "webhook.failing");
  }

  @Test
  void news_ofAWebhook_goesToTheOthers_andNotToItself() {
    harness.receiver.behave("/hook/dead", Behaviour.statuses(503));
    UUID dead = harness.webhook(WebhookBuilder.at("/hook/dead").withEvents("*"));
    UUID well = harness.webhook(WebhookBuilder.at("/hook/well").withEvents("webhook.*"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    List<String> news =
        harness
            .dsl()
            .select(EVENT.ID)
            .from(EVENT)
            .where(EVENT.TYPE.eq("webhook.failing"))
            .fetch(id -> id.value1().toString());
    assertThat(news).hasSize(1);

    harness.engine.dispatch().dispatch(new EventBatch(news));

    assertThat(
            harness
                .dsl()
                .select(DELIVERY.WEBHOOK_ID)
                .from(DELIVERY)
                .where(DELIVERY.EVENT_ID.eq(UUID.fromString(news.getFirst())))
                .fetch(DELIVERY.WEBHOOK_ID))
        .containsExactly(well)
        .doesNotContain(dead);
  }

  @Test
  void fortyHangingWebhooks_besideAHealthyOne_doNotDelayIt() {
    harness.receiver.behave("/hang", Step.hang());
    IntStream.range(0, 40)
        .forEach(i -> harness.webhook(WebhookBuilder.at("/hang/" + i).withTimeout(8)));
    harness.webhook(WebhookBuilder.at("/hook/quick"));

    for (int round = 1; round <= 2; round++) {
      EventBatch batch = harness.accept(5);
      Instant start = Instant.now();
      harness.engine.dispatch().dispatch(batch);
      Duration dispatch = Duration.between(start, Instant.now());

      List<ReceivedRequest> quick =
          harness.receiver.await("/hook/quick", 5 * round, Duration.ofSeconds(1));
      assertThat(quick.subList(5 * round - 5, 5 * round))
          .as("round " + round)
          .allSatisfy(
              request ->
                  assertThat(Duration.between(start, request.arrivedAt()))
                      .as("before the first of the others gives up")
                      .isLessThan(Duration.ofSeconds(7)));
      assertThat(dispatch).isLessThan(Duration.ofSeconds(8));
    }
    // At most 8 at a time to each, however many were wanted.
    assertThat(harness.receiver.requests())
        .filteredOn(request -> request.path().startsWith("/hang"))
        .hasSizeLessThanOrEqualTo(40 * 8);
    DeliveryHarness.await("the timeouts", () -> !harness.statuses().contains("SENDING"));
  }

  private boolean enabled(UUID webhook) {
    return harness
        .dsl()
        .select(WEBHOOK.ENABLED)
        .from(WEBHOOK)
        .where(WEBHOOK.ID.eq(webhook))
        .fetchSingle(WEBHOOK.ENABLED);
  }
}
