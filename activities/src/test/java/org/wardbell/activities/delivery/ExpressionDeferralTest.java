package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Await;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

/**
 * A clinic posts events all day. One of them is such that a filter, or a transformation, takes
 * longer than it may. Only the webhook's delivery of that event waits; it is tried again, and
 * refused by nobody.
 */
final class ExpressionDeferralTest extends DeliveryTest {
  private static final String SLOW = "$contains(data.t & '!', /(.*a){25}$/) = false";
  private static final String COSTLY = "{\"t\":\"" + "a".repeat(40) + "\"}";

  /** A regular expression of its own for each test, because one that was slow rests. */
  private int tests;

  @BeforeEach
  void ready() {
    tests++;
    ExpressionsReady.await(harness.clinic);
  }

  private String slow() {
    return SLOW + " or " + tests + " = 0";
  }

  @Test
  void filter_thatIsSlowOnOneEvent_defersThatDeliveryOnly() {
    UUID webhook = harness.webhook(filtered("/defer/filter", slow()));
    harness.webhook(WebhookBuilder.at("/defer/other"));

    dispatch(accept(COSTLY, "{\"t\":\"a\"}"));

    assertThat(harness.statuses())
        .containsExactlyInAnyOrder("PARKED", "DELIVERED", "DELIVERED", "DELIVERED");
    DeliveryRecord parked = parked();
    assertThat(parked.getParkedReason()).isEqualTo("expression");
    assertThat(parked.getFilterUndecided()).isTrue();
    assertThat(parked.getLastCode()).isNull();
    Duration wait = Duration.between(parked.getCreatedAt(), parked.getNextAttemptAt());
    assertThat(wait).isEqualTo(Duration.ofSeconds(60));
    assertThat(state(webhook).getWakesAt()).isEqualTo(parked.getNextAttemptAt());
  }

  @Test
  void filter_thatStaysSlow_waitsLongerEachTime() {
    UUID webhook = harness.webhook(filtered("/defer/again", slow()));
    dispatch(accept(COSTLY));

    for (int seconds : List.of(120, 240, 480)) {
      harness.makeDue(parked().getId());
      Instant before = Instant.now();
      harness.engine.drain().drain(webhook.toString());
      assertThat(Duration.between(before, parked().getNextAttemptAt()))
          .isGreaterThan(Duration.ofSeconds(seconds - 30))
          .isLessThan(Duration.ofSeconds(seconds + 60));
    }

    assertThat(parked().getDeferrals()).isEqualTo(3);
    assertThat(harness.receiver.requests()).isEmpty();
    assertThat(harness.attempts(parked().getId())).isEmpty();
  }

  @Test
  void filter_thatAnswersLater_sendsOrCancels() {
    UUID yes = harness.webhook(filtered("/defer/yes", slow()));
    UUID no = harness.webhook(filtered("/defer/no", slow() + " "));
    dispatch(accept(COSTLY));
    harness.change(yes, filtered("/defer/yes", "$length(data.t) = 40"));
    harness.change(no, filtered("/defer/no", "$length(data.t) = 41"));

    drainUntilSettled(yes, no);

    assertThat(harness.receiver.requests())
        .extracting(ReceivedRequest::path)
        .containsExactly("/defer/yes");
    assertThat(harness.statuses()).containsExactlyInAnyOrder("DELIVERED", "CANCELLED");
    DeliveryRecord unwanted = only("CANCELLED");
    assertThat(unwanted.getLastCode()).isEqualTo("filtered_out");
    assertThat(unwanted.getFinishedAt()).isNotNull();
    assertThat(harness.attempts(unwanted.getId())).isEmpty();
  }

  @Test
  void filter_thatFailsLater_isRefused() {
    UUID webhook = harness.webhook(filtered("/defer/fails", slow()));
    dispatch(accept(COSTLY));
    harness.change(webhook, filtered("/defer/fails", "data.t"));

    drainUntilSettled(webhook);

    assertThat(harness.statuses()).containsExactly("REFUSED");
    assertThat(harness.delivery().getLastCode()).isEqualTo("filter_failed");
  }

