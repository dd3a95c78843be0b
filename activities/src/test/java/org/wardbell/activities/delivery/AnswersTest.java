package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;
import org.wardbell.workflows.webhook.RetryPolicy;

/** What answers mean, as the receivers that the documentation names give them. */
final class AnswersTest extends DeliveryTest {
  @Test
  void hubSpot409AlreadyExists_byRule_isDelivered() {
    Step conflict =
        Step.answer(409)
            .withBody(
                "{\"category\":\"CONFLICT\",\"message\":\"Contact already exists. Existing ID: 5\"}");
    AnswerRule rule = new AnswerRule(409, "already exists", Meaning.DELIVERED);

    DeliveryRecord delivery = sent(conflict, WebhookBuilder.at("/hubspot").withAnswers(rule));

    assertThat(delivery.getStatus()).isEqualTo("DELIVERED");
    assertThat(delivery.getLastCode()).isEqualTo("http_409_as_delivered");
  }

  @Test
  void hubSpot409OfAnotherKind_isTriedAgain() {
    AnswerRule rule = new AnswerRule(409, "already exists", Meaning.DELIVERED);

    DeliveryRecord delivery =
        sent(
            Step.answer(409).withBody("{\"message\":\"edited elsewhere\"}"),
            WebhookBuilder.at("/hubspot-other").withAnswers(rule));

    assertThat(delivery.getStatus()).isEqualTo("PENDING");
    assertThat(delivery.getLastCode()).isEqualTo("http_409");
  }

  @Test
  void salesforce403RequestLimit_byRule_makesTheWholeWebhookWait() {
    AnswerRule rule = new AnswerRule(403, "REQUEST_LIMIT_EXCEEDED", Meaning.LIMITED);

    DeliveryRecord delivery =
        sent(
            Step.answer(403).withBody("[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]"),
            WebhookBuilder.at("/salesforce").withAnswers(rule));

    assertThat(delivery.getStatus()).isEqualTo("PENDING");
    assertThat(delivery.getLastCode()).isEqualTo("http_403_as_limited");
    assertThat(blockedUntil(delivery)).isAfter(Instant.now());
  }

  @Test
  void teams200WhoseBodyTellsOfAFailure_byRule_isTriedAgain() {
    AnswerRule rule = new AnswerRule(200, "Webhook message delivery failed", Meaning.FAILED);

    DeliveryRecord delivery =
        sent(
            Step.answer(200)
                .withBody(
                    "Webhook message delivery failed with error: Microsoft Teams endpoint returned"
                        + " HTTP error 429"),
            WebhookBuilder.at("/teams").withAnswers(rule));

    assertThat(delivery.getStatus()).isEqualTo("PENDING");
    assertThat(delivery.getLastCode()).isEqualTo("http_200_as_failed");
  }