  @Test
  void transformation_thatIsSlow_isMadeLater_andTheFilterIsNotAskedAgain() {
    UUID webhook = harness.webhook(transformed("/defer/made", slow()));
    dispatch(accept(COSTLY));
    assertThat(parked().getParkedReason()).isEqualTo("expression");
    assertThat(parked().getFilterUndecided()).isFalse();
    harness.change(
        webhook,
        transformed("/defer/made", "$length(data.t)").with(settings -> settings.filter("false")));

    drainUntilSettled(webhook);

    assertThat(harness.receiver.requests()).extracting(ReceivedRequest::text).containsExactly("40");
    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  @Test
  void deferred_untilItsEnd_isRefusedAndThatIsNews() {
    UUID webhook = harness.webhook(filtered("/defer/end", slow()));
    UUID other = harness.webhook(transformed("/defer/end/transformed", slow()));
    dispatch(accept(COSTLY));
    harness.dsl().execute("update delivery set exhausts_at = utc_timestamp(6) - interval 1 second");
    harness.deliveries().forEach(one -> harness.makeDue(one.getId()));

    harness.engine.drain().drain(webhook.toString());
    harness.engine.drain().drain(other.toString());

    assertThat(harness.statuses()).containsExactly("REFUSED", "REFUSED");
    assertThat(harness.deliveries())
        .extracting(DeliveryRecord::getLastCode)
        .containsExactlyInAnyOrder("filter_failed", "transform_failed");
    assertThat(harness.news())
        .filteredOn("delivery.refused"::equals)
        .as("one for each webhook")
        .hasSize(2);
    assertThat(harness.receiver.requests()).isEmpty();
  }

  @Test
  void refused_deliveries_areNewsOncePerWebhook() {
    harness.webhook(filtered("/defer/refused", "data.t"));

    dispatch(accept(COSTLY, COSTLY));
    dispatch(accept(COSTLY));

    assertThat(harness.statuses()).containsOnly("REFUSED");
    assertThat(harness.news()).containsExactly("delivery.refused");
  }

  @Test
  void numbers_ofIdsAndAmounts_arriveAsTheyWerePosted() {
    UUID exact =
        harness.webhook(
            transformed("/defer/exact", "data")
                .with(settings -> settings.filter("data.patient_id = 8202522731445525542")));
    UUID neighbour =
        harness.webhook(filtered("/defer/neighbour", "data.patient_id = 8202522731445525543"));
    String data = "{\"patient_id\":8202522731445525542,\"amt\":10.00}";

    dispatch(accept(data));
    drainUntilSettled(exact, neighbour);

    assertThat(harness.receiver.requests()).extracting(ReceivedRequest::text).containsExactly(data);
  }

  /** Dispatches as its workflow does, which comes back for what one dispatch has no time for. */
  private void dispatch(EventBatch batch) {
    while (harness.engine.dispatch().dispatch(batch).more()) {}
  }

  /**
   * Drains until nothing is parked: on a very busy machine an expression may find no place, and is
   * put off once more.
   */
  private void drainUntilSettled(UUID... webhooks) {
    Await.until(
        "everything is settled",
        () -> {
          harness.deliveries().stream()
              .filter(one -> one.getStatus().equals("PARKED"))
              .forEach(one -> harness.makeDue(one.getId()));
          for (UUID webhook : webhooks) {
            harness.engine.drain().drain(webhook.toString());
          }
          return !harness.statuses().contains("PARKED");
        });
  }

  private DeliveryRecord parked() {
    return only("PARKED");
  }

  private DeliveryRecord only(String status) {
    return harness.deliveries().stream()
        .filter(one -> one.getStatus().equals(status))
        .findFirst()
        .orElseThrow();
  }

  private static WebhookBuilder filtered(String path, String filter) {
    return WebhookBuilder.at(path).with(settings -> settings.filter(filter));
  }

  private static WebhookBuilder transformed(String path, String expression) {
    return WebhookBuilder.at(path)
        .with(
            settings ->
                settings.payload(
                    new Payload(
                        PayloadFormat.TRANSFORM,
                        PayloadDetail.FULL,
                        Payload.JSON,
                        null,
                        List.of(),
                        expression)));
  }

  private EventBatch accept(String... data) {
    return new EventBatch(
        List.of(data).stream()
            .map(each -> harness.intake.accept(List.of(harness.event(null, each))).getFirst())
            .map(accepted -> accepted.id().toString())
            .toList());
  }
}