  @Test
  void mixpanel400WithFailedRecords_byRule_isFinalAndShownAsPartial() {
    AnswerRule rule = new AnswerRule(400, "failed_records", Meaning.PARTIAL);

    DeliveryRecord delivery =
        sent(
            Step.answer(400).withBody("{\"failed_records\":[{\"index\":0}]}"),
            WebhookBuilder.at("/mixpanel").withAnswers(rule));

    assertThat(delivery.getStatus()).isEqualTo("REFUSED");
    assertThat(delivery.getLastCode()).isEqualTo("http_400_as_partial");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void ga4_whichTakesEverything_isShownAsAccepted(int status) {
    AnswerRule rule = new AnswerRule(status, null, Meaning.ACCEPTED);

    DeliveryRecord delivery =
        sent(Step.answer(status), WebhookBuilder.at("/ga4/" + status).withAnswers(rule));

    assertThat(delivery.getStatus()).isEqualTo("DELIVERED");
    assertThat(delivery.getLastCode()).isEqualTo("http_" + status + "_as_accepted");
  }

  @Test
  void rules_severalFit_theFirstDecides() {
    DeliveryRecord delivery =
        sent(
            Step.answer(500).withBody("duplicate"),
            WebhookBuilder.at("/first")
                .withAnswers(
                    new AnswerRule(null, "duplicate", Meaning.DELIVERED),
                    new AnswerRule(500, null, Meaning.REFUSED)));

    assertThat(delivery.getStatus()).isEqualTo("DELIVERED");
  }

  @Test
  void rule_textBeyondTheKeptPart_doesNotFit() {
    DeliveryRecord delivery =
        sent(
            Step.answer(409).withBody("x".repeat(16 * 1024) + "already exists"),
            WebhookBuilder.at("/long")
                .withAnswers(new AnswerRule(409, "already exists", Meaning.DELIVERED)));

    assertThat(delivery.getStatus()).isEqualTo("PENDING");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_isAFailureAndNeverFollowed(int status) {
    harness.receiver.behave("/elsewhere", Behaviour.statuses(200));

    DeliveryRecord delivery =
        sent(
            Step.redirect(status, harness.receiver.url("/elsewhere")),
            WebhookBuilder.at("/redirect/" + status));

    assertThat(delivery.getStatus()).isEqualTo("PENDING");
    assertThat(delivery.getLastCode()).isEqualTo("http_" + status);
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void retryOnAny_ofAPermanentAnswer_triesAgainUntilTheAttemptsAreSpent() {
    harness.receiver.behave("/any", Behaviour.statuses(422));
    harness.webhook(
        WebhookBuilder.at("/any")
            .with(
                settings ->
                    settings.retry(
                        RetryPolicy.ofSchedule(List.of(0, 60)).triedOn(RetryPolicy.ANY))));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();
    assertThat(harness.statuses()).containsExactly("PENDING");
    harness.makeDue(id);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("EXHAUSTED");
    assertThat(harness.receiver.requests()).hasSize(2);
  }

  @Test
  void retryOnAny_doesNotChange410() {
    DeliveryRecord delivery =
        sent(
            Step.answer(410),
            WebhookBuilder.at("/gone")
                .with(settings -> settings.retry(RetryPolicy.STANDARD.triedOn(RetryPolicy.ANY))));

    assertThat(delivery.getStatus()).isEqualTo("GONE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"You are being rate limited.\",\"retry_after\":90.65,\"global\":false} | 90",
        "{\"retry_after\": 120} | 120",
      })
  void discord429_secondsInItsBody_parkTheWebhookUntilThen(String body, int seconds) {
    DeliveryRecord delivery =
        sent(Step.answer(429).withBody(body), WebhookBuilder.at("/discord/" + seconds));

    assertWaits(delivery, seconds);
  }

  @Test
  void limit429_resetAfterHeader_parksTheWebhookUntilThen() {
    DeliveryRecord delivery =
        sent(
            Step.answer(429).with("X-RateLimit-Reset-After", "100.25"),
            WebhookBuilder.at("/reset"));

    assertWaits(delivery, 100);
  }

  @Test
  void limit429_severalTimesNamed_theLongestIsHonoured() {
    DeliveryRecord delivery =
        sent(
            Step.answer(429).retryAfter("70").withBody("{\"retry_after\": 130}"),
            WebhookBuilder.at("/several"));

    assertWaits(delivery, 130);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"retry_after\": -5}", "{\"retry_after\": 1e400}", "{\"retry_after\": \"soon\"}",
        "{\"retry_after\": ", "retry_after", "[{\"retry_after\": 9999}]"
      })
  void limit429_nonsenseInItsBody_isNoTime(String body) {
    harness.receiver.behave("/nonsense", Step.answer(429).withBody(body));
    harness.webhook(WebhookBuilder.at("/nonsense").withSchedule(0, 20));
    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(harness.delivery().getNextAttemptAt()).isBefore(Instant.now().plusSeconds(25));
  }

  @Test
  void time_namedBeyondADay_isADay() {
    DeliveryRecord delivery =
        sent(Step.answer(429).retryAfter("999999"), WebhookBuilder.at("/day"));

    assertWaits(delivery, 86_400);
  }

  @Test
  void time_ofAnAnswerThatIsNoLimit_isNotReadFromItsBody() {
    DeliveryRecord delivery =
        sent(Step.answer(500).withBody("{\"retry_after\": 9999}"), WebhookBuilder.at("/no-limit"));

    assertThat(delivery.getNextAttemptAt()).isBefore(Instant.now().plusSeconds(80));
    assertThat(blockedUntil(delivery)).isNull();
  }

  @Test
  void limit429WithoutATime_parksTheWebhookForItsOwnNextDelay() {
    DeliveryRecord delivery =
        sent(Step.answer(429), WebhookBuilder.at("/bare").withSchedule(0, 20));

    assertThat(blockedUntil(delivery)).isEqualTo(delivery.getNextAttemptAt());
    assertThat(harness.engine.dispatch().dispatch(harness.accept(1)).parked()).isEqualTo(1);
  }

  @Test
  void limit429WithoutATime_parksTheWebhookForAMinuteAtMost() {
    DeliveryRecord delivery =
        sent(Step.answer(429), WebhookBuilder.at("/bare-long").withSchedule(0, 7_200));

    assertThat(blockedUntil(delivery))
        .isBetween(Instant.now().plusSeconds(40), Instant.now().plusSeconds(61));
    assertThat(delivery.getNextAttemptAt()).isAfter(Instant.now().plusSeconds(5_000));
  }

  @Test
  void limit429WithATimeOfZero_stillParksTheWebhookForASecond() {
    DeliveryRecord delivery = sent(Step.answer(429).retryAfter("0"), WebhookBuilder.at("/zero"));

    Instant finished = harness.attempts(delivery.getId()).getFirst().getFinishedAt();
    assertThat(blockedUntil(delivery)).isEqualTo(finished.plusSeconds(1));
  }

  private DeliveryRecord sent(Step answer, WebhookBuilder webhook) {
    harness.receiver.behave(webhook.path(), answer);
    harness.webhook(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    return harness.delivery();
  }

  private void assertWaits(DeliveryRecord delivery, int seconds) {
    Instant finished = harness.attempts(delivery.getId()).getFirst().getFinishedAt();
    assertThat(Duration.between(finished, delivery.getNextAttemptAt()).toSeconds())
        .isEqualTo(seconds);
    assertThat(blockedUntil(delivery)).isEqualTo(delivery.getNextAttemptAt());
  }

  private Instant blockedUntil(DeliveryRecord delivery) {
    return harness
        .dsl()
        .select(WEBHOOK_STATE.BLOCKED_UNTIL)
        .from(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(delivery.getWebhookId()))
        .fetchSingle(WEBHOOK_STATE.BLOCKED_UNTIL);
  }
}
